# SPDX-License-Identifier: Apache-2.0
"""What is told of other machines' clocks: two chronyds that are right, one server that is not, one that says that nothing
keeps it, and one that does not answer."""

import json
import os
import pathlib
import socket
import struct
import subprocess
import tempfile
import threading
import time
import unittest
from urllib.parse import urlencode

from appliance import Appliance
from processes import UNABLE, Logged, free_port

CHRONYD = os.environ["CHRONYD"]
DEMONSTRATION = "board: {kind: simulated, seed: 1}\n"
#: Seconds from 1900 to 1970 (RFC 5905, figure 4).
EPOCH = 2_208_988_800
#: How wrong the demonstration may be, and a chronyd on this machine with it.
LIMIT_NS = 5e6


class Chronyd:
    """One that serves this machine's clock and never touches it."""

    def __init__(self, host, *lines):
        self.host, self.port = host, free_port(host=host)
        self.folder = tempfile.TemporaryDirectory(prefix="gnomon-watch-")
        self.configuration = pathlib.Path(self.folder.name) / "chrony.conf"
        self.configuration.write_text("\n".join([
            f"port {self.port}", f"bindaddress {host}", "allow", "cmdport 0",
            f"bindcmdaddress {self.folder.name}/sock", f"pidfile {self.folder.name}/pid", *lines, ""]))

    def __enter__(self):
        self.logged = Logged(
            [*UNABLE, CHRONYD, "-x", "-d", "-u", "root", "-f", self.configuration] if os.geteuid() == 0 else
            [CHRONYD, "-x", "-d", "-f", self.configuration], self.configuration.with_name("log"))
        return self

    def __exit__(self, *failure):
        self.logged.end(shown=failure[0])
        self.folder.cleanup()


class Liar:
    """Serves this machine's clock with so many seconds added, until it falls silent."""

    def __init__(self, host, ahead):
        self.host, self.ahead, self.is_silent = host, ahead, False
        self.socket = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        self.socket.bind((host, 0))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.serve, daemon=True).start()

    def stamp(self):
        return int((time.time() + EPOCH + self.ahead) * 2**32) & (2**64 - 1)

    def serve(self):
        while True:
            request, asker = self.socket.recvfrom(2048)
            if len(request) < 48 or self.is_silent:
                continue
            received = self.stamp()
            head = struct.pack(">BBbbII4s", 0x24, 2, 6, -20, 0, 0, b"LIAR")
            self.socket.sendto(
                head + struct.pack(">QQQQ", received, struct.unpack(">Q", request[40:48])[0], received, self.stamp()),
                asker)


