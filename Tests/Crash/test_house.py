# SPDX-License-Identifier: Apache-2.0
"""The whole appliance while its history's disk is full, read-only, or holds something else: it goes on telling the time,
says what is wrong, and says when it is right again.

Disks are made in a mount namespace of the test's own, in which it runs a second time. GNOMON is the program's path."""

import contextlib
import json
import os
import pathlib
import socket
import sqlite3
import subprocess
import sys
import tempfile
import time
import unittest

from appliance import Appliance, end

INSIDE = "GNOMON_OWN_MOUNTS"
CONFIGURATION = "board: {kind: simulated, seed: 1}\n"
ALARM = "history"


def run(*words):
    subprocess.run(words, check=True, capture_output=True)


@unittest.skipIf(INSIDE in os.environ, "the scenes are run inside")
class InOwnMounts(unittest.TestCase):
    def test_scenes(self):
        own = ["unshare", "--user", "--map-root-user", "--mount"]
        if subprocess.run([*own, "true"], capture_output=True).returncode != 0:
            self.skipTest("this machine permits no mount namespace")
        here = pathlib.Path(__file__)
        environment = {**os.environ, INSIDE: "1", "GNOMON": os.path.abspath(os.environ["GNOMON"])}
        # All at once, each with mounts of its own: they spend their time waiting.
        scenes = {
            name: subprocess.Popen(
                [*own, sys.executable, "-m", "unittest", f"{here.stem}.House.{name}"], cwd=here.parent,
                env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
            for name in dir(House) if name.startswith("test_")}
        said = {name: scene.communicate()[0] for name, scene in scenes.items()}
        for name, scene in scenes.items():
            with self.subTest(name):
                self.assertEqual(scene.returncode, 0, said[name])
                self.assertRegex(said[name], r"(?m)^Ran 1 test")


@unittest.skipUnless(INSIDE in os.environ, "needs mounts of its own")
class House(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp(prefix="gnomon-disk-")
        self.addCleanup(os.rmdir, self.folder)
        run("mount", "-t", "tmpfs", "-o", "size=2m", "none", self.folder)
        self.addCleanup(run, "umount", "--lazy", self.folder)
        self.path = pathlib.Path(self.folder) / "records.sqlite"
        self.hog = pathlib.Path(self.folder) / "hog"

    def start(self):
        appliance = self.enterContext(Appliance(CONFIGURATION, records=self.folder))
        appliance.wait_for({"locked"}, 120)
        return appliance

    def fill(self):
        with open(self.hog, "ab", buffering=0) as hog:
            try:
                while True:
                    hog.write(bytes(4096))
            except OSError:
                pass

    def sentence(self, appliance):
        """What the page's alarm says of the history; "" where it says nothing."""
        code, body = appliance.get("/api/v1/status")
        self.assertEqual(code, 200)
        return next((alarm["text"] for alarm in json.loads(body)["alarms"] if alarm["name"] == ALARM), "")

    def wait_for(self, appliance, is_told, words=""):
        last = time.monotonic() + 120
        while time.monotonic() < last:
            sentence = self.sentence(appliance)
            if bool(sentence) == is_told and words in sentence:
                self.assertEqual(is_told, words in appliance.get("/")[1] if words else is_told)
                return
            time.sleep(0.5)
        self.fail(f"the alarm is {self.sentence(appliance)!r}")

    def assertTellsTime(self, appliance):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
            asker.settimeout(10)
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


if __name__ == "__main__":
    unittest.main()
