# SPDX-License-Identifier: Apache-2.0
"""Daemons that keep a machine's time follow the demonstration by Network Time Security: ntpsec's ntpd and ntpd-rs. None of
them may set a clock; they are lent one that stands."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

from appliance import Within
from authority import Authority
from ntpd_rs import observe
from processes import UNABLE, Logged

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Grandmaster"))
from network import Network, needs_namespaces  # noqa: E402

SERVER = "10.77.0.1"
PATIENCE = 180


@needs_namespaces
class Daemons(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.made = pathlib.Path(cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gnomon-nts-daemons-")))
        cls.made.chmod(0o755)
        cls.authority = Authority(cls.made)
        certificate, key = cls.authority.issue("gnomon", f"IP:{SERVER}")
        cls.network = cls.enterClassContext(Network(2))
        cls.server, cls.client = cls.network.hosts
        cls.appliance = cls.enterClassContext(Within(
            cls.server, f"board: {{kind: simulated, seed: 1}}\nclock: {{stateFile: {cls.made}/state}}\n",
            ntp_lines=f'  nts: {{listen: ["0.0.0.0:4460"], certificate: {certificate}, key: {key}}}\n'))
        cls.appliance.wait_for({"locked"}, 300)

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gnomon-nts-daemons-")))
        self.folder.chmod(0o777)

    def begin(self, *words):
        daemon = Logged(
            self.client.words(*UNABLE, "env", f"LD_PRELOAD={os.environ['STILL_CLOCK']}", *words), self.folder / "log")
        self.addCleanup(lambda: daemon.end(shown=any(
            error for _, error in getattr(self._outcome, "errors", []) or [])))

    def until(self, look):
        deadline = time.monotonic() + PATIENCE
        while not (found := look()):
            self.assertLess(time.monotonic(), deadline, "the daemon did not take the time")
            time.sleep(0.5)
        return found

    def replies(self):
        return {entry["name"]: entry["count"] for entry in self.appliance.status()["ntp"]["authenticated"]}["NTS"]

    def query(self, *words):
        done = subprocess.run(
            self.client.words(os.environ["NTPQ"], "-n", *words, "127.0.0.1"), capture_output=True, text=True, timeout=60)
        return done.stdout

    @unittest.skipUnless(os.environ.get("NTPD"), "no ntpd of ntpsec")
    def test_ntpd(self):
        (self.folder / "ntp.conf").write_text(
            f"tos minclock 1 minsane 1\nnts ca {self.authority.file}\n"
            f"server {SERVER} nts iburst minpoll 3 maxpoll 3\nrestrict default\nrestrict 127.0.0.1\n")
        before = self.replies()
        self.begin(os.environ["NTPD"], "-n", "-c", self.folder / "ntp.conf", "-p", self.folder / "pid")
        self.until(lambda: re.search(rf"^\*{SERVER}", self.query("-p"), re.MULTILINE))
        self.assertGreater(self.replies(), before)
        told = self.query("-c", "ntsinfo")
        self.assertGreater(int(re.search(r"NTS client recvs good:?\s+(\d+)", told)[1]), 0, told)
        self.assertEqual(int(re.search(r"NTS client recvs w error:?\s+(\d+)", told)[1]), 0, told)

    @unittest.skipUnless(os.environ.get("NTPD_RS"), "no ntpd-rs runs here")
    def test_ntpd_rs(self):
        observed = self.folder / "observe"
        (self.folder / "ntp.toml").write_text(
            f'[observability]\nobservation-path = "{observed}"\n[[source]]\nmode = "nts"\naddress = "{SERVER}"\n'
            f'certificate-authority = "{self.authority.file}"\n[synchronization]\nminimum-agreeing-sources = 1\n')
        before = self.replies()
        self.begin(os.environ["NTPD_RS"], "-c", self.folder / "ntp.toml")

        def followed():
            state = observe(observed)
            # Each request takes a cookie, until its reply brings another.
            return (state and state["system"]["stratum"] == 2
                    and [source["nts_cookies"] for source in state["sources"]] == [8])

        self.until(followed)
        self.assertGreater(self.replies(), before)


if __name__ == "__main__":
    unittest.main(verbosity=2)
