#!/usr/bin/env bash
# Times essor on the Ségur project and checks its calibration by simulation.
#   bench.sh ESSOR SPEED CALIBRATION PROJECT
set -euo pipefail
essor=$1 speed=$2 calibration=$3 project=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$speed" "$project" 5

now() { date +%s%N; }
elapsed() { printf '%d.%02d s' $((($2 - $1) / 1000000000)) $((($2 - $1) / 10000000 % 100)); }
for turn in 1 2 3; do
    rm -rf "$folder/segur"
    cp -r "$project" "$folder/segur"
    rm -rf "$folder/segur/out" "$folder/segur"/essor.db*
    a=$(now)
    "$essor" build "$folder/segur" >/dev/null
    b=$(now)
    "$essor" build "$folder/segur" >/dev/null
    c=$(now)
    echo "build $turn: from nothing $(elapsed "$a" "$b"), again $(elapsed "$b" "$c")"
done

"$calibration" "${ESSOR_DATA_SETS:-2000}"
