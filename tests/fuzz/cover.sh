#!/bin/sh
# Fuzzes one subject by the code that its inputs reach; needs clang.
#
#   tests/fuzz/cover.sh amount|window|phrase|csv|xlsx SECONDS [FOLDER]
#
# Builds in build-fuzz. FOLDER (build-fuzz/SUBJECT unless given) keeps the inputs between
# runs; what breaks a promise is written there as crash-..., leak-... or timeout-....
set -eu
subject=$1 seconds=$2
root=$(cd "$(dirname "$0")/../.." && pwd)
build=$root/build-fuzz
folder=${3:-$build/$subject}

cmake -S "$root" -B "$build" -DCMAKE_C_COMPILER=clang -DCMAKE_BUILD_TYPE=RelWithDebInfo \
    -DESSOR_STRICT=OFF -DESSOR_SANITIZE=address,undefined,fuzzer-no-link >/dev/null
cmake --build "$build" --target "cover_$subject" --target tables >/dev/null

mkdir -p "$folder"
case $subject in
csv | xlsx) "$build/tests/tables" "$subject" seeds "$folder" ;;
phrase) seeds=$root/tests/data/phrases.tsv ;;
*) seeds=$root/tests/fuzz/${subject}s.txt ;;
esac
if [ -n "${seeds:-}" ]; then
    tr '\t' '\n' <"$seeds" | sort -u | sed 's/^/0000/' | (
        cd "$folder"
        split -l 1 -a 4 - seed-
    )
fi
exec "$build/tests/cover_$subject" -max_total_time="$seconds" -max_len=4096 -timeout=10 \
    -rss_limit_mb=1024 -print_final_stats=1 -artifact_prefix="$folder/" "$folder"
