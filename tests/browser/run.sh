#!/bin/sh
# The briefing page in headless Chromium. usage: run.sh PROGRAM SOURCE FOLDER; FOLDER keeps what
# npm fetches. Ends with 77, and says why, where a browser or a package is missing.
set -u
program=$1
source=$2
folder=$3
for tool in chromium node npm; do
    command -v $tool >/dev/null || { echo "skipped: $tool is not installed"; exit 77; }
done
mkdir -p "$folder" && cd "$folder" || exit 1
cp "$source/tests/browser/package.json" "$source/tests/browser/page.mjs" . || exit 1
if ! node -e 'require.resolve("axe-core")' 2>/dev/null; then
    npm install --no-audit --no-fund --ignore-scripts >npm.log 2>&1 ||
        { echo "skipped: npm cannot fetch the packages of tests/browser/package.json"; exit 77; }
fi
rm -rf project && cp -r "$source/examples/segur" project || exit 1
"$program" build project >build.log 2>&1 || { cat build.log; exit 1; }
"$program" --project project report --lang fr --out fr.html || exit 1
"$program" --project project report --lang en --out en.html || exit 1
exec node page.mjs "$program"
