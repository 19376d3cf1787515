#!/usr/bin/env bash
# The figures of docs/performance.md, side by side in one run.
#
#   Tests/bench.sh verify     `verify`, cold, beside `minisign -V`
#   Tests/bench.sh respond    folders of 10,000 requests of one license and of 1,000, on one processor and on two, beside
#                             the machine's limit in C
#   Tests/bench.sh phone      finding the 32 bits that a truncated signature lacks; errors, licenses and calls by voice
#   Tests/bench.sh growth     what one answer and one page of each list cost, in instructions, on a license with 60 machines
#                             and with MACHINES (100,000); how long all events are verified, and in how much memory
#   Tests/bench.sh            all but growth
set -euo pipefail
cd "$(dirname "$0")/.."
. Tests/setup.sh
what=${1:-all}
rounds=${ROUNDS:-5}
requests=${REQUESTS:-10000}

say "What is needed"
need_swift
need_packages "${TO_BUILD[@]}" minisign hyperfine gcc python3

say "Building for release, with the static Swift standard library"
build() { swift build -c release --static-swift-stdlib --scratch-path .build-release "$@"; }
bench_phone() {
    say "completing truncated signatures (aim: table and worst search at most 2 s)"
    build --product completion-bench | tail -1
    "$(build --show-bin-path)/completion-bench"
    say "codes by telephone: errors by the million, a thousand licenses, simulated calls"
    build --product phone-bench | tail -1
    for what in errors licenses call; do "$(build --show-bin-path)/phone-bench" "$what"; done
}
# This one needs neither the commands nor a desk.
if [ "$what" = phone ]; then
    bench_phone
    exit
fi
for product in countersign-responder fleet; do build --product "$product" | tail -1; done
if [ "$what" != respond ] && [ "$what" != growth ]; then
    for product in countersign-client fingerprint-fleet; do build --product "$product" | tail -1; done
fi
PATH="$(build --show-bin-path):$PATH"
# The client as it is best carried to a machine that has nothing: one file that needs no library at all.
fully_static() {
    swift build -c release -Xswiftc -static-executable --scratch-path .build-static --product countersign-client "$@"
}
[ "$what" = respond ] || [ "$what" = growth ] || fully_static 2>/dev/null | tail -1

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export COUNTERSIGN_VAULT="$folder/vault" COUNTERSIGN_STATE="$folder/state"
( umask 077 && echo "six random words are much better" > "$folder/pass" )
desk() { countersign-responder "$@" --passphrase-file "$folder/pass"; }
desk init --passphrase-cost interactive >/dev/null
desk product add bench.product --name Bench --features a,b,c,d,e,f,g,h >/dev/null
desk product export bench.product --out "$folder/bench.product" >/dev/null
add() { desk license add --product bench.product --customer Bench --features a,b,c,d,e,f,g,h --perpetual "$@" |
    sed -n 's/^activation key: *//p'; }

median() { sort -n | awk '{ v[NR] = $1 } END { print NR % 2 ? v[(NR + 1) / 2] : (v[NR / 2] + v[NR / 2 + 1]) / 2 }'; }

bench_verify() {
    say "verify, cold, beside minisign -V (medians of 300 runs each, in turns of 50)"
    ( umask 077 && add > "$folder/key" )
    countersign-client request --product "$folder/bench.product" --key-file "$folder/key" --out "$folder/r" >/dev/null
    desk respond "$folder/r" --out "$folder/l" >/dev/null
    countersign-client install "$folder/l" >/dev/null
    say "looking at this machine, within one process (aim: at most 2 ms)"
    fingerprint-fleet survey
    minisign -G -W -p "$folder/k.pub" -s "$folder/k.sec" >/dev/null
    minisign -S -s "$folder/k.sec" -m "$folder/l" >/dev/null
    cp "$(fully_static --show-bin-path)/countersign-client" "$folder/static"
    for turn in 1 2 3 4 5 6; do
        hyperfine -N --warmup 5 --runs 50 --export-json "$folder/h$turn.json" \
            "minisign -V -q -p $folder/k.pub -m $folder/l" "countersign-client verify" \
            "$folder/static verify" "/bin/true" >/dev/null 2>&1
    done
    python3 - "$folder" <<'PY'
import json, statistics, sys
times = {}
for turn in range(1, 7):
    for result in json.load(open(f"{sys.argv[1]}/h{turn}.json"))["results"]:
        name = result["command"].split(" ")[0].split("/")[-1]
        times.setdefault(name, []).extend(result["times"])
median = {name: statistics.median(values) * 1000 for name, values in times.items()}
for name, value in median.items(): print(f"{name:20} {value:7.2f} ms")
for name, what in (("countersign-client", "static Swift library"), ("static", "fully static")):
    print(f"ratio verify / minisign, {what}: {median[name] / median['minisign']:.2f} (aim: at most 3)")
PY
}

