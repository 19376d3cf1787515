#!/usr/bin/env bash
# Passes all tests, from nothing: installs what is missing, checks the formatting, builds with warnings as
# errors, then runs the unit tests, the stress tests, the fuzzers and the check by other people's libraries.
#
#   Tests/run.sh            everything
#   Tests/run.sh --quick    formatting, layers and unit tests only
set -euo pipefail
cd "$(dirname "$0")/.."
. Tests/setup.sh
started=$SECONDS
quick=false
case "${1:-}" in
    "") ;;
    --quick) quick=true ;;
    *) echo "usage: Tests/run.sh [--quick]" >&2; exit 64 ;;
esac

say "What is needed"
need_swift
# To build; then what the unit tests start and open: setsid and unshare, Pango with a typeface, Python for the layers.
needed=("${TO_BUILD[@]}" util-linux libpangocairo-1.0-0 fonts-dejavu-core python3)
# Other people's readers, browsers, terminals and clocks.
$quick || needed+=(
    chromium faketime imagemagick iproute2 libheif-examples librsvg2-bin poppler-utils python3-venv sqlite3 tmux xterm
    xvfb zbar-tools)
need_packages "${needed[@]}"

say "Formatting, and the layers"
swift format lint --strict --recursive --parallel Sources Tests Examples Package.swift
python3 Tests/layers.py
python3 Tests/pages.py

say "Building (warnings are errors: see Package.swift)"
swift build --build-tests
python3 Tests/interface.py

say "Unit tests"
swift test --skip-build

if ! $quick; then
    say "The example application"
    Examples/application.sh

    say "Stress: many processes, kills, full disks, stolen ledgers"
    STRESS_WHOLE=1 Tests/stress.sh

    say "Independent eyes: Python's cwt, cbor2 and scitt-cose"
    Tests/interop/run.sh

    # Text is read in eight ways, so those decoders do fewer in the time.
    say "Fuzzing: a minute for each decoder, at most a million inputs"
    printf '%s\n' cbor cose document armour mail text phone receipt |
        xargs -P "$(nproc)" -I {} Tests/fuzz.sh {} 1000000 -max_total_time=60 -verbosity=0
fi

say "All passed, in $(((SECONDS - started) / 60)) minutes and $(((SECONDS - started) % 60)) seconds"
