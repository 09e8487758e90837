#!/bin/sh
# Builds with four threads, where essor was built with -DESSOR_SANITIZE=thread without a
# report of it, and compares with the bytes of one thread: charts in parallel, families of
# series in parallel, full series in parallel, shards and their merge, what-if and backtests.
# usage: threads.sh PROGRAM PROJECTS
set -u
program=$1
projects=$2
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
TSAN_OPTIONS="halt_on_error=0 exitcode=66 ${TSAN_OPTIONS:-}"
export TSAN_OPTIONS
fail() {
    echo "threads.sh: $*" >&2
    exit 1
}
try() {
    "$program" "$@" >said 2>&1 || fail "$* ended with $?: $(tail -60 said)"
    ! grep -q ThreadSanitizer said || fail "$*: $(cat said)"
}

# One series of figures eight times over, each with its chart; then full series without.
cp -r "$projects/two" few && cp -r "$projects/regular" full || exit 1
for i in 1 2 3 4 5 6 7; do
    printf '\n[series more%s]\nnature = flow\nfeed = docs\n[chart more%s]\nkind = fan\nseries = more%s\n' \
        $i $i $i >>few/essor.ini
done
for i in $(seq 60); do
    printf '\n[series more%s]\nnature = stock\nunit_en = profiles\nfeed = active\n' "$i" >>full/essor.ini
done
for project in few full; do
    cp -r $project one && cp -r $project parts || exit 1
    try build $project --jobs 4
    try build one --jobs 1
    diff -r $project/out one/out || fail "four threads give other bytes than one"
    try build parts --shard 1/2 --jobs 4
    try merge --project parts parts/shards/1-of-2 --jobs 4
    diff -r parts/out one/out || fail "a merge on four threads gives other bytes"
    rm -rf one parts
done
try backtest sent active --project full --jobs 4
try whatif docs growth=+10% --and ceiling=500M --project few --jobs 4
echo "no two threads met"
