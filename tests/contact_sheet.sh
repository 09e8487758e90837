#!/bin/sh
# contact_sheet.sh ESSOR PROJECT OUT.png [LANG]: every kind of chart of a project on one sheet, to be
# looked at. Needs montage (imagemagick). A kind that a series has no data for is named and left out.
set -eu
essor=$1 project=$2 out=$3 lang=${4:-fr}
folder=$(mktemp -d)
trap 'rm -r "$folder"' EXIT
for kind in $("$essor" plot --help | sed -n 's/^  \([a-z-]*\): .*/\1/p'); do
    "$essor" --project "$project" plot "$kind" --lang "$lang" --out "$folder" >"$folder/log" 2>&1 ||
        tail -n 1 "$folder/log"
done
montage "$folder"/*.png -resize 800x -geometry +6+6 -tile 4x -background '#888888' "$out"
echo "$out: $(ls "$folder"/*.png | wc -l) charts"
