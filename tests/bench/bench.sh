#!/usr/bin/env bash
# Times essor on the Ségur project, single fits, a large import, a corpus of full series and
# projects of many, checks its calibration by simulation and its sampler against a long
# ensemble, and what working days are worth.
#   bench.sh FOLDER_OF_ESSOR FOLDER_OF_BENCHES PROJECT
set -euo pipefail
essor=$1/essor benches=$2 project=$3
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

"$benches/speed" "$project" 5
cp -r "$project" "$folder/whatif"
"$essor" build "$folder/whatif" >/dev/null 2>&1
"$benches/whatif" "$folder/whatif" ville 9
"$benches/regression"
"$benches/recovery" "${ESSOR_SERIES:-20000}" || echo "recovery: below its bar"

now() { date +%s%N; }
elapsed() { printf '%d.%02d s' $((($2 - $1) / 1000000000)) $((($2 - $1) / 10000000 % 100)); }
for turn in 1 2 3; do
    rm -rf "$folder/segur"
    cp -r "$project" "$folder/segur"
    rm -rf "$folder/segur/out" "$folder/segur"/essor.db*
    a=$(now)
    "$essor" build "$folder/segur" >/dev/null 2>&1
    b=$(now)
    "$essor" build "$folder/segur" >/dev/null 2>&1
    c=$(now)
    echo "build $turn: from nothing $(elapsed "$a" "$b"), again $(elapsed "$b" "$c")"
done

"$(dirname "$0")/import.py" "$essor"
"$(dirname "$0")/dense.sh" "$1" "$benches"
corpus=${ESSOR_SHARED:-}/data/corpus
if [ -r "$corpus/values.csv" ]; then
    "$(dirname "$0")/many.sh" "$essor" "$corpus"
else
    echo "many: no corpus; set ESSOR_SHARED to the folder that has data/corpus"
fi
"$(dirname "$0")/workdays.py" "$essor"

"$benches/calibration" "${ESSOR_DATA_SETS:-2000}"
"$benches/coherence" "${ESSOR_DATA_SETS:-400}"
"$benches/agreement" "$project"
