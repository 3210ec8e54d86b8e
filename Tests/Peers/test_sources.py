# SPDX-License-Identifier: Apache-2.0
"""The appliance asks real chronyds for the time: what it finds, how it shows that, and that it follows them where no receiver
can be followed. All of them read this machine's clock, so all must agree. None of them may set one."""

import getpass
import json
import os
import pathlib
import subprocess
import tempfile
import time
import unittest

from appliance import Appliance
from processes import UNABLE, Logged, free_port

CHRONYD = os.environ["CHRONYD"]
#: Between two readings of one clock by way of this machine's own network.
LIMIT_NS = 5e6
PATIENCE = 120


class Chronyd:
    """Says what this machine's clock shows, as a primary server."""

    def __init__(self, test, host, keys=None):
        folder = pathlib.Path(test.enterContext(tempfile.TemporaryDirectory(prefix="gnomon-sources-")))
        self.host, self.port = host, free_port()
        configuration = folder / "chrony.conf"
        configuration.write_text(
            f"local stratum 1\nport {self.port}\nbindaddress {host}\nallow 127.0.0.0/8\ncmdport 0\n"
            f"pidfile {folder}/chronyd.pid\nbindcmdaddress {folder}/chronyd.sock\n"
            + (f"keyfile {keys}\n" if keys else ""))
        self.logged = Logged(
            [*UNABLE, CHRONYD, "-u", getpass.getuser(), "-x", "-d", "-f", configuration], folder / "log")
        test.addCleanup(self.end)
        self.is_running = True

    @property
    def setting(self):
        return f"- {{server: {self.host}, port: {self.port}, minpoll: 0, maxpoll: 2, xleave: true}}\n"

    def end(self):
        if self.is_running:
            self.logged.end(shown=False)
        self.is_running = False


class Sources(unittest.TestCase):
    def wait(self, look, what):
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            found = look()
            if found:
                return found
            time.sleep(0.5)
        self.fail(f"not within {PATIENCE} s: {what}")

    def status(self, appliance):
        status, body = appliance.get("/api/v1/status")
        return json.loads(body) if status == 200 else {"state": None}

    def test_without_a_receiver_they_are_followed_and_a_lost_one_is_missed(self):
        one, two = Chronyd(self, "127.0.0.1"), Chronyd(self, "127.0.0.2")
        appliance = self.enterContext(Appliance(
            "board: {kind: linux}\nreceiver: {device: null}\npulse: {kind: none}\n"
            "clock: {kind: virtual, batteryClock: null, stateFile: null}\n"
            "sources:\n" + one.setting + two.setting, open_topics="status, metrics"))
        status = self.wait(lambda: (found := self.status(appliance))["state"] == "fallback" and found, "fallback")
        self.assertEqual(status["stratum"], 2)
        self.assertIn(status["referenceId"], {one.host, two.host})

        def settled():
            found = appliance.servers()
            full = [server for server in found.values() if (server["reach"] or 0) & 7 == 7]
            # On a busy machine the clock needs a moment to where they say it should be; and while a judgement is being
            # made, nobody may be the best.
            near = [server for server in full
                    if abs(server["offsetNs"] or 1e9) < min(LIMIT_NS, server["uncertaintyNs"] or 0)]
            followed = [server for server in near if server["isFollowed"]]
            return found if len(near) == 2 and len(followed) == 1 else None

        found = self.wait(settled, "three answers of each, the clock where they say, and one of them followed")
        for server in found.values():
            self.assertLess(abs(server["offsetNs"]), LIMIT_NS, server)
            self.assertLess(abs(server["offsetNs"]), server["uncertaintyNs"], server)
            self.assertGreater(server["delayNs"], 0, server)
            self.assertEqual(server["stratum"], 1)

        two.end()
        lost = self.wait(
            lambda: (server := appliance.servers()[two.host])["standing"] == "unusable" and not server["reach"]
            and server, "a lost server")
        self.assertEqual(lost["reach"], 0)
        self.wait(
            lambda: (now := self.status(appliance))["state"] == "fallback" and now["referenceId"] == one.host,
            "the other one followed")

    def test_a_key_that_both_have_is_needed_and_another_one_is_refused(self):
        folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gnomon-sources-")))
        theirs, ours = folder / "theirs.keys", folder / "ours.keys"
        theirs.write_text("1 AES128 HEX:000102030405060708090A0B0C0D0E0F\n2 SHA256 HEX:" + "11" * 32 + "\n")
        ours.write_text("1 AES128 HEX:000102030405060708090A0B0C0D0E0F\n2 SHA256 HEX:" + "22" * 32 + "\n")
        for file in (theirs, ours):
            file.chmod(0o600)
        one, two = Chronyd(self, "127.0.0.1", theirs), Chronyd(self, "127.0.0.2", theirs)
        appliance = self.enterContext(Appliance(
            "board: {kind: simulated, seed: 1}\nsources:\n" + one.setting.replace("}", ", key: 1}")
            + two.setting.replace("}", ", key: 2}"), ntp_lines=f"  keys: {ours}\n"))

        def asked():
            found = appliance.servers()
            return found if found and (found[one.host]["reach"] or 0) & 7 == 7 else None

        found = self.wait(asked, "three answers with the key")
        self.assertEqual(found[two.host]["reach"], 0)
        self.assertEqual(found[two.host]["standing"], "unusable")

    def test_beside_a_receiver_they_are_measured_and_not_followed(self):
        one = Chronyd(self, "127.0.0.1")
        appliance = self.enterContext(Appliance(
            "board: {kind: simulated, seed: 1}\nsources:\n" + one.setting, open_topics="status, metrics"))
        appliance.wait_for({"locked"}, PATIENCE)
        server = self.wait(
            lambda: (found := appliance.servers().get(one.host)) and found["reach"] and found, "a measurement")
        self.assertFalse(server["isFollowed"])
        self.assertEqual(self.status(appliance)["stratum"], 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
