#!/usr/bin/env bash
# Passes all tests, from nothing: installs what is missing, checks the formatting, builds with warnings as
# errors, then runs the unit tests, the stress tests, the fuzzers and the check by other people's libraries.
#
#   Tests/run.sh            everything
#   Tests/run.sh --quick    the unit tests only
set -euo pipefail
cd "$(dirname "$0")/.."
. Tests/setup.sh
started=$SECONDS
quick=false
[ "${1:-}" = --quick ] && quick=true

say "What is needed"
need_swift
need_packages libheif-examples libsodium-dev libqrencode-dev libsqlite3-dev libjpeg-dev libpng-dev libwebp-dev libheif-dev libzbar-dev libzxing-dev libseccomp-dev pkg-config sqlite3 python3 python3-venv util-linux iproute2 faketime \
    chromium poppler-utils libpangocairo-1.0-0 fonts-dejavu-core zbar-tools librsvg2-bin xvfb xterm tmux imagemagick

say "Formatting"
swift format lint --strict --recursive --parallel Sources Tests Examples Package.swift

say "Building (warnings are errors: see Package.swift)"
swift build --build-tests

say "Unit tests"
swift test --skip-build

if ! $quick; then
    say "The example application"
    Examples/application.sh

    say "Stress: many processes, kills, full disks, stolen ledgers"
    STRESS_WHOLE=1 Tests/stress.sh

    say "Independent eyes: Python's cwt and cbor2"
    Tests/interop/run.sh

    # Text is read in eight ways, so those decoders do fewer in the time.
    say "Fuzzing: a minute for each decoder, at most a million inputs"
    for decoder in cbor cose document armour mail text phone; do
        Tests/fuzz.sh "$decoder" 1000000 -max_total_time=60 -verbosity=0
    done
fi

say "All passed, in $(((SECONDS - started) / 60)) minutes and $(((SECONDS - started) % 60)) seconds"
