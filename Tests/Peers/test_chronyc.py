# SPDX-License-Identifier: Apache-2.0
"""The real chronyc asks the demonstration, over UDP and over a file: value by value it is told what `gnomon` tells."""

import csv
import datetime
import json
import os
import pathlib
import socket
import struct
import subprocess
import sys
import tempfile
import time
import unittest

from appliance import PROGRAM, Appliance
from processes import Logged, free_port

sys.path.append(str(pathlib.Path(__file__).resolve().parents[1] / "Grandmaster"))
from network import Namespace, needs_namespaces  # noqa: E402

#: Beside the chronyd that the other tests use; further ones, of other versions, may be named.
CHRONYC = str(pathlib.Path(os.environ["CHRONYD"]).resolve().parents[1] / "bin" / "chronyc")
if not pathlib.Path(CHRONYC).exists():
    CHRONYC = str(pathlib.Path(os.environ["CHRONYD"]).resolve().parents[2] / "usr" / "bin" / "chronyc")
CHRONYCS = [CHRONYC] + os.environ.get("MORE_CHRONYCS", "").split()

DEMONSTRATION = "board: {kind: simulated, seed: 1}\n"
NANOSECOND = 1e-9
CHANGES = ["makestep", "shutdown", "online", "offline", "onoffline", "burst 1/1", "add server 192.0.2.1", "delete 192.0.2.1",
           "cyclelogs", "dump", "rekey", "allow", "deny", "cmdallow", "cmddeny", "accheck 192.0.2.1", "local stratum 1",
           "manual on", "settime 12:00", "manual delete 0", "reselect", "refresh", "reload sources", "reset sources",
           "trimrtc", "writertc", "smoothtime reset", "maxupdateskew 1", "clients -r", "dfreq 1", "doffset 1"]


def ask(chronyc, where, *words, plain=False):
    """Exit status, and what it says: rows of values, or text where `plain`."""
    form = [] if plain else ["-c"]
    done = subprocess.run([chronyc, "-n", *form, *where, *words], capture_output=True, text=True, timeout=300)
    text = done.stdout + done.stderr
    return done.returncode, text if plain else list(csv.reader(done.stdout.splitlines()))


def request(command, count, arguments=b""):
    head = struct.pack(">BBBBHHIII", 6, 1, 0, 0, command, 0, 0xDEADBEEF, 0, 0)
    return (head + arguments)[:count].ljust(count, b"\0")


