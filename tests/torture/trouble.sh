#!/bin/sh
# What essor says when the machine refuses: a full disk, a limit on files, a folder that may
# not be written, gnuplot gone before or during a build, a font gone, a store of a newer
# essor, two builds at once. Each time the exit status and the words are looked at, that
# nothing is lost, and that the build afterwards gives the bytes of an undisturbed one.
# usage: trouble.sh PROGRAM PROJECTS
set -u
program=$1
projects=$2
self=$(realpath "$0")
if [ "${TROUBLE_SCENE:-}" = "" ]; then
    work=$(mktemp -d) || exit 1
    trap 'rm -rf "$work"' EXIT
    chmod 755 "$work" # others look into it too
    cd "$work" || exit 1
fi
fail() {
    echo "trouble.sh: $*" >&2
    exit 1
}

# expect STATUS WORDS COMMAND...: that it ends so and says so.
expect() {
    status=$1 words=$2
    shift 2
    "$@" >out 2>err
    got=$?
    [ $got -eq "$status" ] || fail "$* ended with $got instead of $status: $(cat err)"
    [ -z "$words" ] || grep -q -- "$words" err || fail "$* did not say \"$words\": $(cat err)"
}
fresh() {
    rm -rf p && cp -r "$projects/two" p || exit 1
}
same() {
    "$program" build p >/dev/null 2>err || fail "the build afterwards failed: $(cat err)"
    diff -r p/out calm/out || fail "the build afterwards gives other bytes"
    cmp p/figures.csv "$projects/two/figures.csv" || fail "figures.csv was changed"
    python3 - <<'CHECK' || fail "the store is damaged"
import sqlite3, sys
sys.exit(sqlite3.connect("p/essor.db").execute("PRAGMA integrity_check").fetchone() != ("ok",))
CHECK
}

# In a mount namespace of its own, as root or as an ordinary user; 77 where there is none.
scene() {
    if unshare -m true 2>/dev/null; then
        how=-m
    elif unshare -rm true 2>/dev/null; then
        how=-rm
    else
        echo "skipped: no mount namespaces here, so no $1"
        return 0
    fi
    TROUBLE_SCENE=$1 unshare $how sh "$self" "$program" "$projects" || exit 1
}

full_disk() {
    mkdir -p disk && mount -t tmpfs -o size=12m tmpfs disk || fail "cannot mount a tmpfs"
    cp -r calm disk && cd disk || exit 1
    for kilobytes in 0 40 120 300 600 900; do
        fresh
        if [ $kilobytes -ge 600 ]; then # outputs are there, and a figure changed
            cp -r calm/out calm/essor.db p
            sed -i s/10000000/11000000/ p/figures.csv
        fi
        free=$(df -k --output=avail . | tail -1)
        head -c $(((free - kilobytes - 20) * 1024)) /dev/zero >fill
        "$program" build p >/dev/null 2>../err
        got=$?
        [ $got -eq 5 ] || fail "a build with $kilobytes KB left ended with $got: $(cat ../err)"
        grep -q "the disk is full\|No space left" ../err || fail "said: $(cat ../err)"
        for file in p/out/charts/*.png; do
            [ ! -e "$file" ] || tail -c 8 "$file" | grep -q IEND || fail "$file is cut short"
        done
        if [ $kilobytes -eq 0 ]; then
            "$program" --project p import "$projects/aims/figures.csv" >/dev/null 2>../err
            [ $? -eq 5 ] || fail "an import without a disk: $(cat ../err)"
        fi
        rm fill
        sed -i s/11000000/10000000/ p/figures.csv
        same
    done
}

font_gone() {
    mkdir -p none
    for font in opentype/inter:Inter "truetype/dejavu:DejaVu Sans"; do
        mount --bind none "/usr/share/fonts/${font%%:*}" || fail "cannot hide a font"
        fresh
        expect 6 "the font ${font#*:} is not installed: install the package fonts-" \
            "$program" build p
        [ -e p/out/targets.csv ] || fail "the tables need no font"
        expect 0 "" "$program" target --project p
        umount "/usr/share/fonts/${font%%:*}"
        same
    done
}

case ${TROUBLE_SCENE:-} in
"") ;;
full) full_disk && exit ;;
font) font_gone && exit ;;
esac

cp -r "$projects/two" calm && "$program" build calm 2>/dev/null || exit 1
scene full
scene font

# A limit on the size of files, in blocks of 512 bytes: the store, the picture, the draws.
for blocks in 1 20 100 400 800; do
    fresh
    (
        ulimit -f $blocks
        expect 5 "File too large\|cannot read or write\|cut short" "$program" build p
    ) || exit 1
    same
done

# A folder that may not be written: reading goes on.
if [ "$(id -u)" -eq 0 ]; then
    as_other() { setpriv --reuid=65534 --regid=65534 --clear-groups "$@"; }
else
    as_other() { "$@"; }
fi
fresh
chmod 555 p
expect 5 "cannot make the folder p/out: Permission denied" as_other "$program" build p
expect 5 "cannot make p/essor.db: its folder is missing or read-only" \
    as_other "$program" --project p import "$projects/aims/figures.csv"
expect 5 "cannot write p/essor.ini: Permission denied" \
    as_other "$program" whatif docs growth=+10% --keep more --project p
expect 0 "" as_other "$program" target --project p
[ "$(ls p)" = "$(ls "$projects/two")" ] || fail "something was left in a read-only folder"
chmod 755 p
same
find p -exec chmod a-w {} +
expect 0 "nothing is stale" as_other "$program" build p
expect 0 "7 files are as essor makes them" as_other "$program" build p --check
chmod u+w p/figures.csv
cp p/figures.csv kept && sed -i s/10000000/11000000/ p/figures.csv
expect 5 "read-only" as_other "$program" build p
cp kept p/figures.csv
chmod -R u+w p
same

# gnuplot is gone.
fresh
expect 6 "gnuplot is not installed: install the package gnuplot-nox" \
    env PATH=/nowhere "$program" build p
[ -e p/out/targets.csv ] || fail "the tables need no gnuplot"
same

# A store of a newer essor is left alone, byte for byte.
fresh
python3 -c 'import sqlite3; d = sqlite3.connect("p/essor.db"); d.executescript("PRAGMA application_id = 1702065010; PRAGMA user_version = 999; CREATE TABLE later (x)")'
sha256sum p/essor.db >before
expect 5 "was made by a newer essor (store version 999" "$program" build p
expect 5 "was made by a newer essor" "$program" --project p import "$projects/aims/figures.csv"
sha256sum -c --quiet before || fail "a newer store was changed"
expect 0 "" "$program" target --project p
rm p/essor.db
same

# Two builds at once: one of them says so, or both are done one after the other.
fresh
mkdir p/out
flock p/out sh -c '"$0" build p 2>err; echo $? >status' "$program"
[ "$(cat status)" -eq 5 ] || fail "a second build ended with $(cat status)"
grep -q "another essor is building p; try again when it is done" err || fail "$(cat err)"
for turn in 1 2 3; do
    "$program" build p >/dev/null 2>err.a &
    "$program" build p >/dev/null 2>err.b
    wait $! || grep -q "another essor" err.a || fail "turn $turn: $(cat err.a)"
    rm -rf p/out/charts
done
same
echo "all troubles told"
