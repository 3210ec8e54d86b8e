# SPDX-License-Identifier: Apache-2.0
"""chronyd as a symmetric peer, a client that looks for servers in a multicast group, and one that listens to broadcasts."""

import hashlib
import json
import pathlib
import sys
import tempfile
import time
import unittest

from topology import Chrony, Gnomon
from network import Network, needs_namespaces

SERVER = """
ntp:
  listen: ["0.0.0.0:123"]
  peers: [10.77.0.2]
  manycast: [239.192.77.7]
  workers: 3
  keys: {folder}/keys
  broadcast:
    - {{address: 10.77.0.255, key: 7, interval: 0}}
    - {{address: 239.192.77.8, key: 7, interval: 0, port: 1123}}
"""
SECRET = "a sundial in the shade".replace(" ", "-")
PEER = """
peer 10.77.0.1 minpoll 4 maxpoll 6
"""
#: Asks the group for a while; prints who has answered, in which mode and with what stratum, and who has answered the same
#: question again. On a busy machine an answer may come after the next question.
SEEK = """
import json, os, socket, struct, sys, time
line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
line.settimeout(0.5)
found, asked, answered, end = {}, set(), set(), time.monotonic() + 3
while time.monotonic() < end:
    question = os.urandom(8)
    asked.add(question)
    line.sendto(struct.pack(">B39x8s", 0x23, question), (sys.argv[1], 123))
    try:
        while True:
            reply, (address, port) = line.recvfrom(1024)
            if reply[24:32] in answered:
                found["again"] = [address, port]
            found[address] = [port, reply[0] & 7, reply[1], reply[24:32] in asked, len(reply)]
            answered.add(reply[24:32])
            line.settimeout(0.1)
    except TimeoutError:
        line.settimeout(0.5)
print(json.dumps(found))
"""
#: Listens for a while; prints what was heard first.
LISTEN = """
import socket, struct, sys
line = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
line.settimeout(60)
line.bind(("0.0.0.0", int(sys.argv[1])))
if len(sys.argv) > 2:
    line.setsockopt(socket.IPPROTO_IP, socket.IP_ADD_MEMBERSHIP, socket.inet_aton(sys.argv[2]) + struct.pack("@I", 0))
message, (address, port) = line.recvfrom(1024)
print(address, port, message.hex())
"""


@needs_namespaces
class Peering(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.network = cls.enterClassContext(Network(4))
        first, peer, stranger, cls.seeker = cls.network.hosts
        folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gnomon-keys-"))
        keys = pathlib.Path(folder) / "keys"
        keys.write_text(f"7 SHA256 {SECRET}\n")
        keys.chmod(0o600)
        cls.server = Gnomon(first, SERVER.format(folder=folder), seed=3, holdover=5)
        cls.peer, cls.stranger = Chrony(peer, PEER), Chrony(stranger, PEER)
        for node in (cls.peer, cls.stranger, cls.server):
            cls.addClassCleanup(node.close, shown=False)
        cls.wait_for(lambda: cls.server.status().get("state") == "locked", "locked")

    @classmethod
    def wait_for(cls, wanted, what):
        deadline = time.monotonic() + 120
        while not wanted():
            assert time.monotonic() < deadline, f"not {what}"
            time.sleep(0.5)

    def seek(self):
        return json.loads(self.seeker.run(sys.executable, "-c", SEEK, "239.192.77.7"))

    def dropped(self):
        return {row["name"]: row["count"] for row in self.server.status()["ntp"]["dropped"]}

    def test_a_peer_follows_it_and_a_stranger_gets_no_answer(self):
        self.wait_for(
            lambda: self.peer.tracking()[1:] == ("10.77.0.1", 2, "Normal") and self.peer.sources() == {"10.77.0.1": "*"},
            "followed by its peer")
        self.assertEqual(self.peer.ask("ntpdata")[0][0], "10.77.0.1")
        self.wait_for(lambda: self.dropped().get("symmetric", 0) > 2, "asked by the stranger")
        self.assertEqual(self.stranger.sources(), {"10.77.0.1": "?"})

    def test_it_is_found_in_its_group_while_it_has_the_time(self):
        self.wait_for(self.seek, "found in the group")
        self.assertEqual(self.seek(), {"10.77.0.1": [123, 4, 1, True, 48]})
        self.server.play("antenna-off")
        self.wait_for(lambda: self.server.status().get("stratum") == 16, "without a time")
        self.wait_for(lambda: self.seek() == {}, "gone from the group")
        self.server.play("antenna-on")
        self.wait_for(self.seek, "found again")

    def test_networks_are_told_the_time_with_a_mac(self):
        for where in (["123"], ["1123", "239.192.77.8"]):
            address, port, text = self.seeker.run(sys.executable, "-c", LISTEN, *where).split()
            message = bytes.fromhex(text)
            self.assertEqual((address, port, len(message)), ("10.77.0.1", "123", 72))
            self.assertEqual((message[0] & 7, message[1], message[24:40]), (5, 1, bytes(16)))
            digest = hashlib.sha256(SECRET.encode() + message[:48]).digest()[:20]
            self.assertEqual(message[48:], (7).to_bytes(4, "big") + digest)


if __name__ == "__main__":
    unittest.main()
