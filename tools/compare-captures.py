#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""Compare `gnomon lab decode` with what gpsd reads in the same captures.

For each NAME.log with a NAME.times beside it (a line for each time of gpsd's: the time, its last mode, its best), or a
NAME.expected.jsonl (gpsd's TPV objects, one a line): how many of gpsd's times are reproduced in order, which valid times
gpsd does not report, and whether the fix is the same. A capture whose dates gpsd lifts by 1024 weeks is decoded a second
time with `--pivot` on the day of gpsd's first time. Exit status 1 where the total is below `--minimum`.
"""

import argparse
import datetime
import json
import pathlib
import subprocess
import sys

MODES = {"none": 1, "2d": 2, "3d": 3, "time": 3}
CYCLE = datetime.timedelta(weeks=1024)


def decode(binary, log, pivot=None):
    command = [str(binary), "lab", "decode", str(log), "--json"] + (["--pivot", pivot] if pivot else [])
    done = subprocess.run(command, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines() if line.strip()]


def expected(path):
    """gpsd's reports in order: time (or None) and mode."""
    found = []
    if path.suffix == ".times":
        for line in path.read_text(encoding="utf-8").splitlines():
            time, last, best = line.split()
            found += [(time, int(best)), (time, int(last))]
        return found
    for line in path.read_text(encoding="utf-8").splitlines():
        report = json.loads(line)
        if report.get("class") == "TPV":
            found.append((report.get("time"), report.get("mode", 0)))
    return found


def distinct(times):
    """In order, repeats of the one before left out."""
    result = []
    for time in times:
        if time and (not result or result[-1] != time):
            result.append(time)
    return result


def common(a, b):
    """Length of the longest common subsequence."""
    row = [0] * (len(b) + 1)
    for x in a:
        before = 0
        for j, y in enumerate(b, 1):
            row[j], before = (before + 1 if x == y else max(row[j], row[j - 1])), row[j]
    return row[-1]


def parse(text):
    return datetime.datetime.fromisoformat(text.replace("Z", "+00:00"))


def pivot_needed(theirs, ours):
    """The day of gpsd's first time, if ours are 1024 weeks (or a multiple) earlier."""
    mine = {parse(time) for time in ours if ":60" not in time}
    for time in theirs:
        if any(parse(time) - n * CYCLE in mine for n in (1, 2)) and parse(time) not in mine:
            return time[:10]
    return None


class Comparison:
    def __init__(self, reports, epochs):
        self.theirs = distinct(time for time, _ in reports)
        self.ours = distinct(epoch["utc"] for epoch in epochs)
        self.epochs = len(epochs)
        self.reproduced = common(self.theirs, self.ours)
        known = set(self.theirs)
        self.invented = [e["utc"] for e in epochs if e["valid"] and e["utc"] not in known]
        self.repeated = len([e for e in epochs if e["utc"]]) - len(self.ours)
        self.compare_fixes(reports, epochs)

    def compare_fixes(self, reports, epochs):
        modes = {}
        for time, mode in reports:
            if time:
                modes.setdefault(time, []).append(mode)
        self.fixes, self.differing = 0, []
        for epoch in epochs:
            if epoch["utc"] not in modes:
                continue
            seen, mine = modes[epoch["utc"]], MODES[epoch["fix"]]
            if mine in (seen[-1], max(seen)):
                self.fixes += 1
            else:
                self.differing.append(f'{epoch["utc"]} {epoch["fix"]} where gpsd has {seen}')

    @property
    def share(self):
        return self.reproduced / len(self.theirs) if self.theirs else 1.0


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path, help="captures: NAME.log and NAME.times or NAME.expected.jsonl")
    parser.add_argument("--gnomon", type=pathlib.Path, default=".build/debug/gnomon", help="the program")
    parser.add_argument("--only", action="append", metavar="NAME", help="only this capture (repeatable)")
    parser.add_argument("--details", action="store_true", help="list every difference")
    parser.add_argument("--minimum", type=float, default=99, metavar="PERCENT",
                        help="of gpsd's times in all captures together that must be reproduced (default: 99)")
    options = parser.parse_args()

    print(f'{"capture":34}{"epochs":>8}{"gpsd":>6}{"same":>6}{"share":>8}{"more":>6}{"fix same":>10}{"differ":>7}  pivot')
    total = [0, 0, 0, 0, 0]
    references = {path.name.removesuffix(".times"): path for path in options.folder.glob("*.times")}
    references |= {path.name.removesuffix(".expected.jsonl"): path for path in options.folder.glob("*.expected.jsonl")}
    for name, path in sorted(references.items()):
        if options.only and name not in options.only:
            continue
        reports = expected(path)
        epochs = decode(options.gnomon, options.folder / f"{name}.log")
        theirs = distinct(time for time, _ in reports)
        pivot = pivot_needed(theirs, [epoch["utc"] for epoch in epochs if epoch["utc"]])
        it = Comparison(reports, epochs)
        if pivot:
            lifted = Comparison(reports, decode(options.gnomon, options.folder / f"{name}.log", pivot))
            it, pivot = (lifted, pivot) if lifted.reproduced > it.reproduced else (it, None)
        print(f"{name:34}{it.epochs:8}{len(it.theirs):6}{it.reproduced:6}{it.share:8.1%}{len(it.invented):6}"
              f"{it.fixes:10}{len(it.differing):7}  {pivot or ''}")
        if options.details:
            for time in it.invented:
                print("    more:    ", time)
            for time in sorted(set(it.theirs) - set(it.ours)):
                print("    missing: ", time)
            for difference in it.differing:
                print("    fix:     ", difference)
            if it.repeated:
                print("    repeated:", it.repeated)
        for index, count in enumerate((len(it.theirs), it.reproduced, len(it.invented), it.fixes, len(it.differing))):
            total[index] += count
    print(f'{"total":34}{"":8}{total[0]:6}{total[1]:6}{total[1] / max(total[0], 1):8.1%}{total[2]:6}{total[3]:10}{total[4]:7}')
    sys.exit(0 if total[1] * 100 >= options.minimum * total[0] else 1)


if __name__ == "__main__":
    main()