class Watch(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        right = [cls.enterClassContext(Chronyd(f"127.0.0.{last}", "local stratum 3")) for last in (81, 82)]
        unkept = cls.enterClassContext(Chronyd("127.0.0.83"))
        cls.liar, dead = Liar("127.0.0.84", 0.2), ("127.0.0.85", free_port(host="127.0.0.85"))
        cls.names = [f"{node.host}:{node.port}" for node in [*right, unkept, cls.liar]] + ["%s:%d" % dead]
        cls.appliance = cls.enterClassContext(Appliance(
            DEMONSTRATION
            + f"watch:\n- {{group: raft, everySeconds: 2, nodes: [{', '.join(repr(name) for name in cls.names)}]}}\n"
            + f"- {{group: good, everySeconds: 2, nodes: [{cls.names[0]!r}, {cls.names[1]!r}]}}\n"))
        cls.appliance.wait_for({"locked"}, 120)

    def told(self):
        code, body = self.appliance.get("/api/v1/watch")
        self.assertEqual(code, 200, body)
        report = json.loads(body)
        groups = {group["group"]: group for group in report["groups"]}
        nodes = {node["name"]: node for node in report["nodes"] if node["group"] == "raft"}
        return report, groups, nodes

    def until(self, wanted, what, seconds=120):
        deadline = time.monotonic() + seconds
        while True:
            told = self.told()
            if wanted(*told):
                return told
            self.assertLess(time.monotonic(), deadline, f"not {what}: {told[0]}")
            time.sleep(0.3)

    def is_exact(self, groups, nodes):
        """Whether all is told as exactly as it is to be: on a busy machine an answer may be late, and the next one is not."""
        offsets = [nodes[name]["offsetNs"] for name in self.names[:4]]
        return (all(offset is not None and abs(offset - wanted) < LIMIT_NS
                    for offset, wanted in zip(offsets, (0, 0, 0, 200e6)))
                and all(nodes[name]["uncertaintyNs"] < LIMIT_NS for name in self.names[:3])
                and groups["good"]["worst"]["mostNs"] < 2 * LIMIT_NS)

    def states(self, nodes):
        return [nodes[name]["state"] for name in self.names]

    def test_all_of_it(self):
        report, groups, nodes = self.until(
            lambda _, groups, nodes: self.states(nodes) == ["within", "within", "unsynchronised", "over", "silent"]
            and groups["raft"]["agreement"] == "over" and groups["good"]["agreement"] == "within"
            and self.is_exact(groups, nodes), "as it is")
        for name in self.names[:3]:
            self.assertLess(abs(nodes[name]["offsetNs"]), LIMIT_NS)
            self.assertLess(nodes[name]["uncertaintyNs"], LIMIT_NS)
        self.assertEqual([nodes[name]["stratum"] for name in self.names[:2]], [3, 3])
        self.assertAlmostEqual(nodes[self.names[3]]["offsetNs"], 200e6, delta=LIMIT_NS)
        self.assertIsNone(nodes[self.names[4]]["offsetNs"])
        self.assertEqual(nodes[self.names[4]]["answered"], 0)
        worst = groups["raft"]["worst"]
        self.assertEqual(worst["ahead"], self.names[3])
        self.assertGreater(worst["leastNs"], 150e6)
        self.assertLess(worst["mostNs"], 250e6)
        self.assertLess(groups["good"]["worst"]["mostNs"], 2 * LIMIT_NS)
        self.assertIsNotNone(report["ownErrorBoundNs"])
        self.check_the_command()
        self.check_alarms()
        self.check_metrics()
        self.check_what_was()
        self.check_that_silence_is_told()

    def check_the_command(self):
        code, text = self.appliance.command("watch", "raft")
        self.assertEqual(code, 0, text)
        self.assertIn("Off: " + self.names[3], " ".join(text.split()))
        self.assertIn("silent: " + self.names[4], " ".join(text.split()))
        code, text = self.appliance.command("watch", "good", "--json")
        self.assertEqual([group["group"] for group in json.loads(text)["groups"]], ["good"])
        code, text = self.appliance.command("watch", "nobody")
        self.assertEqual(code, 2)
        self.assertIn("there are: raft, good", text)

    def check_alarms(self):
        deadline = time.monotonic() + 120
        wanted = {"watch-threshold", "watch-silent"}
        while True:
            alarms = {alarm["name"]: alarm["text"] for alarm in json.loads(self.appliance.get("/api/v1/alarms")[1])["alarms"]}
            if wanted <= alarms.keys():
                break
            self.assertLess(time.monotonic(), deadline, alarms)
            time.sleep(0.3)
        self.assertIn(self.names[3], alarms["watch-threshold"])
        self.assertIn(f"{self.names[4]} of raft is silent", alarms["watch-silent"])

    def metrics(self):
        _, text = self.appliance.get("/metrics")
        return {line.rsplit(" ", 1)[0]: float(line.rsplit(" ", 1)[1]) for line in text.splitlines()
                if line.startswith("gnomon_watch_")}

    def check_metrics(self):
        address = f'group="raft",node="{self.names[3]}",address="{self.names[3]}"'
        deadline = time.monotonic() + 120
        while abs((values := self.metrics()).get(f"gnomon_watch_offset_seconds{{{address}}}", 0) - 0.2) > LIMIT_NS / 1e9:
            self.assertLess(time.monotonic(), deadline, values)
            time.sleep(0.3)
        self.assertEqual(values[f"gnomon_watch_over{{{address}}}"], 1)
        self.assertEqual(values['gnomon_watch_nodes{group="raft",state="silent"}'], 1)
        self.assertGreater(values['gnomon_watch_worst_pair_least_seconds{group="raft"}'], 0.15)

    def past(self, name):
        code, body = self.appliance.get("/api/v1/watch/clock?" + urlencode({"group": "raft", "clock": name}))
        self.assertEqual(code, 200, body)
        return json.loads(body)["spans"]

    def check_what_was(self):
        """Where each clock was is told while the ten minutes last; nothing of one that was nowhere."""
        deadline = time.monotonic() + 120
        while not (all(self.past(name) for name in self.names[:4]) and self.past(self.names[3])[-1]["over"]):
            self.assertLess(time.monotonic(), deadline, [self.past(name) for name in self.names])
            time.sleep(0.5)
        last = self.past(self.names[3])[-1]
        # A busy machine's answers may have been late once, and that remains.
        self.assertLess(last["leastNs"] - last["uncertaintyNs"], 200e6)
        self.assertGreater(last["mostNs"] + last["uncertaintyNs"], 200e6)
        self.assertEqual(self.past(self.names[4]), [])

    def check_that_silence_is_told(self):
        self.liar.is_silent = True
        _, groups, nodes = self.until(
            lambda _, groups, nodes: nodes[self.names[3]]["state"] == "silent", "silent")
        self.assertIsNone(nodes[self.names[3]]["offsetNs"])
        self.liar.is_silent, self.liar.ahead = False, 0
        _, groups, nodes = self.until(
            lambda _, groups, nodes: nodes[self.names[3]]["state"] == "within"
            and groups["raft"]["agreement"] == "within", "well again")
        self.assertIn("silent: " + self.names[4], groups["raft"]["text"].lower())


if __name__ == "__main__":
    unittest.main()
