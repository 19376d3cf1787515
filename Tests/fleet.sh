#!/usr/bin/env bash
# Measures on crowds of simulated machines what docs/fingerprint.md says: the attack on all addresses of a maker, the
# odds on paper, the false matches among a million machines, ten years of repairs.
#
#   Tests/fleet.sh                all, at full size: some twenty minutes on two processors
#   Tests/fleet.sh matches        one of attack, odds, matches, years; or survey, which measures this machine
#   Tests/fleet.sh matches --machines 100000
set -euo pipefail
cd "$(dirname "$0")/.."

scratch="${SCRATCH_PATH:-.build}"
swift build --scratch-path "$scratch" -c release --product fingerprint-fleet --quiet
fleet="$(swift build --scratch-path "$scratch" -c release --show-bin-path)/fingerprint-fleet"
if [ $# -gt 0 ]; then exec "$fleet" "$@"; fi
for part in attack odds years matches; do
    echo "== $part"
    "$fleet" "$part"
done
