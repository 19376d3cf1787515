#!/usr/bin/env bash
# The main job, from nothing to a licensed machine: a vendor and a machine in two folders, and the files that
# pass between them. Installs what is missing, builds the two programs, and shows every command it gives.
#
#   Examples/quickstart.sh [FOLDER]      FOLDER is where the two folders go; a new one without it
set -euo pipefail
folder=${1:-$(mktemp -d)}
mkdir -p "$folder"
# Before the change of folder below, which a relative name would not survive.
folder=$(cd "$folder" && pwd)
if [ -e "$folder/vendor" ] || [ -e "$folder/site" ]; then
    echo "There is a vendor or a site in $folder already, perhaps of an earlier run; nothing was touched." >&2
    echo "Name another folder, or give none for a new one." >&2
    exit 73
fi
cd "$(dirname "$0")/.."
. Tests/setup.sh

say "What is needed"
need_swift
need_packages "${TO_BUILD[@]}"

say "Building (a few minutes the first time)"
swift build --product countersign-responder
swift build --product countersign-client
PATH="$(swift build --show-bin-path):$PATH"

# Two folders, as if they were two machines; what passes between them is copied, as on a stick.
mkdir "$folder/vendor" "$folder/site"
export COUNTERSIGN_VAULT="$folder/vendor/vault" COUNTERSIGN_STATE="$folder/site/state"
run() { printf '\n$ %s\n' "$*"; "$@"; }
desk() { run countersign-responder "$@" --passphrase-file passphrase; }
carry() { printf '\n$ cp %s %s\n' "$1" "$2"; cp "$1" "$2"; }

say "The vendor, in $folder/vendor: a vault, a product, a license"
cd "$folder/vendor"
# A real vault is opened at the terminal; a file is for scripts like this one.
( umask 077 && echo "six random words are much better" > passphrase )
desk init
desk product add acme.shipcad --name ShipCAD --vendor "Acme Marine" --features cad,nest --phone "+49 40 1234"
desk product export acme.shipcad --out shipcad.product | tee export.txt
# The thumbprint, which the vendor publishes; a script that asks for the license names it.
thumbprint=$(sed -n 's/^thumbprint: *//p' export.txt)
( umask 077 && : > sold.txt )
desk license add --product acme.shipcad --customer "Nordic Yard" --seats 3 --features cad --expires 2099-12-31 |
    tee sold.txt
( umask 077 && sed -n 's/^activation key: *//p' sold.txt > "$folder/site/activation.key" && rm sold.txt )
carry shipcad.product "$folder/site/"

say "The machine, in $folder/site: a request"
cd "$folder/site"
run countersign-client request --product shipcad.product --key-file activation.key --out machine.request
carry machine.request "$folder/vendor/"

say "The vendor: the answer"
cd "$folder/vendor"
desk respond machine.request --out machine.license
carry machine.license "$folder/site/"

say "The machine: the license"
cd "$folder/site"
run countersign-client install machine.license
run countersign-client verify --product acme.shipcad --root-key "$thumbprint" && echo "(exit status 0: licensed)"
run countersign-client status
