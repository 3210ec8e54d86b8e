# SPDX-License-Identifier: Apache-2.0
"""ntpq, ntpsec's and the classic one, shows of the demonstration what the program itself tells."""

import functools
import json
import os
import pathlib
import re
import socket
import subprocess
import sys
import threading
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Grandmaster"))

from appliance import Appliance, Within  # noqa: E402
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


def exchange(octets, host=HOST, source="127.0.0.1", patience=60):
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


class Watched:
    """What the program tells from before something is done until after it, as often as it answers."""

    def __init__(self, appliance):
        self.appliance, self.told, self.is_over = appliance, [], threading.Event()
        self.thread = threading.Thread(target=self.watch)

    def look(self):
        status, sources = (json.loads(self.appliance.get(f"/api/v1/{name}")[1]) for name in ("status", "sources"))
        self.told.append((status, {source["kind"]: source for source in sources["sources"]}))

    def watch(self):
        while not self.is_over.wait(0.1):
            self.look()

    def __enter__(self):
        self.look()
        self.thread.start()
        return self

    def __exit__(self, *failure):
        self.is_over.set()
        self.thread.join()
        self.look()


def by_each(test):
    """Runs a test with each ntpq that is there."""
    @functools.wraps(test)
    def run(self):
        for program in (name for name, path in PROGRAMS.items() if path):
            with self.subTest(program=program):
                test(self, program)
    return run


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

    def agreed(self, program, commands, check):
        """Asks until what ntpq shows is what the program told at one of the moments meanwhile: both change every second,
        and may take longer than that to ask."""
        deadline, last = time.monotonic() + 300, None
        while time.monotonic() < deadline:
            with Watched(self.appliance) as watched:
                texts = [ntpq(program, command) for command in commands]
            for status, sources in watched.told:
                try:
                    return check(texts, status, sources)
                except AssertionError as different:
                    last = different
        raise last

    @by_each
    def test_the_system(self, program):
        self.agreed(program, ["rv"], self.check_system)

    def check_system(self, texts, status, _):
        told = variables(texts[0])
        self.assertEqual(told["version"], f"gnomon {status['version']}")
        self.assertIn("leap_none, sync_pps, 1 event, clock_sync", texts[0])
        for name, value in [("stratum", status["stratum"]), ("tai", status["time"]["leapSecondsTAI"]),
                            ("leap", "00"), ("refid", status["referenceId"]), ("peer", 2), ("rootdelay", 0)]:
            self.assertIn(told[name], (str(value), f"{value}.0", f"{value}.000000"), name)
        self.assertAlmostEqual(float(told["offset"]), -status["offsetNs"] / 1e6, delta=1e-6)
        self.assertAlmostEqual(float(told["frequency"]), -status["frequencyPpb"] / 1e3, delta=1e-6)
        self.assertAlmostEqual(float(told["sys_jitter"]), status["pulse"]["jitterNs"] / 1e6, delta=1e-6)
        # The bound is rounded up to the 15.3 µs of the packet's field, and may be another one by then.
        self.assertGreaterEqual(float(told["rootdisp"]) + 1e-3, status["errorBoundNs"] / 1e6)
        self.assertLess(float(told["rootdisp"]), status["errorBoundNs"] / 1e6 + 0.032)

    @by_each
    def test_the_sources(self, program):
        self.agreed(program, ["rv &1", "rv &2"], self.check_sources)

    def check_sources(self, texts, _, sources):
        receiver, pulse = (variables(text) for text in texts)
        for told, name, refids in [(receiver, "GNSS(0)", ("GPS", "GNSS", "GAL", "BDS", "GLO")),
                                   (pulse, "PPS(0)", ("PPS",))]:
            self.assertEqual((told["srchost"], told["reach"], told["stratum"]), (name, "377", "0"))
            self.assertIn(told["refid"], refids)
        self.assertNotIn("offset", receiver, "the receiver's messages are not compared")
        self.assertIsNone(sources["receiver"]["offsetNs"])
        self.assertTrue(sources["pulse"]["isFollowed"])
        # None where the last pulse is too long ago: a moment at which there is nothing to compare.
        self.assertIsNotNone(sources["pulse"]["offsetNs"])
        self.assertAlmostEqual(float(pulse["offset"]), -sources["pulse"]["offsetNs"] / 1e6, delta=1e-6)
        self.assertAlmostEqual(float(pulse["jitter"]), sources["pulse"]["jitterNs"] / 1e6, delta=1e-6)

    def assertShown(self, program, command, *patterns):
        """Asks until all of it is there at once: on a busy machine a second may be missed for a moment."""
        deadline = time.monotonic() + 300
        while not all(re.search(pattern, text) for text in [ntpq(program, command)] for pattern in patterns):
            self.assertLess(time.monotonic(), deadline, ntpq(program, command))
            time.sleep(1)

    @by_each
    def test_the_list_of_peers(self, program):
        self.assertShown(
            program, "peers",
            r"(?m)^\+GNSS\(0\) +\.(GNSS|GPS|GAL|BDS|GLO)\. +0 l +\S+ +1 +377 +0\.000",
            r"(?m)^\*PPS\(0\) +\.PPS\. +0 l +\S+ +1 +377 +0\.000\S* +[-+]?0\.\d+ +0\.\d+")

    @by_each
    def test_the_associations(self, program):
        self.assertShown(
            program, "as",
            r"(?m)^ +1 +1 +9414 +yes +yes +none +candidate +reachable +1",
            r"(?m)^ +2 +2 +961a +yes +yes +none +sys\.peer +sys_peer +1")

    @by_each
    def test_the_summaries(self, program):
        self.assertShown(
            program, "sysinfo", r"system peer: +127\.127\.22\.0:123", r"system peer mode: +client")
        before = self.appliance.status()["ntp"]
        text = ntpq(program, "sysstats")
        after = self.appliance.status()["ntp"]
        received = int(re.search(r"packets received: +(\d+)", text)[1])
        self.assertTrue(before["received"] <= received <= after["received"], text)
        self.assertGreater(after["controlAnswered"], before["controlAnswered"])

    @by_each
    def test_what_is_not_offered_is_refused_cleanly(self, program):
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
        self.assertEqual(exchange(bytes([0x17, 0, 3, 42] + [0] * 4), patience=3), [])
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
                self.assertEqual([len(answer) for answer in exchange(TIME)], [48])
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
            while variables(ntpq("ntpsec", "rv &1")).get("reach") != "000":
                self.assertLess(time.monotonic(), deadline)
                time.sleep(1)
            self.assertIn("sync_unspec, 1 event, no_sys_peer", ntpq("ntpsec", "rv"))
            self.assertEqual(variables(ntpq("ntpsec", "rv"))["stratum"], "1")
            self.assertNotIn("offset", variables(ntpq("ntpsec", "rv")))
            self.assertNotRegex(ntpq("ntpsec", "peers"), r"(?m)^[*+]")


