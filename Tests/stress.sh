#!/usr/bin/env bash
# Crowds, kills, full disks, thieves and forgers: what the kit promises is tried on the real programs.
#
#   Tests/stress.sh                       all scenarios
#   Tests/stress.sh seats responder_kill  these
#
# Scenarios are the files Tests/stress/*.py. Exits with 1 if one fails, and says why.
# STRESS_SEED repeats a run's random choices; STRESS_KEEP=1 keeps its folders.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v python3 > /dev/null || { echo "stress: python3 is needed" >&2; exit 69; }
scratch="${SCRATCH_PATH:-.build}"
for product in countersign-responder countersign-client fleet; do
    swift build --scratch-path "$scratch" --product "$product" --quiet
done
export COUNTERSIGN_BIN="$(swift build --scratch-path "$scratch" --show-bin-path)"
exec python3 -B Tests/stress/run.py "$@"
