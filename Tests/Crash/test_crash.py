# SPDX-License-Identifier: Apache-2.0
"""Kills a program that writes records, at random moments, and looks at what is left.

RECORD_WRITER is the program's path; CRASH_ROUNDS how often it is killed (default 200)."""

import os
import pathlib
import random
import select
import signal
import sqlite3
import subprocess
import tempfile
import time
import unittest

WRITER = os.environ["RECORD_WRITER"]
ROUNDS = int(os.environ.get("CRASH_ROUNDS", "200"))

START = 1_795_262_400_000
SERIES = 9


def lines_until_killed(mode, path, patience, lives):
    """Runs the writer, kills it so many seconds after its first words, and returns what it said."""
    process = subprocess.Popen([WRITER, mode, str(path)], stdout=subprocess.PIPE)
    select.select([process.stdout], [], [], patience)
    began = time.monotonic()
    time.sleep(lives)
    process.send_signal(signal.SIGKILL)
    said = process.stdout.read().decode()
    process.stdout.close()
    process.wait()
    whole = said[:said.rfind("\n") + 1]
    return whole.splitlines(), time.monotonic() - began


def last_number(lines, word):
    numbers = [int(line.split()[1]) for line in lines if line.startswith(word + " ")]
    return numbers[-1] if numbers else None


class Found:
    """What another program finds in the file."""

    def __init__(self, path):
        self.file = sqlite3.connect(path)

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.file.close()

    def one(self, question):
        return self.file.execute(question).fetchone()[0]

    def seconds(self):
        return [(at - START) // 1000 for (at,) in self.file.execute("SELECT at FROM second ORDER BY at")]


class Crash(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="gnomon-crash-")
        self.addCleanup(folder.cleanup)
        self.path = pathlib.Path(folder.name) / "records.sqlite"
        self.random = random.Random(4)

    def check(self, found):
        self.assertEqual(found.one("PRAGMA integrity_check"), "ok")
        self.assertEqual(list(self.path.parent.glob("*.damaged*")), [])

    def test_killed_under_load_it_keeps_all_that_was_committed_and_counts_nothing_twice(self):
        committed = -1
        for number in range(ROUNDS):
            lines, _ = lines_until_killed("load", self.path, 60, self.random.uniform(0, 0.12))
            self.assertEqual([line for line in lines if line.startswith("trouble")], [])
            committed = max(committed, last_number(lines, "committed") or -1)
            with self.subTest(round=number), Found(self.path) as found:
                self.check(found)
                self.check_history(found, committed)
                self.check_journal(found, committed)
        self.assertGreater(committed, ROUNDS)

    def check_history(self, found, committed):
        tables = [row[0] for row in found.file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        if "second" not in tables:
            return self.assertEqual(committed, -1)
        seconds = found.seconds()
        last = seconds[-1] if seconds else -1
        self.assertGreaterEqual(last, committed)
        # A batch of 32 is in the file, or none of it is.
        self.assertEqual((last + 1) % 32, 0)
        self.assertEqual(seconds, list(range(seconds[0], last + 1)) if seconds else [])
        for table in ("minute", "hour"):
            counts = found.file.execute(f"SELECT series, sum(n) FROM {table} GROUP BY series").fetchall()
            self.assertEqual(counts, [(series, last + 1) for series in range(SERIES)] if seconds else [])

    def check_journal(self, found, committed):
        if committed < 0:
            return
        last, count = found.file.execute("SELECT max(id), count(*) FROM journal").fetchone()
        self.assertEqual(found.one("SELECT text FROM journal ORDER BY id DESC"), f"entry {last - 1}")
        self.assertEqual(found.one("SELECT min(id) FROM journal"), last - count + 1)
        self.assertLessEqual(found.one("SELECT count(*) FROM outbox"), 50)

    def test_killed_between_its_batches_it_loses_one_batch_at_most(self):
        worst = 0
        for number in range(max(1, ROUNDS // 10)):
            lines, _ = lines_until_killed("steady", self.path, 60, self.random.uniform(0.1, 0.4))
            recorded = last_number(lines, "recorded")
            with self.subTest(round=number), Found(self.path) as found:
                self.check(found)
                # A slow disk may not have taken the first batch yet, and a slow machine may not have recorded anything.
                last = max(found.seconds(), default=-1)
                lost = (last if recorded is None else recorded) - last
                worst = max(worst, lost)
                # One each millisecond at most: 50 ms wait, and what came while those before were written.
                self.assertLess(lost, 500)
        print(f"at most {worst} lost of a batch of 50 ms", flush=True)


if __name__ == "__main__":
    unittest.main()
