#!/bin/bash
# Feeds a decoder with bytes that libFuzzer makes up, until one breaks it or the runs are over.
#
#   Tests/fuzz.sh [DECODER [RUNS [LIBFUZZER-OPTION...]]]      cbor and 1000000, unless said otherwise
#
# -max_total_time=60 among the options ends it after a minute, however many runs that were.
#
# Decoders: cbor, cose (objects), document (plain bytes), armour (text), mail (text in mails),
# text (what is scanned and typed), phone (what is typed of a call), receipt (heads of a log, and what is shown under them).
#
# Ends with 0 if nothing broke. Otherwise the input is kept as .build-fuzz/DECODER/crash-…, and is tried
# again by itself with: .build-fuzz/DECODER/fuzz .build-fuzz/DECODER/crash-…
# What was learned stays in .build-fuzz/DECODER/corpus, and the next run begins there.
#
# The package build does not know of this: libFuzzer brings its own main, and every module must be compiled
# for it. So each module that a decoder needs is compiled here by one call of the compiler, in the order in
# which they depend on each other, and linked with Tests/Fuzz/Entry.swift and Tests/Fuzz/DECODER.swift.
#
# To add a decoder: a line under "modules" with all modules it is made of, the lowest first; one under "seeds"
# with vector files, whose first column is hexadecimal (or '-'), or one under
# "files" with inputs as they are; and Tests/Fuzz/DECODER.swift with a
# `func check(_ bytes: [UInt8])`.
set -euo pipefail
cd "$(dirname "$0")/.."

decoder=${1:-cbor}
runs=${2:-1000000}
longest=4096
seeds=()
files=()

case $decoder in
cbor)
    modules=(CBOR)
    seeds=(Tests/CBORTests/Vectors/*.txt)
    longest=512
    ;;
cose)
    modules=(CBOR Cryptography COSE)
    seeds=(Tests/Vectors/cose.txt)
    longest=512
    ;;
document)
    modules=(Refusals TextForm CBOR Cryptography COSE Fingerprint Activation)
    seeds=(Tests/Vectors/documents.txt)
    longest=1024
    ;;
armour)
    modules=(Refusals TextForm CBOR Cryptography COSE Fingerprint Activation Intake)
    seeds=(Tests/Vectors/armour.txt)
    longest=1024
    ;;
mail)
    modules=(Refusals TextForm CBOR Cryptography COSE Fingerprint Activation Intake)
    seeds=(Tests/Vectors/armour.txt)
    files=(Tests/Vectors/mails/*)
    longest=4096
    ;;
text)
    modules=(Refusals TextForm CBOR Cryptography COSE Fingerprint Activation Intake)
    seeds=(Tests/Vectors/text.txt)
    longest=512
    ;;
phone)
    modules=(Refusals TextForm CBOR Cryptography COSE Fingerprint Activation PhoneCode)
    files=(Tests/Vectors/phone.txt)
    longest=1024
    ;;
receipt)
    modules=(CBOR Cryptography COSE MerkleTree LogProof)
    seeds=(Tests/Vectors/receipts.txt)
    longest=2560
    ;;
*)
    echo "fuzz.sh: there is no decoder '$decoder'; see the case list in this script" >&2
    exit 64
    ;;
esac

work=.build-fuzz/$decoder
mkdir -p "$work/modules" "$work/seeds" "$work/corpus"

compile=(
    swiftc -O -whole-module-optimization -sanitize=fuzzer,address -parse-as-library -swift-version 6
    -package-name countersign
    -enable-upcoming-feature ExistentialAny -enable-upcoming-feature MemberImportVisibility
    -I "$work/modules" -Xcc -fmodule-map-file=Sources/CSodium/module.modulemap
)

objects=()
for module in "${modules[@]}"; do
    object=$work/modules/$module.o
    "${compile[@]}" -module-name "$module" -emit-module -emit-module-path "$work/modules/$module.swiftmodule" \
        -emit-object -o "$object" $(find "Sources/$module" -name '*.swift')
    objects+=("$object")
done
"${compile[@]}" -use-ld=lld -module-name Fuzz -o "$work/fuzz" \
    Tests/Fuzz/Entry.swift "Tests/Fuzz/$decoder.swift" "${objects[@]}"

number=0
for digits in $(cat /dev/null "${seeds[@]}" | grep -v '^#' | cut -d '|' -f 1 | tr -d ' \t' | sort -u); do
    number=$((number + 1))
    printf "$(sed 's/../\\x&/g' <<<"$digits")" >"$work/seeds/$number"
done

for file in "${files[@]}"; do cp "$file" "$work/seeds/"; done

# Swift's own backtraces would take the signal before libFuzzer can keep the input.
export SWIFT_BACKTRACE=enable=no
exec "$work/fuzz" -runs="$runs" -max_len="$longest" -rss_limit_mb=2048 -timeout=10 \
    -artifact_prefix="$work/" -print_final_stats=1 "${@:3}" "$work/corpus" "$work/seeds"