class Demonstration(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        cls.folder = cls.enterClassContext(tempfile.TemporaryDirectory(prefix="gnomon-chronyc-"))
        cls.path, cls.port = f"{cls.folder}/chronyd.sock", free_port()
        cls.appliance = cls.enterClassContext(Appliance(
            DEMONSTRATION + f'compatibility:\n  chronyc: ["127.0.0.1:{cls.port}", "{cls.path}"]\n  gpsd: []\n'))
        cls.network = ["-h", "127.0.0.1", "-p", str(cls.port)]
        cls.appliance.wait_for({"locked"}, 120)
        for source, times in (("127.0.0.1", 3), ("127.0.0.8", 5)):
            for _ in range(times):
                cls.ask_for_the_time(source)

    @classmethod
    def ask_for_the_time(cls, source):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.bind((source, 0))
            client.settimeout(60)
            client.sendto(b"\x23" + bytes(47), ("127.0.0.1", cls.appliance.ntp_port))
            client.recv(100)

    def ways(self):
        """Each chronyc, over UDP and over the file. Since 4.9 it leaves root's rights, and with them its own folder."""
        for chronyc in CHRONYCS:
            yield chronyc, self.network
            stays = "-u" in subprocess.run([chronyc, "--help"], capture_output=True, text=True).stdout
            yield chronyc, (["-u", "root"] if stays and os.geteuid() == 0 else []) + ["-h", self.path]

    def report(self, *words):
        code, text = self.appliance.command(*words, "--json")
        self.assertEqual(code, 0, text)
        return json.loads(text)

    def within_one_second(self, question):
        """What is told between two looks at the status that show the same pulse, and the status before and after."""
        for _ in range(500):
            before, answer, after = self.appliance.status(), question(), self.appliance.status()
            if before["pulse"] == after["pulse"] | {"secondsSinceEdge": before["pulse"]["secondsSinceEdge"]} \
                    and before["offsetNs"] == after["offsetNs"]:
                return answer, before, after
        self.fail("no second was long enough")

    def assertSeconds(self, told, nanoseconds, resolution=NANOSECOND):
        self.assertAlmostEqual(float(told), nanoseconds * NANOSECOND, delta=0.51 * resolution + abs(float(told)) * 1e-6)

    def each(self, *words):
        for chronyc, where in self.ways():
            with self.subTest(chronyc=chronyc, where=where):
                yield lambda: ask(chronyc, where, *words)

    def test_tracking(self):
        for question in self.each("tracking"):
            (code, rows), before, after = self.within_one_second(question)
            self.assertEqual(code, 0)
            told = rows[0]
            self.assertEqual(bytes.fromhex(told[0]).rstrip(b"\0").decode(), before["referenceId"])
            self.assertEqual(told[1], before["referenceId"])
            self.assertEqual(int(told[2]), before["stratum"])
            shown = datetime.datetime.fromisoformat(before["time"]["utc"].replace("Z", "+00:00")).timestamp()
            self.assertAlmostEqual(float(told[3]), shown, delta=3)
            # chronyc says what remains to be corrected: positive, the clock is slow.
            self.assertSeconds(told[4], -before["offsetNs"])
            self.assertSeconds(told[5], before["pulse"]["residualNs"])
            self.assertSeconds(told[6], before["pulse"]["jitterNs"])
            self.assertAlmostEqual(float(told[7]), before["frequencyPpb"] / 1000, delta=0.00051)
            self.assertEqual(float(told[10]), 0)
            self.assertGreaterEqual(float(told[11]), (before["errorBoundNs"] - 1) * NANOSECOND)
            self.assertLessEqual(float(told[11]), (after["errorBoundNs"] + 1) * NANOSECOND)
            self.assertEqual(float(told[12]), 1)
            self.assertEqual(told[13], "Normal")

    def test_sources(self):
        for question in self.each("sources"):
            (code, rows), before, after = self.within_one_second(question)
            self.assertEqual(code, 0)
            receiver, pulse = rows
            self.assertEqual(receiver[:5], ["#", "+", "GNSS", "0", "0"])
            self.assertEqual(pulse[:5], ["#", "*", "PPS", "0", "0"])
            # The receiver may have spoken between the two looks, and on a busy machine late.
            earlier, later = sorted(status["receiver"]["secondsSinceEpoch"] for status in (before, after))
            self.assertTrue(earlier - 1.5 <= int(receiver[6]) <= later + 1.5, (earlier, receiver[6], later))
            self.assertAlmostEqual(int(pulse[6]), before["pulse"]["secondsSinceEdge"], delta=1.5)
            for told in pulse[7:9]:
                self.assertSeconds(told, before["pulse"]["residualNs"])
            self.assertSeconds(pulse[9], before["pulse"]["jitterNs"])
            # What the receiver says comes after the second that it is about, and before the next.
            self.assertTrue(0 < float(receiver[7]) < 1 and float(receiver[9]) >= float(receiver[7]))

    def test_the_sources_are_those_that_gnomon_tells(self):
        sources = self.report("sources")["sources"]
        self.assertEqual([source["kind"] for source in sources], ["receiver", "pulse"])
        rows = ask(CHRONYC, self.network, "sources")[1]
        for source, row in zip(sources, rows, strict=True):
            self.assertTrue(source["isFollowed"] and row[1] in "*+")
            self.assertLess(int(row[6]), 3)

    def test_the_sources_have_been_reached_each_time(self):
        deadline = time.monotonic() + 300
        while [row[5] for row in ask(CHRONYC, self.network, "sources")[1]] != ["377", "377"]:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.3)

    def test_sourcestats(self):
        for question in self.each("sourcestats"):
            (code, rows), before, after = self.within_one_second(question)
            self.assertEqual((code, [row[0] for row in rows]), (0, ["GNSS", "PPS"]))
            receiver, pulse = rows
            self.assertGreater(int(pulse[1]), 5)
            self.assertLessEqual(int(pulse[1]), before["pulse"]["accepted"])
            self.assertLessEqual(int(receiver[1]), before["receiver"]["epochs"] + 2)
            self.assertSeconds(pulse[6], before["offsetNs"])
            self.assertSeconds(pulse[7], before["pulse"]["jitterNs"])

    def test_selectdata(self):
        for question in self.each("selectdata"):
            code, rows = question()
            self.assertEqual((code, [row[:2] for row in rows]), (0, [["+", "GNSS"], ["*", "PPS"]]))

    def test_activity_and_what_only_servers_have(self):
        for chronyc, where in self.ways():
            with self.subTest(chronyc=chronyc, where=where):
                self.assertEqual(ask(chronyc, where, "activity"), (0, [["0"] * 5]))
                self.assertEqual(ask(chronyc, where, "ntpdata"), (0, []))
                self.assertEqual(ask(chronyc, where, "authdata"), (0, []))
                self.assertIn("503 No such source", ask(chronyc, where, "ntpdata", "192.0.2.1", plain=True)[1])
                self.assertIn("505 Facility not enabled", ask(chronyc, where, "smoothing", plain=True)[1])
                self.assertIn("513 RTC driver not running", ask(chronyc, where, "rtcdata", plain=True)[1])

    def test_clients(self):
        for chronyc, where in self.ways():
            with self.subTest(chronyc=chronyc, where=where):
                # Lists are kept for a moment.
                time.sleep(2)
                code, rows = ask(chronyc, where, "clients")
                known = {client["address"]: client for client in self.report("clients")["ntp"]}
                told = {row[0]: row for row in rows if int(row[1])}
                self.assertEqual((code, set(told)), (0, set(known)))
                for address, client in known.items():
                    row = told[address]
                    self.assertEqual(int(row[1]), client["answered"] + client["refused"])
                    self.assertEqual(int(row[2]), client["refused"])
                    self.assertAlmostEqual(int(row[5]), client["secondsSinceLast"], delta=10)
                self.assertEqual([row[0] for row in rows if int(row[6])], ["127.0.0.1"])

    def test_serverstats(self):
        for question in self.each("serverstats"):
            code, rows = question()
            ntp = self.report("status")["ntp"]
            dropped = sum(drop["count"] for drop in ntp["dropped"] if drop["name"] != "unsent")
            self.assertEqual((code, int(rows[0][0]), int(rows[0][1])), (0, ntp["received"], dropped))
            self.assertEqual(ntp["received"], 8)
            self.assertGreater(int(rows[0][2]), 0)

    def test_each_form_of_serverstats_is_told_by_its_length(self):
        """chrony 2.2, 4.0, 4.1 and 4.4 and later."""
        for count, code, form, places in ((48, 14, ">5I", (0, 2)), (60, 22, ">8I", (0, 3)), (72, 24, ">11I", (0, 3)),
                                          (196, 25, ">21Q", (0, 3)), (416, 25, ">21Q", (0, 3))):
            reply = self.exchange(request(54, count))
            self.assertEqual(struct.unpack(">HHH", reply[4:10]), (54, code, 0))
            values = struct.unpack(form, reply[28:])
            self.assertEqual([values[place] for place in places], [8, 0])

    def test_waitsync(self):
        """Just locked, the frequency is known to some parts per million only: one waits, as one does."""
        for question in self.each("waitsync", "120", "0.001", "1", "1"):
            self.assertEqual(question()[0], 0)
        self.assertEqual(ask(CHRONYC, self.network, "waitsync", "1", "0", "0.0000001")[0], 1)

    def test_what_people_read(self):
        code, text = ask(CHRONYC, self.network, "sources", "-v", plain=True)
        self.assertEqual(code, 0)
        self.assertRegex(text, r"(?m)^#\+ GNSS +0 +0 +[0-7]+ +\d+ +\+\d+ms\[ *\+\d+ms\] \+/- +\d+ms$")
        self.assertRegex(text, r"(?m)^#\* PPS +0 +0 +[0-7]+ +\d+ +[+-]\d+ns\[ *[+-]\d+ns\] \+/- +\d+ns$")
        code, text = ask(CHRONYC, self.network, "tracking", plain=True)
        self.assertRegex(text, r"Reference ID    : 4[0-9A-F]{7} \(G(PS|NSS)\)\nStratum         : 1\n")
        self.assertRegex(text, r"Leap status     : Normal")

    def test_what_would_change_something_is_not_authorised(self):
        for chronyc, where in self.ways():
            for change in CHANGES:
                with self.subTest(chronyc=chronyc, where=where, change=change):
                    _, text = ask(chronyc, where, *change.split(), plain=True)
                    self.assertIn("501 Not authorised", text)
        self.assertEqual(self.appliance.status()["state"], "locked")

    def exchange(self, octets, patience=60):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(patience)
            client.sendto(octets, ("127.0.0.1", self.port))
            return client.recv(4096)

    def test_no_reply_is_longer_than_its_request(self):
        arguments, answered = struct.pack(">IIII", 0, 8, 0, 0), 0
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
            client.settimeout(60)
            for count in (0, 1, 19, 27, 28, 29, 32, 48, 60, 72, 75, 76, 83, 84, 104, 196, 284, 416, 423, 424, 519, 520, 1024):
                for command in [*range(0, 80), 255, 65535]:
                    # Slowly enough to be heard.
                    time.sleep(0.002)
                    client.sendto(request(command, count, arguments), ("127.0.0.1", self.port))
                    if count < 28:
                        continue
                    reply = client.recv(4096)
                    answered += 1
                    self.assertLessEqual(len(reply), count)
                    self.assertEqual(reply[4:6], struct.pack(">H", command))
            client.settimeout(1)
            with self.assertRaises(TimeoutError):
                client.recv(4096)
        self.assertGreater(answered, 1000)

    def test_the_file_is_for_its_user_and_group_alone(self):
        self.assertEqual(pathlib.Path(self.path).stat().st_mode & 0o777, 0o660)


