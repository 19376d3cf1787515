#!/usr/bin/env bash
# How many simulated photographs are read: by this package, by Debian's zbarimg and by PyPI's zxing-cpp. The same
# seed gives the same pictures. The table in docs/performance.md is
# `Tests/photographs.sh 25 2026 ordinary bad awful blur fax screenshot`.
#
#   Tests/photographs.sh [COUNT [SEED [SEVERITY...]]]    COUNT pictures of each severity, 25 without it
set -euo pipefail
cd "$(dirname "$0")/.."
. Tests/setup.sh
count="${1:-25}" seed="${2:-1}"
shift $(($# < 2 ? $# : 2))
severities=("$@")
[ $# -gt 0 ] || severities=(ordinary bad awful blur terminal screenshot scan fax)
need_swift
need_packages libqrencode4 libjpeg-dev libpng-dev libwebp-dev libheif-dev libzbar-dev libzxing-dev zbar-tools \
    python3 python3-venv

eyes=.build-photographs
if ! "$eyes/bin/python" -c 'import zxingcpp, PIL' 2> /dev/null; then
    python3 -m venv "$eyes"
    "$eyes/bin/pip" install --quiet --disable-pip-version-check 'zxing-cpp==3.1.0' 'pillow' 'numpy'
fi
scratch="${SCRATCH_PATH:-.build}"
swift build -c release --scratch-path "$scratch" --product photograph-bench --quiet
bench="$(swift build -c release --scratch-path "$scratch" --show-bin-path)/photograph-bench"

pictures="$(mktemp -d)"
trap 'rm -r "$pictures"' EXIT
printf '%s\n' "${severities[@]}" | xargs -P "$(nproc)" -I '{}' \
    "$bench" make --severity '{}' --count "$count" --seed "$seed" "$pictures/{}"
"$bench" make --severity ordinary --count 16 --seed "$seed" --scale 3 "$pictures/large"
"$eyes/bin/python" -B Tests/interop/photographs.py "$bench" "$pictures" "${severities[@]}"
