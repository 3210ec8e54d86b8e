# SPDX-License-Identifier: Apache-2.0
"""The appliance as a client of Network Time Security: of real chronyds, and of another appliance. Nobody here may set a
clock."""

import os
import pathlib
import re
import socket
import subprocess
import tempfile
import time
import unittest

from appliance import Appliance
from authority import Authority
from processes import UNABLE, Logged, free_port

CHRONYD = os.environ["CHRONYD"]
CHRONYC = str(pathlib.Path(CHRONYD).parent.parent / "bin" / "chronyc")
PATIENCE = 120


class Chronyd:
    """A primary server that gives keys: to whom it has a certificate for."""

    def __init__(self, test, folder, host, certificate):
        self.host, self.port, self.keys = host, free_port(), free_port(socket.SOCK_STREAM, host)
        own = folder / f"chronyd-{host}"
        own.mkdir(mode=0o700)
        (own / "conf").write_text(
            f"local stratum 1\nport {self.port}\nbindaddress {host}\nallow 127.0.0.0/8\ncmdport 0\n"
            f"ntsport {self.keys}\nntsservercert {certificate[0]}\nntsserverkey {certificate[1]}\nntsprocesses 0\n"
            f"pidfile {own}/pid\nbindcmdaddress {own}/sock\n")
        self.logged = Logged([*UNABLE, CHRONYD, "-u", "root", "-x", "-d", "-f", own / "conf"], own / "log")
        test.addCleanup(self.logged.end, shown=False)


def source(host, port, authority, more="", poll="minpoll: 0, maxpoll: 1"):
    return (f"- {{server: {host}, nts: true, ntsPort: {port}, ntsAuthority: {authority}, {poll}{more}}}\n")