class Deaf(unittest.TestCase):
    def test_nothing_is_claimed_before_there_is_a_time(self):
        port = free_port()
        deaf = "board: {kind: linux}\nreceiver: {device: /dev/gnomon-no-such-receiver}\n"
        with Appliance(deaf + f'compatibility: {{chronyc: ["127.0.0.1:{port}"], gpsd: []}}\n') as appliance:
            appliance.wait_for({"unsynchronised", "acquiring", "starting"})
            where = ["-h", "127.0.0.1", "-p", str(port)]
            told = ask(CHRONYC, where, "tracking")[1][0]
            self.assertEqual((told[0], told[2], told[13]), ("00000000", "0", "Not synchronised"))
            self.assertEqual(ask(CHRONYC, where, "waitsync", "1")[0], 1)
            self.assertEqual(ask(CHRONYC, where, "sources")[1],
                             [["#", "?", "GNSS", "0", "0", "0", "4294967295", *["0.000000000"] * 3]])


@needs_namespaces
class Strangers(unittest.TestCase):
    """On a network of its own, whose host has addresses that are not the loopback's."""

    def setUp(self):
        self.host = Namespace()
        self.addCleanup(self.host.close)
        for address in ("10.77.9.1/32", "10.77.9.2/32", "10.77.8.1/32"):
            self.host.run("ip", "address", "add", address, "dev", "lo")
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gnomon-chronyc-")))

    def start(self, allow):
        file = self.folder / "gnomon.yaml"
        file.write_text(
            DEMONSTRATION + f'compatibility: {{chronyc: ["0.0.0.0:323"], gpsd: [], allow: [{allow}]}}\n'
            f'ntp: {{listen: []}}\nmanagement: {{listen: []}}\njournal: {{database: {self.folder}/r.sqlite}}\n'
            f'console: {{socket: {self.folder}/control.sock}}\n')
        logged = Logged(self.host.words(PROGRAM, "run", "--config", file), self.folder / "log")
        self.addCleanup(logged.end, shown=False)
        deadline = time.monotonic() + 60
        while not self.is_answered("127.0.0.1", "127.0.0.1"):
            self.assertLess(time.monotonic(), deadline, (self.folder / "log").read_text())

    def is_answered(self, source, server, patience=2):
        """Whether someone at `source` gets an answer from `server`, within so many seconds."""
        asking = ("import socket,sys\n"
                  f"s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\ns.settimeout({patience})\n"
                  "s.bind((sys.argv[1], 0))\n"
                  "s.connect((sys.argv[2], 323))\n"
                  f"s.send(bytes.fromhex('{request(33, 104).hex()}'))\nsys.exit(len(s.recv(2048)) != 104)")
        words = self.host.words(sys.executable, "-c", asking, source, server)
        return subprocess.run(words, capture_output=True).returncode == 0

    def test_a_stranger_gets_no_answer(self):
        self.start(allow="")
        self.assertFalse(self.is_answered("10.77.9.2", "10.77.9.1"))
        self.assertTrue(self.is_answered("127.0.0.1", "127.0.0.1", patience=60))

    def test_who_is_allowed_gets_one(self):
        self.start(allow='"10.77.9.0/24"')
        self.assertTrue(self.is_answered("10.77.9.2", "10.77.9.1", patience=60))
        self.assertFalse(self.is_answered("10.77.8.1", "10.77.9.1"))


if __name__ == "__main__":
    unittest.main()
