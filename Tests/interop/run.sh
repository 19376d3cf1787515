#!/usr/bin/env bash
# Independent eyes: documents of the real programs are checked by Python's COSE, CBOR and Ed25519 libraries,
# and documents made there, good ones and bad ones, are judged by the real programs.
#
#   Tests/interop/run.sh            check everything; the committed vectors must come out the same, byte for byte
#   Tests/interop/run.sh --update   write Tests/Vectors/interop anew first
#
# Needs python3 with venv, and the packages cwt, cbor2, cryptography and scitt-cose, which go to .build-interop.
# cwt knows the algorithm -19 (RFC 9864) since 3.3.0; before that it knew EdDSA, -8, only.
set -euo pipefail
cd "$(dirname "$0")/../.."

command -v python3 > /dev/null || { echo "interop: python3 is needed" >&2; exit 69; }
eyes=.build-interop
if ! "$eyes/bin/python" -c 'import cwt, scitt_cose, sys; sys.exit(cwt.__version__ < "3.3.0")' 2> /dev/null; then
    python3 -m venv "$eyes"
    "$eyes/bin/pip" install --quiet --disable-pip-version-check 'cwt==3.3.0' 'cbor2==5.9.0' 'scitt-cose==0.5.0'
fi
scratch="${SCRATCH_PATH:-.build}"
for product in countersign-responder countersign-client; do
    swift build --scratch-path "$scratch" --product "$product" --quiet
done
export COUNTERSIGN_BIN="$(swift build --scratch-path "$scratch" --show-bin-path)"

run() { "$eyes/bin/python" -B "Tests/interop/$1.py" "${@:2}"; }
run vectors "$@"
run receipts
run real_log
run judge
run real_documents
run python_vendor
run python_machine
echo "interop: all hold"