# Instructions within transactions of the ledger, so that neither the start nor the passphrase is in them.
instructions() {
    valgrind --tool=callgrind --callgrind-out-file="$folder/callgrind" \
        --toggle-collect='$s6Ledger0A8DatabaseC4read*KlF' --toggle-collect='$s6Ledger0A8DatabaseC5write*KlF' \
        "$folder/bin/countersign-responder" "$@" 2>&1 >/dev/null | sed -n 's/.*Collected : //p'
}

bench_growth() {
    local machines=${MACHINES:-100000} at_a_time=50000 kind
    need_packages valgrind time
    mkdir "$folder/bin"
    strip -g -o "$folder/bin/countersign-responder" "$(command -v countersign-responder)"
    for kind in few many; do
        export COUNTERSIGN_VAULT="$folder/vault.$kind"
        desk init --passphrase-cost interactive >/dev/null
        desk product add bench.product --name Bench --features a,b,c,d,e,f,g,h >/dev/null
        desk product export bench.product --out "$folder/product.$kind" >/dev/null
        ( umask 077 && add --seats 1000000 > "$folder/key.$kind" )
        local left=60 round=0 now
        [ $kind = few ] || left=$machines
        say "Answering $left machines of one license"
        while [ "$left" -gt 0 ]; do
            now=$(( left < at_a_time ? left : at_a_time )) round=$((round + 1))
            mkdir "$folder/in" "$folder/out"
            fleet --product "$folder/product.$kind" --key-file "$folder/key.$kind" --machines $now \
                --out "$folder/in" --seed "$kind.$round" >/dev/null
            desk respond "$folder/in" --out "$folder/out" >/dev/null
            rm -r "$folder/in" "$folder/out"
            left=$((left - now))
        done
        mkdir "$folder/next.$kind"
        fleet --product "$folder/product.$kind" --key-file "$folder/key.$kind" --machines 2 \
            --out "$folder/next.$kind" --seed "next" >/dev/null
    done
    say "instructions within the ledger's transactions: few machines, many, and the ratio (aim: at most 1.2)"
    local id one other what
    for what in "respond" "license show" "license list" "audit list"; do
        for kind in few many; do
            export COUNTERSIGN_VAULT="$folder/vault.$kind"
            id=$(countersign-responder license list --format json | sed -n 's/.*"license" *: *"\([^"]*\)".*/\1/p' | head -1)
            case $what in
            respond)
                # The first one has every page of the file read.
                set -- "$folder/next.$kind"/*
                desk respond "$1" --out "$folder/next.$kind.l1" >/dev/null
                instructions respond "$2" --out "$folder/next.$kind.l2" --passphrase-file "$folder/pass" ;;
            "license show") instructions license show "$id" ;;
            *) instructions $what ;;
            esac > "$folder/count.$kind"
        done
        one=$(cat "$folder/count.few") other=$(cat "$folder/count.many")
        echo "$what $one $other" | awk '{ n = NF; printf "%-14s %12d %12d %6.2f\n", $1 (n > 3 ? " " $2 : ""), $(n-1), $n, $n / $(n-1) }'
    done
    say "bytes of the log an answer, and of the whole ledger"
    python3 - "$folder/vault.many/ledger.sqlite" <<'PY'
import sqlite3, sys
ledger = sqlite3.connect(sys.argv[1])
count, bytes_, beside = ledger.execute(
    "SELECT count(*), sum(length(bytes)), sum(length(beside)) FROM events WHERE action = 'request.granted'").fetchone()
pages = ledger.execute("SELECT page_count * page_size FROM pragma_page_count, pragma_page_size").fetchone()[0]
print(f"{count} answers: {bytes_ / count:.0f} bytes an event, {beside / count:.0f} beside it, {pages / count:.0f} in all tables and indices")
PY
    say "all events verified without the passphrase: seconds, and the most memory in KiB"
    local key
    for kind in few many; do
        export COUNTERSIGN_VAULT="$folder/vault.$kind"
        key=$(countersign-responder audit verify --passphrase-file "$folder/pass" --format json |
            sed -n 's/.*"root_key_thumbprint" *: *"\([^"]*\)".*/\1/p')
        env time -f "$kind: %e s, %M KiB" countersign-responder audit verify --root-key "$key" 2>&1 >/dev/null | tail -1
    done
}

