#!/usr/bin/env python3
"""Makes a project of many monthly series of 48 points out of the corpus.

usage: many.py CORPUS SERIES FOLDER

CORPUS holds series.csv and values.csv (ESSOR_SHARED/data/corpus). Series i is 48 points in
a row of one corpus series with at least 48 positive values, taken as months from January
2020 on. Which series, where it begins, its scale (1 to 1000 times) and noise of 1 % follow
from i alone, so that the same call makes the same bytes and no two series are the same.
Each has one target: a quarter above its last point, two years later. There are no charts.
"""
import csv
import os
import random
import sys

POINTS = 48
HEADER = ("id,version,series,zone,observed_from,observed_to,published,value,value_hi,unit,"
          "kind,ref,qualifier,quoted_step,date_basis,source_title,source_url,note")


def corpus_series(folder):
    """(kind, values) of every usable series, in the order of the file."""
    values = {}
    with open(os.path.join(folder, "values.csv"), newline="") as file:
        for row in csv.DictReader(file):
            if row["value"] != "":
                values.setdefault(row["series_id"], []).append(float(row["value"]))
    with open(os.path.join(folder, "series.csv"), newline="") as file:
        for row in csv.DictReader(file):
            series = values.get(row["series_id"], [])
            if len(series) >= POINTS and min(series) > 0.0:
                yield ("flow" if row["kind"] == "flow" else "stock"), series


def months():
    """First and last day of each month."""
    days = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
    for i in range(POINTS):
        year, month = 2020 + i // 12, i % 12
        last = 29 if month == 1 and year % 4 == 0 else days[month]
        yield f"{year}-{month + 1:02}-01", f"{year}-{month + 1:02}-{last}"


def points_of(source, i):
    rng = random.Random(i)
    begin = rng.randrange(len(source) - POINTS + 1)
    scale = 10.0 ** rng.uniform(0.0, 3.0)
    return [float(f"{y * scale * rng.lognormvariate(0.0, 0.01):.6g}")
            for y in source[begin:begin + POINTS]]


def main():
    corpus, count, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    sources = list(corpus_series(corpus))
    windows = list(months())
    os.makedirs(folder)
    with open(os.path.join(folder, "essor.ini"), "w") as settings, \
            open(os.path.join(folder, "figures.csv"), "w") as figures, \
            open(os.path.join(folder, "targets.csv"), "w") as targets:
        settings.write("[project]\nname = Many\nlanguage = en\nhorizon_years = 3\n")
        figures.write(HEADER + "\n")
        targets.write("id,series,level,per,deadline,source_title,source_url,note\n")
        for i in range(count):
            nature, source = sources[i % len(sources)]
            name = f"s{i:05}"
            points = points_of(source, i)
            settings.write(f"\n[series {name}]\nnature = {nature}\nfeed = {name}\n")
            kind = "window_total" if nature == "flow" else "stock"
            for k, (first, last) in enumerate(windows):
                begin = first if nature == "flow" else last
                figures.write(f"{name}-{k},1,{name},,{begin},{last},,{points[k]!r},,u,{kind},,"
                              "exact,0,stated,C,,\n")
            level = points[-1] * 1.25
            per = "month" if nature == "flow" else "none"
            targets.write(f"{name},{name},{level!r},{per},2025-12-31,C,,\n")


if __name__ == "__main__":
    main()
