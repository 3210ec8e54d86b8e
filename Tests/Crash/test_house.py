# SPDX-License-Identifier: Apache-2.0
"""The whole appliance while its history's disk is full, read-only, or holds something else: it goes on telling the time,
says what is wrong, and says when it is right again.

GNOMON is the program's path."""

import contextlib
import json
import pathlib
import socket
import sqlite3
import time
import unittest

from appliance import Appliance
from mounts import SmallDisk, inside, outside, run, run_inside
from processes import end

CONFIGURATION = "board: {kind: simulated, seed: 1}\n"
ALARM = "history"


@inside
class House(SmallDisk):
    octets = "2m"

    def start(self):
        appliance = self.enterContext(Appliance(CONFIGURATION, records=self.folder))
        appliance.wait_for({"locked"}, 120)
        return appliance

    def sentence(self, appliance):
        """What the page's alarm says of the history; "" where it says nothing."""
        code, body = appliance.get("/api/v1/status")
        self.assertEqual(code, 200)
        return next((alarm["text"] for alarm in json.loads(body)["alarms"] if alarm["name"] == ALARM), "")

    def wait_for(self, appliance, is_told, words=""):
        last = time.monotonic() + 120
        while time.monotonic() < last:
            sentence = self.sentence(appliance)
            if bool(sentence) == is_told and words in sentence and words in appliance.get("/")[1]:
                return
            time.sleep(0.5)
        self.fail(f"the alarm is {self.sentence(appliance)!r}")

    def assertTellsTime(self, appliance):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
            asker.settimeout(60)
            for number in range(100):
                asker.sendto(b"\x23" + bytes(39) + number.to_bytes(8, "big"), ("127.0.0.1", appliance.ntp_port))
                answer = asker.recv(1024)
                self.assertEqual((answer[0] >> 6, answer[1]), (0, 1), "no alarm bits, stratum 1")
        self.assertEqual(appliance.status()["state"], "locked")

    def test_a_disk_that_fills(self):
        appliance = self.start()
        self.fill()
        self.wait_for(appliance, True, "full")
        self.assertTellsTime(appliance)
        self.hog.unlink()
        self.wait_for(appliance, False)
        self.assertTellsTime(appliance)

    def test_a_read_only_disk(self):
        run("mount", "-o", "remount,ro", self.folder)
        appliance = self.start()
        self.wait_for(appliance, True, "ead-only")
        self.assertTellsTime(appliance)
        run("mount", "-o", "remount,rw", self.folder)
        self.wait_for(appliance, False)
        self.assertTellsTime(appliance)

    def test_a_file_that_is_no_database(self):
        self.path.write_bytes(b"\x5a" * 65_536)
        appliance = self.start()
        self.assertTellsTime(appliance)
        self.wait_for(appliance, False)
        end(appliance.process)
        self.assertSetAsideAndTold()

    def test_a_file_that_is_damaged_while_it_is_written(self):
        appliance = self.start()
        with open(self.path, "r+b") as file:
            file.write(b"\x5a" * self.path.stat().st_size)
        self.assertTellsTime(appliance)
        end(appliance.process)
        again = self.start()
        self.assertTellsTime(again)
        self.wait_for(again, False)
        end(again.process)
        starts = [text for text in self.texts() if text.startswith("The program has started.")]
        # What was written since may make it whole again.
        if len(starts) < 2:
            self.assertSetAsideAndTold()

    def texts(self):
        """The journal's, in a file that must be whole."""
        with contextlib.closing(sqlite3.connect(self.path)) as file:
            self.assertEqual(file.execute("PRAGMA integrity_check").fetchone()[0], "ok")
            return [text for (text,) in file.execute("SELECT text FROM journal")]

    def assertSetAsideAndTold(self):
        texts = self.texts()
        self.assertTrue(any("set aside" in text for text in texts), texts)
        aside = [file for file in pathlib.Path(self.folder).glob("*damaged*") if b"\x5a" * 4096 in file.read_bytes()]
        self.assertEqual(len(aside), 1, "what was there is kept")


@outside
class InOwnMounts(unittest.TestCase):
    def test_scenes(self):
        run_inside(self, __file__, House)


if __name__ == "__main__":
    unittest.main()
