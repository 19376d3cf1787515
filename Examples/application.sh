#!/usr/bin/env bash
# The example application, Examples/ShipCAD, is licensed by the real responder, and opens the feature that the
# license has and not the other one. Tests/run.sh runs it.
set -euo pipefail
cd "$(dirname "$0")/.."
. Tests/setup.sh
need_swift
need_packages "${TO_BUILD[@]}"
swift build --quiet --product countersign-responder
swift build --quiet --package-path Examples/ShipCAD
PATH="$(swift build --show-bin-path):$(swift build --package-path Examples/ShipCAD --show-bin-path):$PATH"

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export COUNTERSIGN_VAULT="$folder/vault"
( umask 077 && echo "six random words are much better" > pass )
desk() { countersign-responder "$@" --passphrase-file pass; }
SHIPCAD_ROOT_KEY=$(desk init --passphrase-cost interactive | sed -n 's/^public key: *//p')
export SHIPCAD_ROOT_KEY
desk product add acme.shipcad --name ShipCAD --features cad,nest > out
desk product export acme.shipcad --out shipcad.product > out
key=$(desk license add --product acme.shipcad --customer Yard --features cad --perpetual |
    sed -n 's/^activation key: *//p')

expect() { # status, words, command...
    local status=0 said
    said=$("${@:3}") || status=$?
    echo "$ ${*:3}"; echo "$said"
    [ "$status" = "$1" ] && [[ "$said" == *"$2"* ]] || { echo "expected $1: $2" >&2; exit 1; }
}
expect 1 "no-license" ShipCAD cad
expect 0 "Carry" ShipCAD activate "$key"
desk respond shipcad.request --out shipcad.license > out
expect 0 "installed" ShipCAD install shipcad.license
expect 0 "'cad' opens" ShipCAD cad
expect 1 "'nest' is not licensed" ShipCAD nest
# An application that only checks holds no reader of mails, no command line and no database.
expect 0 "opens" ShipView cad
expect 1 "active" ShipView nest
linked() { nm "$(command -v "$1")" | grep -cE ' [tT] \$s(6Intake|14ArgumentParser|4GRDB)' || true; }
[ "$(linked ShipView)" = 0 ] || { echo "ShipView holds more than what checks" >&2; exit 1; }
[ "$(linked ShipCAD)" -gt 0 ] || { echo "the search for what is linked finds nothing" >&2; exit 1; }
# The product file of another product, or of another root key, opens nothing.
desk product add acme.lite --name Lite --features cad > out
desk product export acme.lite --out shipcad.product --force > out
expect 66 "acme.lite" ShipCAD cad
echo "application: all as expected"
