# SPDX-License-Identifier: Apache-2.0
"""Sets the appliance's own words beside the truth, second by second, and judges them."""

import csv
import os
import pathlib
import statistics
import subprocess
import threading
import time

import machine

FIGURES = pathlib.Path(os.environ.get("FIGURES", machine.IMAGE / "figures"))
COLUMNS = ["tai", "state", "error_ns", "bound_ns", "phc_error_ns", "realtime_error_ns", "uncertainty_ns", "pps_error_ns", "gpio_error_ns", "sent_ns"]


def spread(values):
    """What one standard deviation would be, from the median deviation: single outliers do not count."""
    middle = statistics.median(values)
    return 1.4826 * statistics.median(abs(value - middle) for value in values)


class Witness:
    """Writes a row for each second: the line of truth, and the status asked for right after it."""

    def __init__(self, guest, kept="realtime_error_ns"):
        """`kept` is the truth's word for the error of the clock that the appliance keeps and vouches for."""
        self.guest, self.kept = guest, kept
        self.rows = []
        self.news = threading.Condition()
        self.ended = False
        threading.Thread(target=self.write, daemon=True).start()

    def write(self):
        while not self.ended and self.guest.process.poll() is None:
            try:
                truth = self.guest.next_truth(5)
            except AssertionError:
                continue
            status = self.guest.status()
            row = {
                **{name: truth.get(name) for name in COLUMNS}, "truth": truth, "status": status,
                "state": status.get("state", "silent"), "error_ns": truth[self.kept],
                "bound_ns": status.get("errorBoundNs"), "heard": truth["heard"],
            }
            with self.news:
                self.rows.append(row)
                self.news.notify_all()

    def end(self):
        self.ended = True

    # Waiting.

    def wait_for(self, wanted, seconds, what):
        """The first new row for which `wanted` holds; an AssertionError that says `what` was waited for."""
        deadline = time.monotonic() + seconds
        with self.news:
            seen = len(self.rows)
            while True:
                for row in self.rows[seen:]:
                    if wanted(row):
                        return row
                seen = len(self.rows)
                left = deadline - time.monotonic()
                if left <= 0:
                    last = self.rows[-1] if self.rows else {}
                    raise AssertionError(
                        f"not {what} within {seconds} s: state {last.get('state')}, error {last.get('error_ns')} ns, "
                        f"bound {last.get('bound_ns')} ns, {last.get('status', {}).get('reason')}\n"
                        f"{self.guest.console_text()[-3000:]}")
                self.news.wait(min(left, 1))

    def wait_for_state(self, *states, seconds):
        return self.wait_for(lambda row: row["state"] in states, seconds, " or ".join(states))

    def stay(self, seconds):
        """The rows of so many seconds from now."""
        began = len(self.rows)
        time.sleep(seconds)
        return self.rows[began:]

    # Judging.

    def jitter(self):
        """The measured jitter of the pulse's path, ns: from the kernel's stamps against the truth; where only the
        appliance sees those, from when the line was driven."""
        for name in ("pps_error_ns", "gpio_error_ns", "sent_ns"):
            values = [row[name] for row in self.rows if row[name] is not None]
            if len(values) > 10:
                return spread(values)
        return 0.0

    def outside_bound(self, rows=None):
        """The rows in which the published bound does not contain the true error. No bound claims nothing."""
        return [row for row in (self.rows if rows is None else rows)
                if row["bound_ns"] is not None and abs(row["error_ns"]) > row["bound_ns"] + row["uncertainty_ns"]]

    # Keeping.

    def keep(self, name):
        """Writes the rows as a table and, where gnuplot is, as a picture."""
        FIGURES.mkdir(parents=True, exist_ok=True)
        table = FIGURES / f"{name}.csv"
        with open(table, "w", newline="") as out:
            lines = csv.DictWriter(out, ["second", *COLUMNS], extrasaction="ignore")
            lines.writeheader()
            first = self.rows[0]["tai"] if self.rows else 0
            for row in self.rows:
                lines.writerow({**row, "second": (row["tai"] - first) / 1e9})
        draw(table, FIGURES / f"{name}.png", name)


def draw(table, picture, title):
    """The true error, the bound around it and the hardware clock's error, in µs."""
    script = f"""
        set terminal pngcairo size 1200,600
        set output '{picture}'
        set datafile separator ','
        set datafile missing ''
        set title '{title}: true error and published bound'
        set xlabel 'seconds'
        set ylabel 'µs'
        set yrange [-100:100]
        set grid
        plot '{table}' using 1:($5/1000) with lines lc rgb '#cc4444' title 'bound', \\
             '{table}' using 1:(-$5/1000) with lines lc rgb '#cc4444' notitle, \\
             '{table}' using 1:($9/1000) with points pt 7 ps 0.3 lc rgb '#aaaaaa' title 'pulse as stamped', \\
             '{table}' using 1:($6/1000) with lines lc rgb '#44aa44' title 'hardware clock', \\
             '{table}' using 1:($4/1000) with lines lw 2 lc rgb '#2244cc' title 'system clock'
    """
    try:
        subprocess.run(["gnuplot"], input=script, text=True, capture_output=True, timeout=60, check=False)
    except FileNotFoundError:
        pass
