# SPDX-License-Identifier: Apache-2.0
"""Takes the disk away from a program that writes records, and gives it back.

RECORD_WRITER is the program's path."""

import os
import select
import sqlite3
import subprocess
import time
import unittest

from mounts import SmallDisk, inside, outside, run, run_inside

WRITER = os.environ["RECORD_WRITER"]


class Watched:
    """`record-writer watch`, and what it says of its health."""

    def __init__(self, path):
        self.process = subprocess.Popen([WRITER, "watch", str(path)], stdout=subprocess.PIPE, bufsize=0)
        self.rest = b""

    def next(self, patience=60):
        """The next change: "well" or "trouble", the number of the sample at that moment, and the sentence."""
        end = time.monotonic() + patience
        while b"\n" not in self.rest:
            ready, _, _ = select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))
            if not ready:
                raise AssertionError("its health did not change")
            self.rest += os.read(self.process.stdout.fileno(), 65536)
        line, self.rest = self.rest.split(b"\n", 1)
        state, number, sentence = line.decode().split(" ", 2)
        return state, int(number), sentence

    def until(self, state, patience=60):
        while True:
            said = self.next(patience)
            if said[0] == state:
                return said

    def end(self):
        self.process.kill()
        self.process.wait()
        self.process.stdout.close()


@inside
class Disk(SmallDisk):
    def start(self):
        watched = Watched(self.path)
        self.addCleanup(watched.end)
        return watched

    def seconds(self):
        file = sqlite3.connect(self.path)
        self.addCleanup(file.close)
        self.assertEqual(file.execute("PRAGMA integrity_check").fetchone()[0], "ok")
        return [at // 1000 for (at,) in file.execute("SELECT at FROM second ORDER BY at")]

    def expect_all_seconds(self, watched, after):
        """All of them are in the file, those of the trouble too."""
        time.sleep(0.5)
        watched.end()
        seconds = self.seconds()
        self.assertGreater(len(seconds), after)
        self.assertEqual(seconds, list(range(seconds[0], seconds[0] + len(seconds))))

    def test_a_disk_that_is_full_from_the_beginning(self):
        self.fill()
        watched = self.start()
        _, _, sentence = watched.until("trouble")
        self.assertIn("full", sentence)
        time.sleep(0.3)
        self.hog.unlink()
        _, number, _ = watched.until("well")
        self.expect_all_seconds(watched, number)

    def test_a_disk_that_fills_and_is_emptied_again(self):
        watched = self.start()
        time.sleep(0.5)
        for _ in range(2):
            self.fill()
            _, _, sentence = watched.until("trouble")
            self.assertIn("full", sentence)
            self.assertIn("nothing is lost yet", sentence)
            self.hog.unlink()
            _, number, _ = watched.until("well")
        self.expect_all_seconds(watched, number)

    def test_a_disk_that_is_full_for_long_costs_what_memory_has_no_place_for(self):
        self.fill()
        watched = self.start()
        watched.until("trouble")
        # Memory has a place for 300, which take three seconds, and on a slow machine longer.
        time.sleep(15)
        self.hog.unlink()
        watched.until("well")
        time.sleep(0.5)
        watched.end()
        self.assertGreater(len(self.seconds()), 300)
        file = sqlite3.connect(self.path)
        self.addCleanup(file.close)
        texts = [text for (text,) in file.execute("SELECT text FROM journal")]
        self.assertRegex(texts[-1], r"^\d+ samples, 0 journal entries and 0 notices since 2026-11-21T12:00:00Z are lost")

    def test_a_read_only_disk(self):
        run("mount", "-o", "remount,ro", self.folder)
        watched = self.start()
        _, _, sentence = watched.until("trouble")
        self.assertIn("ead-only", sentence)
        run("mount", "-o", "remount,rw", self.folder)
        _, number, _ = watched.until("well")
        self.expect_all_seconds(watched, number)

    def test_a_read_only_file(self):
        self.path.touch()
        run("mount", "--bind", str(self.path), str(self.path))
        run("mount", "-o", "remount,bind,ro", str(self.path))
        watched = self.start()
        _, _, sentence = watched.until("trouble")
        self.assertIn("ead-only", sentence)
        run("umount", str(self.path))
        _, number, _ = watched.until("well")
        self.expect_all_seconds(watched, number)


@outside
class InOwnMounts(unittest.TestCase):
    def test_scenes(self):
        run_inside(self, __file__, Disk)


if __name__ == "__main__":
    unittest.main()
