#!/usr/bin/env bash
# Crowds, kills, full disks, thieves and forgers: what the kit promises is tried on the real programs.
#
#   Tests/stress.sh                       all scenarios
#   Tests/stress.sh seats responder_kill  these
#
# Scenarios are the files Tests/stress/*.py. Exits with 1 if one fails, and says why.
# STRESS_SEED repeats a run's random choices; STRESS_KEEP=1 keeps its folders. STRESS_WHOLE=1 takes a scenario that
# cannot be played for one that fails.
set -euo pipefail
cd "$(dirname "$0")/.."

command -v python3 > /dev/null || { echo "stress: python3 is needed" >&2; exit 69; }
scratch="${SCRATCH_PATH:-.build}"
for product in countersign-responder countersign-client fleet; do
    swift build --scratch-path "$scratch" --product "$product" --quiet
done
export COUNTERSIGN_BIN="$(swift build --scratch-path "$scratch" --show-bin-path)"

# Pictures are made and read by Python's Pillow and zxing-cpp. Without them, the scenarios that need them say so.
eyes=.build-eyes
has_eyes() { "$eyes/bin/python" -c 'import PIL, zxingcpp' 2> /dev/null; }
has_eyes || { python3 -m venv "$eyes" &&
    "$eyes/bin/pip" install --quiet --disable-pip-version-check 'zxing-cpp==3.1.0' pillow; } || true
python="$eyes/bin/python"
has_eyes || python=python3
exec "$python" -B Tests/stress/run.py "$@"
