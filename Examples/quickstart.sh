#!/usr/bin/env bash
# The main job, from nothing to a licensed machine: a vendor and a machine in one folder, and two files that
# pass between them. Installs what is missing, builds the two programs, and shows every command it gives.
#
#   Examples/quickstart.sh [FOLDER]      FOLDER is where the vault and the state go; a new one without it
set -euo pipefail
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"
# Before the change of folder below, which a relative name would not survive.
folder=$(cd "$folder" && pwd)
if [ -e "$folder/vault" ] || [ -e "$folder/state" ]; then
    echo "There is a vault or a state in $folder already, perhaps of an earlier run; nothing was touched." >&2
    echo "Name another folder, or give none for a new one." >&2
    exit 73
fi
cd "$(dirname "$0")/.."
. Tests/setup.sh

say "What is needed"
need_swift
need_packages libsodium-dev libqrencode-dev libsqlite3-dev pkg-config

say "Building (a few minutes the first time)"
swift build --product countersign-responder
swift build --product countersign-client
PATH="$(swift build --show-bin-path):$PATH"

cd "$folder"
export COUNTERSIGN_VAULT="$folder/vault" COUNTERSIGN_STATE="$folder/state"
# A real vault is opened at the terminal; a file is for scripts like this one.
( umask 077 && echo "six random words are much better" > passphrase )
run() { printf '\n$ %s\n' "$*"; "$@"; }
desk() { run countersign-responder "$@" --passphrase-file passphrase; }

say "The vendor: a vault, a product, a license (in $folder)"
desk init
desk product add acme.shipcad --name ShipCAD --vendor "Acme Marine" --features cad,nest --phone "+49 40 1234"
desk product export acme.shipcad --out shipcad.product
desk license add --product acme.shipcad --customer "Nordic Yard" --seats 3 --features cad --expires 2099-12-31 |
    tee license.txt
( umask 077 && sed -n 's/^activation key: *//p' license.txt > activation.key && rm license.txt )

say "The machine: a request"
run countersign-client request --product shipcad.product --key-file activation.key --out machine.request

say "The vendor: the answer"
desk respond machine.request --out machine.license

say "The machine: the license"
run countersign-client install machine.license
run countersign-client status
run countersign-client verify && echo "verify: exit status 0, licensed"
