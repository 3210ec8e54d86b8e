# SPDX-License-Identifier: Apache-2.0
"""ntpq, ntpsec's and the classic one, shows of the demonstration what the program itself tells."""

import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Grandmaster"))

from appliance import PROGRAM, Appliance  # noqa: E402
from network import Namespace, needs_namespaces  # noqa: E402
from processes import Logged  # noqa: E402

#: ntpq asks port 123 only, so the appliance is given that port of an address that nobody else uses.
HOST = "127.0.0.78"
DEMONSTRATION = "board: {kind: simulated, seed: 1}\n"
#: By name; the classic one may not be there to be had.
PROGRAMS = {name: os.environ.get(key) for name, key in [("ntpsec", "NTPQ"), ("classic", "CLASSIC_NTPQ")]}
#: READVAR of the system, and a request for the time.
QUESTION = bytes([0x16, 2, 0, 1] + [0] * 8)
TIME = bytes([0x23] + [0] * 47)


def ntpq(program, *commands, host=HOST, within=()):
    words = [*within, PROGRAMS[program], "-n", *(word for command in commands for word in ("-c", command)), host]
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=120, env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"})
    return done.stdout + done.stderr


def variables(text):
    """name=value pairs of ntpq's `rv`."""
    return {name: quoted or value for name, quoted, value in
            re.findall(r'([a-z_]+)=(?:"([^"]*)"|(-?[^\s,"]+))', text)}


def exchange(octets, host=HOST, source="127.0.0.1", patience=3):
    """The datagrams that come back, until there were none for a while."""
    answers = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.bind((source, 0))
        client.connect((host, 123))
        client.settimeout(patience)
        client.send(octets)
        try:
            while True:
                answers.append(client.recv(2048))
                if not answers[-1][1] & 0x20:
                    return answers
        except TimeoutError:
            return answers


