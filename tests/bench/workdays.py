#!/usr/bin/env python3
"""workdays.py ESSOR: what it gains, and costs, to look for French working days.

Simulated volumes, by month and by day, with a known effect of working days or none, are
forecast by `essor backtest` with `calendar` of the series file left empty and set to fr.
Prints, by kind of series, the ratio of errors and of the CRPS over the deciles (geometric
means), how many forecasts changed, and what the intervals hold.
"""
import csv
import datetime
import math
import random
import subprocess
import sys
import tempfile

SEASON = [1, 0.98, 1.05, 1, 0.95, 1, 0.85, 0.6, 1, 1.05, 1.02, 0.95]
WEEK = [1.2, 1.15, 1.1, 1.1, 1, 0.3, 0.02]
FIXED = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
# Easter Sundays of the years simulated, from the almanac.
EASTER = [
    datetime.date.fromisoformat(day)
    for day in (
        "2015-04-05 2016-03-27 2017-04-16 2018-04-01 2019-04-21 2020-04-12 2021-04-04 "
        "2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05 2027-03-28 2028-04-16"
    ).split()
]
ONE = datetime.timedelta(1)


def weekday(day):
    """0 for Monday to 6 for Sunday, holidays as Sundays."""
    moving = (day - EASTER[day.year - 2015]).days in (1, 39, 50)
    return 6 if moving or (day.month, day.day) in FIXED else day.weekday()


def workdays(first):
    day, count = first, 0
    while day.month == first.month:
        count += weekday(day) < 5
        day += ONE
    return count


def growth(i, n, middle):
    return 1e6 / (1 + math.exp(-(i - n * middle) / (n / 6)))


def simulate(dates, noise, factor):
    """A logistic curve with a wandering level, noise and a factor of each date."""
    n, middle, level, made = len(dates), random.uniform(0.3, 1), 0.0, []
    for i, day in enumerate(dates):
        level += random.gauss(0, noise / 3)
        wobble = math.exp(level + random.gauss(0, noise))
        made.append((day, growth(i, n, middle) * wobble * factor(day)))
    return made


def all_series():
    random.seed(7)
    series = {}
    for power in (0, 0.7, 1):
        for noise in (0.01, 0.03, 0.08):
            for season in (False, True):
                for k in range(40):
                    first = (2015 + k % 6) * 12 + k % 12
                    months = range(first, first + random.choice([36, 48, 60, 84]))
                    dates = [datetime.date(m // 12, m % 12 + 1, 1) for m in months]
                    kind = f"month power {power} noise {noise}{' season' * season}"
                    series[kind, k] = simulate(
                        dates,
                        noise,
                        lambda d: (workdays(d) / 20.9) ** power
                        * (SEASON[d.month - 1] if season else 1),
                    )
    for week in (False, True):
        for noise in (0.03, 0.1, 0.3):
            for k in range(15):
                first = datetime.date(2021, 1, 1) + 37 * k * ONE
                dates = [first + i * ONE for i in range(random.choice([90, 180, 400]))]
                kind = f"day {'week' if week else 'none'} noise {noise}"
                series[kind, k] = simulate(
                    dates, noise, lambda d: WEEK[weekday(d)] if week else 1
                )
    return series


def write(path, header, rows):
    with open(path, "w", newline="") as file:
        csv.writer(file).writerows([header, *rows])


def write_files(folder, series, names):
    values = [
        (names[key], day, f"{value:.3f}") for key in series for day, value in series[key]
    ]
    splits = [
        (names[key], origin, min(24, n - origin, origin // 2))
        for key, n in ((key, len(series[key])) for key in series)
        for origin in (6 * n // 10, 8 * n // 10)
    ]
    write(f"{folder}/values.csv", ["series_id", "x", "value"], values)
    write(f"{folder}/splits.csv", ["series_id", "origin_index", "horizon"], splits)
    for calendar in ("", "fr"):
        write(
            f"{folder}/series{calendar}.csv",
            ["series_id", "kind", "freq", "calendar"],
            [(names[key], "flow", key[0].split()[0], calendar) for key in series],
        )


def scores(essor, folder, calendar, actual):
    """By forecast: mean error, CRPS, share within 80 % and 95 % intervals."""
    out = f"{folder}/out{calendar}.csv"
    command = f"backtest --values {folder}/values.csv --splits {folder}/splits.csv"
    command += f" --series {folder}/series{calendar}.csv --predictions {out}"
    subprocess.run([essor, *command.split()], check=True)
    found = {}
    with open(out, newline="") as file:
        for row in csv.DictReader(file):
            origin = int(row["origin_index"])
            y = actual[row["series_id"]][origin + int(row["h"]) - 1][1]
            loss = 0.0
            for k in range(1, 10):
                off = y - float(row[f"q{10 * k}"])
                loss += 2 * max(0.1 * k * off, (0.1 * k - 1) * off) / 9
            found.setdefault((row["series_id"], origin), []).append(
                (
                    abs(y - float(row["mean"])),
                    loss,
                    float(row["q10"]) <= y <= float(row["q90"]),
                    float(row["lo95"]) <= y <= float(row["hi95"]),
                )
            )
    return {key: [sum(c) / len(c) for c in zip(*steps)] for key, steps in found.items()}


def main():
    series = all_series()
    names = {key: f"{key[0]} {key[1]}" for key in series}
    actual = {names[key]: series[key] for key in series}
    with tempfile.TemporaryDirectory() as folder:
        write_files(folder, series, names)
        plain = scores(sys.argv[1], folder, "", actual)
        french = scores(sys.argv[1], folder, "fr", actual)
    groups = {}
    for key in plain:
        groups.setdefault(key[0].rsplit(" ", 1)[0], []).append((plain[key], french[key]))
    for kind, pairs in groups.items():
        n = len(pairs)
        ratio = [
            math.exp(sum(math.log(b[m] / a[m]) for a, b in pairs) / n) for m in (0, 1)
        ]
        changed = sum(a[0] != b[0] for a, b in pairs)
        held = [100 * sum(pair[w][m] for pair in pairs) / n for m in (2, 3) for w in (0, 1)]
        print(
            f"{kind:36s} errors x {ratio[0]:.3f} CRPS x {ratio[1]:.3f} changed {changed:2d} "
            f"of {n}; 80 % hold {held[0]:.0f} -> {held[1]:.0f}, "
            f"95 % hold {held[2]:.0f} -> {held[3]:.0f}"
        )


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main()
