#!/usr/bin/env bash
# Times projects of many series that many.py makes: import of their figures, statistics,
# builds with nothing to do and with everything to check; peak memory of each, store.
#   many.sh ESSOR CORPUS [SERIES...]      1000, 5000 and 20000 series if none are given
set -euo pipefail
essor=$1 corpus=$2
shift 2
[ $# -gt 0 ] || set -- 1000 5000 20000
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
echo "series  import s  MB  build s  series/s  MB  store MB  again s  check s  targets s  MB"
for n in "$@"; do
    python3 "$here/many.py" "$corpus" "$n" "$folder/$n"
    python3 - "$essor" "$folder/$n" "$n" <<'PYTHON'
import os, subprocess, sys, time

essor, folder, n = sys.argv[1], sys.argv[2], int(sys.argv[3])


def run(*words):
    """Seconds and peak memory in MB."""
    begin = time.monotonic()
    child = subprocess.Popen([essor, *words], stdout=subprocess.DEVNULL,
                             stderr=subprocess.PIPE)
    said = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"essor {' '.join(words)}: {said.decode()}")
    return time.monotonic() - begin, usage.ru_maxrss / 1024


figures, source = os.path.join(folder, "figures.csv"), os.path.join(folder, "source.csv")
os.rename(figures, source)
with open(source) as file, open(figures, "w") as empty:
    empty.write(file.readline())
imported = run("--project", folder, "import", source)
built = run("build", folder)
store = os.path.getsize(os.path.join(folder, "essor.db")) / 1e6
again, check = run("build", folder), run("build", folder, "--check")
targets = run("--project", folder, "target")
print(f"{n:6}  {imported[0]:8.1f}  {imported[1]:2.0f}  {built[0]:7.1f}  {n / built[0]:8.0f}  "
      f"{built[1]:2.0f}  {store:8.0f}  {again[0]:7.2f}  {check[0]:7.1f}  "
      f"{targets[0]:9.1f}  {targets[1]:2.0f}")
PYTHON
    rm -rf "$folder/$n"
done