@needs_namespaces
class Strangers(unittest.TestCase):
    """From 10.77.9.1 to itself is from no loopback address, and so from a stranger."""

    def setUp(self):
        self.network = Namespace()
        self.addCleanup(self.network.close)
        self.network.run("ip", "address", "add", "10.77.9.1/32", "dev", "lo")

    def ask(self, host, milliseconds=2000):
        return ntpq("ntpsec", f"timeout {milliseconds}", "peers", host=host, within=self.network.words())

    def assertAnswered(self, host):
        self.assertIn("PPS(0)", self.ask(host, milliseconds=30_000))

    def appliance(self, more):
        appliance = self.enterContext(Within(self.network, DEMONSTRATION + more))
        appliance.wait_for({"locked", "acquiring", "holdover"}, 300)
        return appliance

    def test_a_stranger_gets_no_answer_and_is_counted(self):
        appliance = self.appliance("")
        self.assertRegex(self.ask("10.77.9.1"), "(?i)timed out|incomplete")
        self.assertGreater(dropped(appliance.status()["ntp"], "control"), 0)
        # The socket hears at all addresses; the answer comes from the one that was asked.
        self.assertAnswered(HOST)

    def test_who_is_allowed_gets_one(self):
        self.appliance("compatibility: {allow: [10.77.9.0/24]}\n")
        self.assertAnswered("10.77.9.1")

    def test_nobody_does_where_it_is_off(self):
        appliance = self.appliance("compatibility: {ntpq: false, allow: [10.77.9.0/24]}\n")
        for host in ("10.77.9.1", HOST):
            self.assertRegex(self.ask(host), "(?i)timed out|incomplete")
        self.assertGreater(dropped(appliance.status()["ntp"], "control"), 0)


if __name__ == "__main__":
    unittest.main(verbosity=2)
