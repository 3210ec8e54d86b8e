# SPDX-License-Identifier: Apache-2.0
"""Daemons that keep a machine's time follow the demonstration as their only server: ntpsec's ntpd, ntpd-rs and
systemd-timesyncd. None of them may set a clock; those that will not run without one to steer are lent one that stands."""

import os
import pathlib
import re
import subprocess
import sys
import tempfile
import time
import unittest

from appliance import Within
from ntpd_rs import observe
from processes import UNABLE, Logged

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Grandmaster"))
from network import Network, needs_namespaces  # noqa: E402

DEMONSTRATION = "board: {kind: simulated, seed: 1}\n"
SERVER = "10.77.0.1"
#: Between the demonstration's clock and this machine's, by what a daemon finds over an idle cable.
LIMIT = 5e-3
PATIENCE = 180


def told(path):
    """What is named by that variable; a daemon that is not there cannot be tested."""
    return os.environ.get(path) or None


@needs_namespaces
class Daemons(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.network = cls.enterClassContext(Network(2))
        cls.server, cls.client = cls.network.hosts
        cls.appliance = cls.enterClassContext(Within(cls.server, DEMONSTRATION))
        cls.appliance.wait_for({"locked"}, 300)

    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gnomon-daemons-")))
        self.folder.chmod(0o777)

    def begin(self, *words):
        """The daemon, in the client's network."""
        daemon = Logged(self.client.words(*words), self.folder / "log")
        self.addCleanup(lambda: daemon.end(shown=self.failed))
        return daemon

    def still(self, *words):
        return self.begin(*UNABLE, "env", f"LD_PRELOAD={os.environ['STILL_CLOCK']}", *words)

    @property
    def failed(self):
        return any(error for _, error in getattr(self._outcome, "errors", []) or [])

    def until(self, look):
        """What `look` finds, once it finds something."""
        deadline = time.monotonic() + PATIENCE
        while not (found := look()):
            self.assertLess(time.monotonic(), deadline, "the daemon did not take the time")
            time.sleep(0.5)
        return found

    @unittest.skipUnless(told("NTPD"), "no ntpd of ntpsec")
    def test_ntpd(self):
        (self.folder / "ntp.conf").write_text(
            f"tos minclock 1 minsane 1\nserver {SERVER} iburst minpoll 3 maxpoll 3\nrestrict default\nrestrict 127.0.0.1\n")
        self.still(told("NTPD"), "-n", "-c", self.folder / "ntp.conf", "-p", self.folder / "pid")

        def followed():
            done = subprocess.run(self.client.words(os.environ["NTPQ"], "-n", "-p", "127.0.0.1"), capture_output=True,
                                  text=True, timeout=60)
            found = re.search(rf"^\*{SERVER}.*", done.stdout, re.MULTILINE)
            # On a busy machine a measurement may be wide, and the next one is not.
            return found if found and abs(float(found[0].split()[8])) / 1000 < LIMIT else None

        peer = self.until(followed)[0].split()
        self.assertEqual(peer[1:3], [".GNSS.", "1"])

    @unittest.skipUnless(told("NTPD_RS"), "no ntpd-rs runs here")
    def test_ntpd_rs(self):
        observed = self.folder / "observe"
        (self.folder / "ntp.toml").write_text(
            f'[observability]\nobservation-path = "{observed}"\n[[source]]\nmode = "server"\naddress = "{SERVER}:123"\n'
            "[synchronization]\nminimum-agreeing-sources = 1\n")
        self.still(told("NTPD_RS"), "-c", self.folder / "ntp.toml")

        def followed():
            state = observe(observed)
            if not state or state["system"]["stratum"] != 2:
                return False
            (source,) = state["sources"]
            return abs(source["offset"]) < LIMIT

        self.until(followed)

    @unittest.skipUnless(told("TIMESYNCD"), "no systemd-timesyncd")
    def test_timesyncd(self):
        """In folders of its own, as nobody, with no right whatever: it then tells what it would do."""
        folders = "mount -t tmpfs none /run && mount -t tmpfs none /var/lib/systemd && mount -t tmpfs none /etc/systemd"
        made = ("mkdir -p /run/systemd/netif /run/systemd/timesync /var/lib/systemd/timesync && "
                "printf 'OPER_STATE=routable\\nONLINE_STATE=online\\n' > /run/systemd/netif/state && "
                f"printf '[Time]\\nNTP={SERVER}\\nFallbackNTP=\\n' > /etc/systemd/timesyncd.conf && "
                "chown -R 65534:65534 /run/systemd /var/lib/systemd")
        nobody = "setpriv --reuid 65534 --regid 65534 --clear-groups --bounding-set -all --inh-caps -all"
        # Its folders are hidden by then, where they lay below those.
        script = f"{folders} && {made} && SYSTEMD_LOG_LEVEL=debug SYSTEMD_LOG_TARGET=console exec {nobody} {told('TIMESYNCD')}"
        self.begin("unshare", "--mount", "sh", "-ec", script)

        def contacted():
            told_so = (self.folder / "log").read_text()
            offsets = re.findall(r"offset +: ([+-][0-9.]+) sec", told_so)
            is_near = any(abs(float(offset)) < LIMIT for offset in offsets)
            return told_so if is_near and f"Contacted time server {SERVER}" in told_so else None

        self.assertRegex(self.until(contacted), r"stratum +: 1\b")


if __name__ == "__main__":
    unittest.main()