class Shown(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.appliance = cls.enterClassContext(Appliance(DEMONSTRATION, [HOST], ntp_port=123))
        cls.appliance.wait_for({"locked"}, 300)
        cls.wait_for_reach()

    @classmethod
    def wait_for_reach(cls):
        deadline = time.monotonic() + 120
        while any(variables(ntpq("ntpsec", f"rv &{number}")).get("reach") != "377" for number in (1, 2)):
            assert time.monotonic() < deadline, ntpq("ntpsec", "rv &1", "rv &2")
            time.sleep(1)

    def told(self):
        """What the program itself tells, without what changes all the time."""
        status = self.appliance.status()
        sources = json.loads(self.appliance.command("sources", "--json")[1])["sources"]
        return status, {source["kind"]: source for source in sources}

    def compared(self, program, *commands):
        """ntpq's answers, and what the program told both before and after them."""
        for _ in range(60):
            status, sources = self.told()
            texts = [ntpq(program, command) for command in commands]
            after, sources_after = self.told()
            same = all(status[key] == after[key] for key in ("offsetNs", "frequencyPpb", "state"))
            if same and sources["pulse"]["offsetNs"] == sources_after["pulse"]["offsetNs"]:
                return texts, status, sources
        self.fail("nothing held still for as long as ntpq asks")

    def each(self):
        for program, path in PROGRAMS.items():
            if path:
                with self.subTest(program=program):
                    yield program

    def test_the_system(self):
        for program in self.each():
            (text,), status, _ = self.compared(program, "rv")
            told = variables(text)
            self.assertEqual(told["version"], f"gnomon {status['version']}")
            self.assertIn("leap_none, sync_pps, 1 event, clock_sync", text)
            for name, value in [("stratum", status["stratum"]), ("tai", status["time"]["leapSecondsTAI"]),
                                ("leap", "00"), ("refid", status["referenceId"]), ("peer", 2), ("rootdelay", 0)]:
                self.assertIn(told[name], (str(value), f"{value}.0", f"{value}.000000"), name)
            self.assertAlmostEqual(float(told["offset"]), -status["offsetNs"] / 1e6, delta=1e-6)
            self.assertAlmostEqual(float(told["frequency"]), -status["frequencyPpb"] / 1e3, delta=1e-6)
            self.assertAlmostEqual(float(told["sys_jitter"]), status["pulse"]["jitterNs"] / 1e6, delta=1e-6)
            # The bound grows between the two, and is rounded up to the 15.3 µs of the packet's field.
            self.assertGreaterEqual(float(told["rootdisp"]) + 1e-3, status["errorBoundNs"] / 1e6)
            self.assertLess(float(told["rootdisp"]), status["errorBoundNs"] / 1e6 + 0.032)

    def test_the_sources(self):
        for program in self.each():
            (receiver, pulse), _, sources = self.compared(program, "rv &1", "rv &2")
            for text, name, refid in [(receiver, "GNSS(0)", None), (pulse, "PPS(0)", "PPS")]:
                told = variables(text)
                self.assertEqual(told["srchost"], name)
                self.assertEqual(told["reach"], "377")
                self.assertEqual(told["stratum"], "0")
                self.assertIn(told["refid"], (refid,) if refid else ("GPS", "GNSS", "GAL", "BDS", "GLO"))
            self.assertNotIn("offset", variables(receiver), "the receiver's messages are not compared")
            self.assertIsNone(sources["receiver"]["offsetNs"])
            self.assertAlmostEqual(
                float(variables(pulse)["offset"]), -sources["pulse"]["offsetNs"] / 1e6, delta=1e-6)
            self.assertAlmostEqual(float(variables(pulse)["jitter"]), sources["pulse"]["jitterNs"] / 1e6, delta=1e-6)
            self.assertTrue(sources["pulse"]["isFollowed"])

    def test_the_list_of_peers(self):
        for program in self.each():
            text = ntpq(program, "peers")
            self.assertRegex(text, r"(?m)^\+GNSS\(0\) +\.(GNSS|GPS|GAL|BDS|GLO)\. +0 l +\S+ +1 +377 +0\.000")
            self.assertRegex(text, r"(?m)^\*PPS\(0\) +\.PPS\. +0 l +\S+ +1 +377 +0\.000\S* +[-+]?0\.\d+ +0\.\d+")

    def test_the_associations(self):
        for program in self.each():
            text = ntpq(program, "as")
            self.assertRegex(text, r"(?m)^ +1 +1 +9414 +yes +yes +none +candidate +reachable +1")
            self.assertRegex(text, r"(?m)^ +2 +2 +961a +yes +yes +none +sys\.peer +sys_peer +1")

    def test_the_summaries(self):
        for program in self.each():
            text = ntpq(program, "sysinfo")
            self.assertRegex(text, r"system peer: +127\.127\.22\.0:123")
            self.assertRegex(text, r"system peer mode: +client")
            before = self.appliance.status()["ntp"]
            text = ntpq(program, "sysstats")
            after = self.appliance.status()["ntp"]
            received = int(re.search(r"packets received: +(\d+)", text)[1])
            self.assertTrue(before["received"] <= received <= after["received"], text)
            self.assertGreater(after["controlAnswered"], before["controlAnswered"])

    def test_what_is_not_offered_is_refused_cleanly(self):
        for program in self.each():
            for command, words in [("kerninfo", r"(?i)unknown"), ("monstats", r"(?i)unknown"),
                                   ("mrulist", r"BADOP|bad opcode")]:
                text = ntpq(program, command)
                self.assertRegex(text, words)
                self.assertNotIn("Traceback", text)

    def test_nothing_can_be_changed(self):
        before = self.appliance.status()["ntp"]
        for opcode in (3, 5, 6, 8, 9, 11, 31):
            (answer,) = exchange(bytes([0x16, opcode, 0, 1] + [0] * 7 + [8]) + b"leap=3,,")
            self.assertEqual(answer, bytes([0x16, 0xC0 | opcode, 0, 1, 1, 0] + [0] * 6))
        self.assertEqual(exchange(bytes([0x17, 0, 3, 42] + [0] * 4)), [])
        after = self.appliance.status()["ntp"]
        counts = {name: sum(c["count"] for c in after["dropped"] if c["name"] == name)
                  - sum(c["count"] for c in before["dropped"] if c["name"] == name) for name in ("privateUse", "control")}
        self.assertEqual(counts, {"privateUse": 1, "control": 0})

    def test_a_flood_costs_those_who_ask_for_the_time_nothing(self):
        before, began = self.appliance.status()["ntp"], time.monotonic()
        octets = 0
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as flood:
            flood.bind(("127.0.0.99", 0))
            flood.connect((HOST, 123))
            flood.setblocking(False)
            for _ in range(200):
                for _ in range(100):
                    flood.send(QUESTION)
                self.assertEqual([len(answer) for answer in exchange(TIME, patience=60)], [48])
                octets += received(flood)
            # Another one's ntpq is answered in the midst of it.
            flood.send(QUESTION)
            self.assertIn("PPS(0)", ntpq("ntpsec", "peers"))
            octets += received(flood)
        after = self.appliance.status()["ntp"]
        self.assertEqual(after["answered"] - before["answered"], 200)
        self.assertGreater(dropped(after, "controlLimited") - dropped(before, "controlLimited"), 10_000)
        self.assertEqual(dropped(after, "unsent"), dropped(before, "unsent"))
        self.assertLessEqual(octets, 65_536 + 8_192 * (time.monotonic() - began + 1) + 4_096)


def received(client):
    octets = 0
    while True:
        try:
            octets += len(client.recv(2048))
        except BlockingIOError:
            return octets


def dropped(ntp, reason):
    return sum(count["count"] for count in ntp["dropped"] if count["name"] == reason)


class Holdover(unittest.TestCase):
    def test_what_is_followed_no_more_is_shown_so(self):
        with Appliance(DEMONSTRATION, [HOST], ntp_port=123) as appliance:
            appliance.wait_for({"locked"}, 300)
            code, said = appliance.command("scene", "antenna-off")
            self.assertEqual(code, 0, said)
            appliance.wait_for({"holdover"}, 300)
            deadline = time.monotonic() + 120
            while variables(ntpq("ntpsec", "rv &1"))["reach"] != "000":
                self.assertLess(time.monotonic(), deadline)
                time.sleep(1)
            self.assertIn("sync_unspec, 1 event, no_sys_peer", ntpq("ntpsec", "rv"))
            self.assertEqual(variables(ntpq("ntpsec", "rv"))["stratum"], "1")
            self.assertNotIn("offset", variables(ntpq("ntpsec", "rv")))
            self.assertNotRegex(ntpq("ntpsec", "peers"), r"(?m)^[*+]")


class Within(Appliance):
    """An appliance in a network of its own; it is asked by its control socket."""

    def __init__(self, network, more):
        super().__init__(DEMONSTRATION + more, ["0.0.0.0"], ntp_port=123)
        self.network = network

    def __enter__(self):
        words = self.network.words(PROGRAM, "run", "--config", self.configuration)
        self.logged = Logged(words, self.configuration.with_name("log"))
        return self

    def status(self):
        code, text = self.command("status", "--json")
        return json.loads(text) if code == 0 else {}


@needs_namespaces
class Strangers(unittest.TestCase):
    """From 10.77.9.1 to itself is from no loopback address, and so from a stranger."""

    def setUp(self):
        self.network = Namespace()
        self.addCleanup(self.network.close)
        self.network.run("ip", "address", "add", "10.77.9.1/32", "dev", "lo")

    def ask(self, host):
        return ntpq("ntpsec", "timeout 2000", "peers", host=host, within=self.network.words())

    def appliance(self, more):
        appliance = self.enterContext(Within(self.network, more))
        appliance.wait_for({"locked", "acquiring", "holdover"}, 300)
        return appliance

    def test_a_stranger_gets_no_answer_and_is_counted(self):
        appliance = self.appliance("")
        self.assertRegex(self.ask("10.77.9.1"), "(?i)timed out|incomplete")
        self.assertGreater(dropped(appliance.status()["ntp"], "control"), 0)
        # The socket hears at all addresses; the answer comes from the one that was asked.
        self.assertIn("PPS(0)", self.ask(HOST))

    def test_who_is_allowed_gets_one(self):
        self.appliance("compatibility: {allow: [10.77.9.0/24]}\n")
        self.assertIn("PPS(0)", self.ask("10.77.9.1"))

    def test_nobody_does_where_it_is_off(self):
        appliance = self.appliance("compatibility: {ntpq: false, allow: [10.77.9.0/24]}\n")
        for host in ("10.77.9.1", HOST):
            self.assertRegex(self.ask(host), "(?i)timed out|incomplete")
        self.assertGreater(dropped(appliance.status()["ntp"], "control"), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
