#!/usr/bin/env bash
# Times the charts of a project: how many processes of gnuplot, from the start of the first to the end
# of the last, and the whole build with and without charts.
#   charts.sh ESSOR PROJECT    (ESSOR_TURNS: how often, 3)
set -euo pipefail
essor=$(realpath "$1") project=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

mkdir "$folder/bin"
cat >"$folder/bin/gnuplot" <<SCRIPT
#!/bin/bash
[ "\$1" = --version ] && exec /usr/bin/gnuplot --version
from=\$(date +%s%N)
TIMEFORMAT='%U %S'
used=\$( { time /usr/bin/gnuplot "\$@" 2>/dev/null; } 2>&1) || exit
echo "\$from \$(date +%s%N) \$used" >>"$folder/runs"
SCRIPT
chmod +x "$folder/bin/gnuplot"

now() { date +%s%N; }
seconds() { printf '%d.%02d s' $(($1 / 1000000000)) $(($1 / 10000000 % 100)); }
copy() { # NAME: the project, never built
    rm -rf "${folder:?}/$1"
    cp -r "$project" "$folder/$1"
    rm -rf "$folder/$1/out" "$folder/$1"/essor.db*
}
for turn in $(seq "${ESSOR_TURNS:-3}"); do
    copy all
    copy none
    awk '/^\[/ {chart = /^\[chart /} !chart' "$project/essor.ini" >"$folder/none/essor.ini"
    rm -f "$folder/runs"
    a=$(now)
    PATH="$folder/bin:$PATH" "$essor" build "$folder/all" >/dev/null 2>&1
    b=$(now)
    "$essor" build "$folder/none" >/dev/null 2>&1
    c=$(now)
    runs=$(wc -l <"$folder/runs")
    first=$(cut -d' ' -f1 "$folder/runs" | sort -n | head -n 1)
    last=$(cut -d' ' -f2 "$folder/runs" | sort -n | tail -n 1)
    work=$(awk '{sum += $3 + $4} END {printf "%.2f s", sum}' "$folder/runs")
    echo "charts $turn: $(find "$folder/all/out" -name '*.png' | wc -l) in $runs processes (one is a probe)," \
        "$(seconds $((last - first))), $work of processor; build with them $(seconds $((b - a))), without $(seconds $((c - b)))"
done
