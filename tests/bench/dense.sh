#!/usr/bin/env bash
# The dense engine on the shared corpus: time by part, beside R's ets where R has it, scores
# in fold and out of fold, with limits of the ratios to the best peers.
#   dense.sh FOLDER_OF_ESSOR FOLDER_OF_BENCHES
set -euo pipefail
essor=$1/essor benches=$2 shared=${ESSOR_SHARED:-}
if [ ! -r "$shared/data/corpus/values.csv" ] || [ ! -r "$shared/data/peers/splits.csv" ]; then
    echo "dense: no corpus; set ESSOR_SHARED to the folder that has data/corpus"
    exit 0
fi
corpus=$shared/data/corpus peers=$shared/data/peers
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
files=("$corpus/values.csv" "$corpus/series.csv" "$peers/splits.csv" "$peers/targets.csv")

"$benches/dense_time" "${files[@]}"
if Rscript -e 'library(forecast)' >/dev/null 2>&1; then
    Rscript "$(dirname "$0")/ets.R" "${files[@]:0:3}"
else
    echo "R's ets: no R with the package forecast here (Debian: r-cran-forecast)"
    gunzip -c "$peers/time_ets.csv.gz" | awk -F, 'NR > 1 { print 1000 * $3 }' | sort -g |
        awk '{ x[NR] = $1 } END { printf "published with the peers: %.0f ms in the median\n", x[int((NR + 1) / 2)] }'
fi
/usr/bin/time -f 'whole corpus: %e s wall, %U s processor, %M KB' "$essor" backtest \
    --values "${files[0]}" --series "${files[1]}" --splits "${files[2]}" \
    --targets "${files[3]}" --predictions "$folder/p.csv" --crossings "$folder/c.csv"

"$benches/reached" "${files[@]:0:3}"
"$benches/dense_table" "${files[@]}" "$folder" "$(date +%F)" >/dev/null
if ! /usr/bin/python3 -c 'import numpy' 2>/dev/null; then
    echo "scores: no python3-numpy"
    exit 0
fi
mkdir "$folder/all"
for fold in in out; do
    for kind in pred cross; do
        cp "$folder/$fold/${kind}_essor.csv" "$folder/all/${kind}_essor_${fold}_of_fold.csv"
    done
done
cp "$peers/pred_holt_damped.csv.gz" "$peers/cross_holt_damped.csv.gz" "$folder/all"
cp "$peers/combos/pred_peer_median7.csv.gz" "$folder/all"
for peer in holt_damped peer_median7; do
    /usr/bin/python3 "$shared/tools/score/score.py" --values "${files[0]}" --splits "$peers" \
        --vs "$peer" --out "$folder/$peer" "$folder/all" >"$folder/$peer.md"
done
cat "$folder/holt_damped.md"
sed -n '/^### Against/,$p' "$folder/peer_median7.md"