@unittest.skipUnless(os.geteuid() == 0, "chronyd's command socket needs its own user")
class Client(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gnomon-nts-client-")))
        self.authority = Authority(self.folder)

    def wait(self, look, what):
        end = time.monotonic() + PATIENCE
        while not (found := look()):
            self.assertLess(time.monotonic(), end, what)
            time.sleep(0.3)
        return found

    def full(self, appliance, host):
        """What is known of a server that has answered three times in a row."""
        def look():
            found = appliance.servers().get(host)
            return found if found and (found["reach"] or 0) & 7 == 7 else None
        try:
            return self.wait(look, f"three answers of {host}")
        except AssertionError:
            raise AssertionError(f"no three answers of {host}: {appliance.servers()}") from None

    def test_chronyds_are_followed_whose_certificates_are_good_and_no_others(self):
        another = self.folder / "another"
        another.mkdir()
        issued = {
            "127.0.0.1": self.authority.issue("good", "IP:127.0.0.1"),
            "127.0.0.2": self.authority.issue("old", "IP:127.0.0.2", last="20240101000000Z"),
            "127.0.0.3": self.authority.issue("early", "IP:127.0.0.3", first="20900101000000Z"),
            "127.0.0.4": self.authority.issue("misnamed", "IP:127.0.0.99"),
            "127.0.0.5": Authority(another).issue("stranger", "IP:127.0.0.5"),
        }
        servers = [Chronyd(self, self.folder, host, certificate) for host, certificate in issued.items()]
        closed = free_port(socket.SOCK_STREAM, "127.0.0.6")
        appliance = self.enterContext(Appliance(
            "board: {kind: linux}\nreceiver: {device: null}\npulse: {kind: none}\n"
            "clock: {kind: virtual, batteryClock: null, stateFile: null}\nsources:\n"
            + "".join(source(server.host, server.keys, self.authority.file, ", ntsDates: always") for server in servers)
            + source("127.0.0.6", closed, self.authority.file)))
        good = self.full(appliance, "127.0.0.1")
        self.assertEqual((good["authentication"], good["keysFault"]), ("NTS", None))
        self.assertEqual(good["address"], f"127.0.0.1:{servers[0].port}", "the port is what the server of keys said")
        self.wait(lambda: appliance.servers()["127.0.0.1"]["cookies"] == 8, "eight cookies")
        status = appliance.wait_for({"fallback"}, PATIENCE)
        self.assertEqual((status["stratum"], status["referenceId"]), (2, "127.0.0.1"))
        for host, words in [("127.0.0.2", "certificate has expired"), ("127.0.0.3", "not valid yet"),
                            ("127.0.0.4", "of another name"), ("127.0.0.5", "nobody who is trusted"),
                            ("127.0.0.6", "nothing listens there")]:
            with self.subTest(words):
                # Where a chronyd began late, the first try told that nothing listens there.
                found = self.wait(
                    lambda: words in ((found := appliance.servers()[host])["keysFault"] or "") and found, words)
                self.assertIn(words, found["text"])
                self.assertEqual((found["standing"], found["reach"], found["cookies"]), ("unusable", 0, None))
        _, told = appliance.command("sources")
        self.assertIn("NTS:", " ".join(told.split()))

    def test_an_old_certificate_gives_the_first_time_and_is_refused_once_the_time_is_known(self):
        server = Chronyd(self, self.folder, "127.0.0.1",
                         self.authority.issue("old", "IP:127.0.0.1", last="20240101000000Z"))
        appliance = self.enterContext(Appliance(
            "board: {kind: linux}\nreceiver: {device: null}\npulse: {kind: none}\n"
            "clock: {kind: virtual, batteryClock: null, stateFile: null}\nsources:\n"
            + source(server.host, server.keys, self.authority.file)))
        self.wait(lambda: appliance.servers().get(server.host, {}).get("cookies"), "keys")
        refused = self.wait(
            lambda: (found := appliance.servers()[server.host])["keysFault"] and found, "a second look")
        self.assertIn("has expired", refused["keysFault"])
        self.assertEqual((refused["cookies"], refused["standing"]), (None, "unusable"))

    def server_appliance(self):
        host, port = "127.0.0.7", free_port(socket.SOCK_STREAM, "127.0.0.7")
        made, key = self.authority.issue("gnomon", f"IP:{host}")
        server = self.enterContext(Appliance(
            f"board: {{kind: simulated, seed: 1}}\nclock: {{stateFile: {self.folder}/state}}\n", [host],
            ntp_lines=f'  nts:\n    listen: ["{host}:{port}"]\n    certificate: {made}\n    key: {key}\n'))
        server.wait_for({"locked"}, PATIENCE)
        return server, host, port

    def replies(self, server, name):
        return {entry["name"]: entry["count"] for entry in server.status()["ntp"]["authenticated"]}[name]

    def test_another_gnomon_is_followed_and_asked_for_other_keys_when_it_has_forgotten_its_own(self):
        server, host, port = self.server_appliance()
        client = self.enterContext(Appliance(
            "board: {kind: linux}\nreceiver: {device: null}\npulse: {kind: none}\n"
            "clock: {kind: virtual, batteryClock: null, stateFile: null}\nsources:\n"
            # Eight cookies are to last for as long as a busy machine takes to start the server anew.
            + source(host, port, self.authority.file, ", xleave: true", poll="minpoll: 2, maxpoll: 2")
            + f'compatibility: {{chronyc: ["{self.folder}/chronyd.sock"], gpsd: []}}\n'))
        client.wait_for({"fallback"}, PATIENCE)
        found = self.full(client, host)
        self.assertEqual(found["authentication"], "NTS")
        before = self.replies(server, "NTS")
        self.wait(lambda: self.replies(server, "NTS") > before + 3, "authentic replies")
        self.assertEqual(self.replies(server, "NTS NAK"), 0)
        self.wait(lambda: client.servers()[host]["cookies"] == 8, "eight cookies")
        told = subprocess.run([CHRONYC, "-h", f"{self.folder}/chronyd.sock", "-n", "authdata"], capture_output=True,
                              text=True, timeout=60).stdout
        # Mode, key, type, its length, last, attempts, NAKs, cookies, a cookie's length.
        self.assertRegex(told, rf"(?m)^{re.escape(host)} +NTS +[12] +30 +128 +\S+ +0 +0 +[78] +68$")
        server.logged.end(shown=False)
        (self.folder / "state.cookies").unlink()
        server.__enter__()
        server.wait_for({"locked"}, PATIENCE)
        self.wait(lambda: self.replies(server, "NTS NAK"), "old cookies")
        self.wait(lambda: self.replies(server, "NTS") > 3, "authentic replies with other keys")
        self.wait(lambda: client.servers()[host]["cookies"] == 8, "eight cookies")
        self.assertEqual(server.status()["ntp"]["nts"]["connections"]["answered"], 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
