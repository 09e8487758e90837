#!/usr/bin/env bash
# Times the statistics of projects of many series: series a second, peak memory, store.
#   many.sh ESSOR CORPUS [SERIES...]      1000, 5000 and 20000 series if none are given
set -euo pipefail
essor=$1 corpus=$2
shift 2
[ $# -gt 0 ] || set -- 1000 5000 20000
here=$(dirname "$0")
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for n in "$@"; do
    "$here/many.py" "$corpus" "$n" "$folder/$n"
    python3 - "$essor" "$folder/$n" "$n" <<'PYTHON'
import os, resource, subprocess, sys, time
essor, folder, n = sys.argv[1], sys.argv[2], int(sys.argv[3])
begin = time.monotonic()
subprocess.run([essor, "build", folder], check=True, stderr=subprocess.DEVNULL,
               stdout=subprocess.DEVNULL)
spent = time.monotonic() - begin
peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
store = os.path.getsize(os.path.join(folder, "essor.db")) / 1e6
begin = time.monotonic()
subprocess.run([essor, "build", folder], check=True, stderr=subprocess.DEVNULL)
print(f"{n} series: {spent:.1f} s, {n / spent:.0f} series/s, peak {peak:.0f} MB, "
      f"store {store:.0f} MB, again {time.monotonic() - begin:.2f} s")
PYTHON
    rm -rf "$folder/$n"
done