# One folder of requests, answered on the processors named: answers a second go to a file of that name.
respond_once() {
    local name=$1 processors=$2 round=$3 keys=$4
    # New folders each time: ext4 is slow to make files where many were just deleted.
    local in="$folder/in.$name.$round" out="$folder/out.$name.$round"
    mkdir "$in" "$out"
    fleet --product "$folder/bench.product" --key-file "$keys" --machines "$requests" \
        --out "$in" --seed "$name.$round" >/dev/null
    sync
    local begin end count
    begin=$(date +%s.%N)
    taskset -c "$processors" countersign-responder respond "$in" --out "$out" --passphrase-file "$folder/pass" >/dev/null
    end=$(date +%s.%N)
    count=$(ls "$out" | wc -l)
    [ "$count" = "$requests" ] || { echo "only $count of $requests were answered" >&2; exit 1; }
    echo "$requests $begin $end" | awk '{ printf "%.0f\n", $1 / ($3 - $2) }' >> "$folder/rates.$name"
}

ratio() { paste "$1" "$2" | awk '{ print $1 / $2 }' | median; }

bench_respond() {
    say "respond over $requests requests of as many machines, beside the limit in C on one processor ($rounds rounds)"
    gcc -O2 Tests/Tools/Benchmarks/limit.c -o "$folder/limit" -lsodium
    say "Selling 1,000 licenses"
    export -f add desk
    export folder
    seq 1000 | xargs -P 2 -I@ bash -c "umask 077 && add --seats $((requests * rounds)) > $folder/key.@"
    ( umask 077 && cat "$folder"/key.[0-9]* > "$folder/keys" )
    for round in $(seq "$rounds"); do
        for kind in one thousand; do
            for processors in 1 2; do
                keys="$folder/keys"
                if [ "$kind" = one ]; then
                    keys="$folder/single.$processors.$round"
                    ( umask 077 && add --seats "$requests" > "$keys" )
                fi
                taskset -c 0 "$folder/limit" "$requests" >> "$folder/limits.$kind.$processors"
                respond_once "$kind.$processors" "$([ "$processors" = 1 ] && echo 0 || echo 0,1)" "$round" "$keys"
            done
        done
    done
    for kind in one thousand; do
        echo "$kind:"
        for processors in 1 2; do
            echo "  limit in C:              $(median < "$folder/limits.$kind.$processors") a second" \
                " ($(tr '\n' ' ' < "$folder/limits.$kind.$processors"))"
            echo "  respond, $processors processor(s): $(median < "$folder/rates.$kind.$processors") a second" \
                " ($(tr '\n' ' ' < "$folder/rates.$kind.$processors"))"
        done
        echo "  one processor / limit:   $(ratio "$folder/rates.$kind.1" "$folder/limits.$kind.1") (aim: at least 0.5)"
        echo "  two processors / one:    $(ratio "$folder/rates.$kind.2" "$folder/rates.$kind.1") (aim: at least 1.6)"
    done
}

if [ "$what" = growth ]; then
    bench_growth
    exit
fi
[ "$what" = respond ] || bench_verify
[ "$what" = verify ] || bench_respond
[ "$what" != all ] || bench_phone
