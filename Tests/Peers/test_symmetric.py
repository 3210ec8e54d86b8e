# SPDX-License-Identifier: Apache-2.0
"""Symmetric associations with a state on both sides: with chronyd and with ntpd, signed by a key that all have, and with another
appliance."""

import os
import pathlib
import re
import subprocess
import tempfile
import time
import unittest

from processes import UNABLE, Logged
from topology import Chrony, Gnomon
from network import Network, needs_namespaces

SERVER = """
ntp:
  listen: ["0.0.0.0:123"]
  peers: [10.77.0.2, 10.77.0.3, 10.77.0.4]
  keys: {folder}/keys
  peerKey: 7
  local: {{poll: 0}}
"""
#: Another appliance, with that one as its only peer.
FRIEND = """
ntp:
  listen: ["0.0.0.0:123"]
  peers: [10.77.0.1]
  keys: {folder}/keys
  peerKey: 7
  local: {{poll: 0}}
"""
SECRET = "a-sundial-in-shade"
#: Between clocks of one machine, by way of its own network.
LIMIT_NS = 5e6
CLASSIC = os.environ.get("CLASSIC_NTPQ")


class Ntpd:
    """The ntpd of ntp 4.2.8, the last one that keeps symmetric associations; it is lent a clock that stands."""

    def __init__(self, host, keys):
        self.host, own = host, pathlib.Path(CLASSIC).parent
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-ntpd-")
        path = pathlib.Path(self.folder.name)
        (path / "ntp.conf").write_text(
            f"tos minclock 1 minsane 1\nkeys {keys}\ntrustedkey 7\npeer 10.77.0.1 key 7 minpoll 3 maxpoll 4\n"
            "restrict default\nrestrict 127.0.0.1\n")
        libraries = ":".join(map(str, own.glob("usr/lib/*-linux-gnu*")))
        self.logged = Logged(
            host.words(*UNABLE, "env", f"LD_PRELOAD={os.environ['STILL_CLOCK']}", f"LD_LIBRARY_PATH={libraries}",
                       own / "usr/sbin/ntpd", "-n", "-c", path / "ntp.conf", "-p", path / "pid"), path / "log")

    def ask(self, *words):
        done = subprocess.run(
            self.host.words(CLASSIC, "-n", *words, "127.0.0.1"), capture_output=True, text=True, timeout=60)
        return done.stdout

    def close(self, shown):
        self.logged.end(shown)
        self.folder.cleanup()


@needs_namespaces
class Symmetric(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.network = cls.enterClassContext(Network(4))
        first, second, third, fourth = cls.network.hosts
        folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gnomon-keys-"))
        keys = pathlib.Path(folder) / "keys"
        keys.write_text(f"7 SHA1 {SECRET}\n")
        keys.chmod(0o600)
        cls.server = Gnomon(first, SERVER.format(folder=folder), seed=3, holdover=5)
        cls.chrony = Chrony(second, f"peer 10.77.0.1 key 7 minpoll 4 maxpoll 6\nkeyfile {keys}\n")
        cls.friend = Gnomon(fourth, FRIEND.format(folder=folder), seed=4, holdover=5)
        nodes = [cls.chrony, cls.friend, cls.server]
        if CLASSIC:
            cls.ntpd = Ntpd(third, keys)
            nodes.insert(0, cls.ntpd)
        for node in nodes:
            cls.addClassCleanup(node.close, shown=False)
        for node in (cls.server, cls.friend):
            cls.wait_for(lambda: node.status().get("state") == "locked", "locked")

    @classmethod
    def wait_for(cls, wanted, what, seconds=180):
        deadline = time.monotonic() + seconds
        while not (found := wanted()):
            assert time.monotonic() < deadline, f"not {what}: {cls.peers(cls.server)}"
            time.sleep(0.5)
        return found

    @staticmethod
    def peers(node):
        cluster = node.status().get("cluster") or {"peers": []}
        return {peer["address"]: peer for peer in cluster["peers"]}

    def heard(self, node, address):
        """What is known of a peer once it has answered the last three times."""
        def found():
            peer = self.peers(node).get(f"{address}:123")
            return peer if peer and peer["reach"] & 7 == 7 and peer["offsetNs"] is not None else None

        peer = self.wait_for(found, f"{address} heard")
        self.assertEqual((peer["mode"], peer["authenticated"]), ("symmetric", True), peer)
        return peer

    def assertHeardFollowing(self, address):
        """It is heard, signed, and its time is not taken, since it has that from here."""
        def found():
            peer = self.peers(self.server)[f"{address}:123"]
            counts = {row["name"]: row["count"] for row in peer["refused"]}
            return (peer, counts) if counts.get("loop", 0) > 3 else None

        peer, counts = self.wait_for(found, f"{address} heard following")
        self.assertEqual((peer["mode"], peer["authenticated"]), ("symmetric", True), peer)
        self.assertIn("from us", peer["unfit"])
        self.assertNotIn("unauthentic", counts)

    def test_chronyd_follows_its_peer_and_is_heard(self):
        self.wait_for(lambda: self.chrony.tracking()[1:] == ("10.77.0.1", 2, "Normal"), "followed by chronyd")
        row = self.chrony.ask("ntpdata")[0]
        self.assertIn("Symmetric active", row)
        # Authenticated, and all its tests passed.
        self.assertIn("Yes", row)
        self.assertHeardFollowing("10.77.0.2")

    @unittest.skipUnless(CLASSIC, "no ntpd of ntp 4.2.8 runs here")
    def test_ntpd_follows_its_peer_and_is_heard(self):
        self.wait_for(lambda: re.search(r"^\*10\.77\.0\.1 ", self.ntpd.ask("-p"), re.MULTILINE), "followed by ntpd")
        variables = self.ntpd.ask("-c", "rv &1")
        self.assertRegex(variables, r"\bhmode=1\b")
        self.assertRegex(variables, r"\bpmode=1\b")
        self.assertIn("auth", self.ntpd.ask("-c", "as"))
        self.assertHeardFollowing("10.77.0.3")

    def test_two_appliances_tell_each_other(self):
        for node, address in ((self.server, "10.77.0.4"), (self.friend, "10.77.0.1")):
            # What it told before it was locked may be the last that was heard; and on a busy machine a word may come late.
            self.wait_for(
                lambda: (peer := self.heard(node, address))["stratum"] == 1 and abs(peer["offsetNs"]) < LIMIT_NS,
                f"{address} heard with the same time")

    def test_what_nobody_signed_is_refused(self):
        """From the peer's own address, by who does not have the key."""
        self.heard(self.server, "10.77.0.4")
        before = self.refused("10.77.0.4")
        self.friend.logged.process.send_signal(19)
        try:
            self.network.hosts[3].run("python3", "-c", FORGE)
            self.wait_for(lambda: self.refused("10.77.0.4") >= before + 3, "refused")
        finally:
            self.friend.logged.process.send_signal(18)
        self.heard(self.server, "10.77.0.4")

    def refused(self, address):
        rows = self.peers(self.server)[f"{address}:123"]["refused"]
        return sum(row["count"] for row in rows if row["name"] == "unauthentic")


#: Sends unsigned words by a raw socket, since the port is taken.
FORGE = """
import socket, struct, time
line = socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_UDP)
for number in range(5):
    word = struct.pack(">BBbb11I", 0x21, 1, 0, -24, 0, 0, 0x47505300, *range(number + 1, number + 9))
    line.sendto(struct.pack(">HHHH", 123, 123, 8 + len(word), 0) + word, ("10.77.0.1", 0))
    time.sleep(0.3)
"""


if __name__ == "__main__":
    unittest.main()
