#!/bin/sh
# Kills essor with SIGKILL at 30 moments spread over `import` and `build`, then checks that
# every figure whose import was acknowledged is there, that no output is half written, and
# that the next build gives the same bytes as one that was never disturbed.
# usage: kill.sh PROGRAM PROJECTS
set -u
program=$1
projects=$2
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
# From a twentieth of a duration to one and a half of it, by the turn.
moment() {
    awk -v t="$1" -v i="$2" 'BEGIN { printf "%.4f", t * i / 20 }'
}

header='series,observed_from,observed_to,published,value,value_hi,unit,kind,ref,qualifier,quoted_step,date_basis,source_title,source_url,note'
cp -r "$projects/two" p && cp -r "$projects/two" calm && cp -r "$projects/two" probe || exit 1
import_time=$(seconds_of "$program" --project probe import "$projects/aims/figures.csv")
build_time=$(seconds_of "$program" build probe)
: >acknowledged
kills=0
i=0
while [ $i -lt 30 ]; do
    i=$((i + 1))
    name=extra$i
    {
        echo "$header"
        for day in 01 02 03 04 05 06 07 08 09; do
            echo "$name,2023-05-$day,2023-05-$day,,5,,documents,window_total,,exact,1,stated,Paper,https://example.org/$name,"
        done
    } >new.csv
    if timeout -s KILL "$(moment "$import_time" $i)" "$program" --project p import new.csv \
        2>/dev/null; then
        echo "$name" >>acknowledged
    else
        kills=$((kills + 1))
    fi
    timeout -s KILL "$(moment "$build_time" $i)" "$program" build p 2>/dev/null ||
        kills=$((kills + 1))
    for png in p/out/charts/*.png; do
        [ ! -e "$png" ] || tail -c 8 "$png" | grep -q IEND || fail "$png is cut short"
    done
done
while read -r name; do
    [ "$(grep -c "^[^,]*,1,$name," p/figures.csv)" = 9 ] || fail "figures of $name are lost"
    grep -q "https://example.org/$name" p/essor.db p/essor.db-wal 2>/dev/null ||
        fail "figures of $name are not in the store"
done <acknowledged
[ $kills -ge 10 ] || fail "only $kills runs were cut short: the delays do not suit this machine"

"$program" build p 2>/dev/null || fail "the last build failed"
cp p/figures.csv calm/figures.csv
"$program" build calm 2>/dev/null || fail "the undisturbed build failed"
diff -r p/out calm/out || fail "a disturbed project is built differently"
"$program" build p 2>&1 | grep -q "nothing is stale" || fail "the last build did not settle"
echo "$kills runs killed, $(wc -l <acknowledged) imports acknowledged"
