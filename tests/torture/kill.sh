#!/bin/sh
# Kills essor with SIGKILL at random moments of `import` and `build`, so often each, then
# checks that every figure whose import was acknowledged is there, that no output is half
# written, that the store passes SQLite's integrity check, and that the next build completes
# and gives the bytes of one that was never disturbed.
# usage: kill.sh PROGRAM PROJECTS [KILLS [SEED]]
set -u
program=$1
projects=$2
wanted=${3:-10}
seed=${4:-1}
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
fail() {
    echo "kill.sh: $*" >&2
    exit 1
}

# The seconds that a command takes here, now.
seconds_of() {
    begin=$(date +%s%N)
    "$@" 2>/dev/null || fail "$* failed"
    awk -v b="$begin" -v e="$(date +%s%N)" 'BEGIN { printf "%.3f", (e - b) / 1e9 }'
}

# A random part of a duration; what follows is killed after it. Fails if it was.
cut_short() {
    turn=$((turn + 1))
    moment=$(awk -v t="$1" -v s="$seed" -v i="$turn" \
        'BEGIN { srand(7919 * s + i); rand(); printf "%.4f", 0.002 + t * rand() }')
    shift
    timeout -s KILL "$moment" "$@" 2>/dev/null
}

# What a kill leaves: whole pictures, and a store in order (looked at as a copy, so that the
# next build finds what the kill left).
look_at_wreck() {
    for png in p/out/charts/*.png; do
        [ ! -e "$png" ] || tail -c 8 "$png" | grep -q IEND || fail "$png is cut short"
    done
    rm -rf store && mkdir store
    cp p/essor.db* store 2>/dev/null || return 0
    python3 - <<'CHECK' || fail "the store is damaged"
import sqlite3, sys
store = sqlite3.connect("store/essor.db")
sys.exit(store.execute("PRAGMA integrity_check").fetchone() != ("ok",)
         or store.execute("PRAGMA foreign_key_check").fetchone() is not None)
CHECK
}

turn=0
cp -r "$projects/two" p && cp -r "$projects/two" probe || exit 1
import_time=$(seconds_of "$program" --project probe import "$projects/aims/figures.csv")
rm -rf probe && cp -r "$projects/two" probe || exit 1
build_time=$(seconds_of "$program" build probe)

header='series,observed_from,observed_to,published,value,value_hi,unit,kind,ref,qualifier,quoted_step,date_basis,source_title,source_url,note'
: >acknowledged
imports=0
while [ $imports -lt "$wanted" ] && [ $turn -lt $((wanted * 10)) ]; do
    name=extra$turn
    {
        echo "$header"
        for day in 01 02 03 04 05 06 07 08 09; do
            echo "$name,2023-05-$day,2023-05-$day,,5,,documents,window_total,,exact,1,stated,Paper,https://example.org/$name,"
        done
    } >new.csv
    if cut_short "$(awk -v t="$import_time" 'BEGIN { print 1.5 * t }')" "$program" --project p import new.csv; then
        echo "$name" >>acknowledged
    else
        imports=$((imports + 1))
        look_at_wreck
    fi
done
[ $imports -eq "$wanted" ] || fail "only $imports imports were cut short"
while read -r name; do
    [ "$(grep -c "^[^,]*,1,$name," p/figures.csv)" = 9 ] || fail "figures of $name are lost"
    grep -q "https://example.org/$name" p/essor.db p/essor.db-wal 2>/dev/null ||
        fail "figures of $name are not in the store"
done <acknowledged

# Every time one figure is another, so that there is always something to do. Some wrecks are
# left to the next build that is killed.
cp p/figures.csv first.csv
change_figure() {
    awk -F, -v OFS=, -v i="$turn" '$3 == "docs" && !done { $8 += 1000 * i; done = 1 } { print }' \
        first.csv >p/figures.csv
}
settle() {
    "$program" build p >/dev/null 2>log || fail "the build after a kill failed: $(cat log)"
    rm -rf calm && cp -r "$projects/two" calm && cp p/figures.csv calm || exit 1
    "$program" build calm 2>/dev/null || fail "the undisturbed build failed"
    diff -r p/out calm/out || fail "a disturbed project is built differently"
}

builds=0
begun=$turn
while [ $builds -lt "$wanted" ] && [ $((turn - begun)) -lt $((wanted * 10)) ]; do
    change_figure
    cut_short "$build_time" "$program" build p >/dev/null && continue
    builds=$((builds + 1))
    look_at_wreck
    [ $((builds % 3)) -eq 0 ] || settle
done
[ $builds -eq "$wanted" ] || fail "only $builds builds were cut short"
settle
"$program" build p 2>&1 | grep -q "nothing is stale" || fail "the last build did not settle"
echo "$builds builds and $imports imports killed, $(wc -l <acknowledged) imports acknowledged"
