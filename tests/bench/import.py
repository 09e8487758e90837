#!/usr/bin/env python3
"""Times the import of a long CSV file of 100 MB, with sqlite3 and Miller beside it.

    import.py ESSOR [MEGABYTES]

Bars: 40 MB/s parsed and checked, 200 000 rows/s into the store, 64 MB of memory.
"""
import datetime
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time

DAYS = 1200  # of each series


def write_table(path, size):
    """A file of series,date,value of at least that size; returns its rows."""
    draw = random.Random(1)
    start = datetime.date(2015, 1, 1)
    days = [(start + datetime.timedelta(i)).isoformat() for i in range(DAYS)]
    rows = 0
    with open(path, "w", encoding="ascii") as out:
        out.write("series,date,value\n")
        while out.tell() < size:
            name = f"series_{rows // DAYS:05d}"
            out.write("".join(f"{name},{day},{draw.randrange(1000, 10**8)}\n" for day in days))
            rows += DAYS
    return rows


def run(command, folder):
    """Runs a command; returns seconds, processor seconds and peak memory in MB."""
    begin = time.monotonic()
    with open(os.devnull, "w", encoding="ascii") as nowhere:
        child = subprocess.Popen(command, cwd=folder, stdout=nowhere, stderr=nowhere)
        _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"import.py: {' '.join(command)} failed")
    return time.monotonic() - begin, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def report(what, size, rows, measured):
    seconds, processor, memory = measured
    print(f"{what:28} {seconds:6.2f} s ({processor:.2f} s of a processor), "
          f"{size / 1e6 / seconds:6.1f} MB/s, {rows / seconds:9.0f} rows/s, {memory:5.0f} MB")


def main():
    essor = os.path.abspath(sys.argv[1])
    size = int(float(sys.argv[2]) * 1e6) if len(sys.argv) > 2 else 100_000_000
    with tempfile.TemporaryDirectory() as folder:
        table = os.path.join(folder, "long.csv")
        rows = write_table(table, size)
        size = os.path.getsize(table)
        print(f"{size / 1e6:.0f} MB, {rows} rows of series,date,value")
        subprocess.run([essor, "init", "p"], cwd=folder, check=True, capture_output=True)
        call = [essor, "--project", "p", "import", "long.csv", "--kind", "stock"]
        report("parsed and checked", size, rows, run(call + ["--dry-run"], folder))
        report("imported", size, rows, run(call, folder))
        report("imported again, all known", size, rows, run(call, folder))
        report("taken back", size, rows, run([essor, "--project", "p", "import", "--undo"], folder))
        if shutil.which("sqlite3"):
            create = "CREATE TABLE f (series TEXT, day TEXT, value REAL, PRIMARY KEY (series, day))"
            report("sqlite3 .import", size, rows,
                   run(["sqlite3", "x.db", create, ".mode csv", ".import --skip 1 long.csv f"], folder))
        if shutil.which("mlr"):
            report("mlr --icsv cat", size, rows, run(["mlr", "--icsv", "--ocsv", "cat", "long.csv"], folder))


if __name__ == "__main__":
    main()
