# SPDX-License-Identifier: Apache-2.0
"""gpsd's own clients see the receiver through the appliance as they would through gpsd, and what they are told agrees with
what the appliance says of itself."""

import json
import pathlib
import re
import shutil
import socket
import subprocess
import time
import unittest

from appliance import Appliance
from gpsd_clients import Dialogue, gpspipe, reports, screen
from processes import free_port
from receiver import CapturePlayer

CAPTURES = pathlib.Path(__file__).parent.parent / "GNSSTests" / "Captures"
READINGS = pathlib.Path(__file__).parent.parent / "CompatibilityTests" / "GPSD" / "Readings"
#: Debian's Python, whose module `gps` is gpsd's own.
PYTHON = "/usr/bin/python3"


def configuration(board, port):
    return f"{board}compatibility: {{chronyc: [], gpsd: [\"127.0.0.1:{port}\"]}}\n"


@unittest.skipUnless(shutil.which("cgps") and shutil.which("tmux"), "gpsd-clients or tmux is not installed")
class Demonstration(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.port = free_port(socket.SOCK_STREAM)
        cls.address = f"127.0.0.1:{cls.port}"
        cls.appliance = cls.enterClassContext(
            Appliance(configuration("board: {kind: simulated, seed: 1}\n", cls.port)))
        cls.appliance.wait_for({"locked"}, 120)

    def asked(self, command):
        code, text = self.appliance.command(command, "--json")
        self.assertEqual(code, 0, text)
        return json.loads(text)

    def test_the_version_comes_first_and_gpspipe_takes_it(self):
        version = reports(self.address, lines=3)[0]
        self.assertEqual((version["class"], version["proto_major"], version["proto_minor"]), ("VERSION", 3, 14))

    def test_the_fix_is_what_status_says(self):
        tpv = [it for it in reports(self.address, lines=12) if it["class"] == "TPV"][-1]
        status = self.asked("status")
        receiver = status["receiver"]
        self.assertEqual(tpv["device"], receiver["device"])
        self.assertEqual({"none": 1, "2d": 2, "3d": 3, "time": 3}[receiver["fix"]], tpv["mode"])
        self.assertEqual(tpv["leapseconds"], status["time"]["leapSecondsTAI"] - 19)
        # Told within the last seconds, by the receiver's clock and by ours.
        told, now = (time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S") for text in (tpv["time"], status["time"]["utc"]))
        self.assertLess(abs(time.mktime(now) - time.mktime(told)), 60)
        self.assertAlmostEqual(tpv["altHAE"] - tpv["altMSL"], tpv["geoidSep"], places=2)

    def test_the_sky_is_what_satellites_says(self):
        sky = [it for it in reports(self.address, lines=12) if it["class"] == "SKY" and "satellites" in it][-1]
        told = {(it["gnssid"], it["svid"]): it for it in sky["satellites"]}
        self.assertEqual((sky["nSat"], sky["uSat"]), (len(told), sum(it["used"] for it in told.values())))
        numbers = {"gps": 0, "sbas": 1, "galileo": 2, "beidou": 3, "qzss": 5, "glonass": 6, "navic": 7}
        shown = {(numbers[it["constellation"]], it["number"]): it for it in self.asked("satellites")["satellites"]}
        # One may have risen or set in the seconds between.
        both = told.keys() & shown.keys()
        self.assertGreater(len(both), 20)
        self.assertGreaterEqual(len(both), max(len(told), len(shown)) - 2)
        for key in both:
            self.assertLessEqual(abs(told[key]["el"] - shown[key]["elevationDegrees"]), 1)
            turned = abs(told[key]["az"] - shown[key]["azimuthDegrees"]) % 360
            # Near the zenith a small move turns far.
            if shown[key]["elevationDegrees"] < 75:
                self.assertLessEqual(min(turned, 360 - turned), 3)
            self.assertLessEqual(abs(told[key].get("ss", 0) - (shown[key]["carrierToNoise"] or 0)), 6)

    def test_the_pulse_and_the_time_that_is_heard(self):
        before = self.asked("status")
        with Dialogue(self.port) as dialogue:
            dialogue.say('?WATCH={"enable":true,"json":true,"pps":true};')
            pps = dialogue.hear("PPS")
            late = self.heard_late(dialogue)
        self.assertEqual(pps["real_nsec"], 0)
        offset = (pps["clock_sec"] - pps["real_sec"]) * 10**9 + pps["clock_nsec"]
        # Not long after the lock the bound still shrinks.
        bound = max(before["errorBoundNs"], self.asked("status")["errorBoundNs"])
        self.assertLess(abs(offset), bound + 1000)
        self.assertLess(abs(pps["qErr"]), 30_000)
        self.assertLess(pps["precision"], -15)
        self.assertTrue(0.02 < late < 0.5, late)

    def heard_late(self, dialogue):
        """How long after its second a message was heard: on a busy machine one may be heard late, but not each."""
        for _ in range(60):
            toff = dialogue.hear("TOFF")
            late = toff["clock_sec"] - toff["real_sec"] + (toff["clock_nsec"] - toff["real_nsec"]) * 1e-9
            if late < 0.5:
                break
        return late

    def test_sentences_and_what_comes_raw(self):
        lines = [line for line in gpspipe(self.address, "-r", lines=60) if line.startswith("$")]
        kinds = {line[3:6] for line in lines}
        self.assertTrue({"RMC", "GGA", "GSA", "GSV", "ZDA"} <= kinds, kinds)
        for line in lines[:-1]:
            body, _, checksum = line[1:].partition("*")
            sum_ = 0
            for octet in body.encode():
                sum_ ^= octet
            self.assertEqual(f"{sum_:02X}", checksum)
        raw = subprocess.run(["gpspipe", "-R", "-n", "20", "-x", "10", self.address], capture_output=True, timeout=60)
        self.assertIn(b"\xb5\x62\x01\x07", raw.stdout)

    def test_cgps_shows_the_fix(self):
        shown = screen(["cgps", "-s", self.address], r"Latitude:\s+\d.*Longitude:\s+\d.*3D FIX.*Used +\d")
        status = self.asked("status")
        self.assertRegex(shown, r"3D FIX")
        self.assertRegex(shown, r"Latitude:\s+52\.51860000 N")
        self.assertRegex(shown, r"Longitude:\s+13\.37630000 E")
        self.assertRegex(shown, r"Time:\s+%s" % status["time"]["utc"][:10])
        used = re.findall(r"Used +(\d+)", shown)
        self.assertLessEqual(abs(int(used[-1]) - status["receiver"]["satellitesUsed"]), 2)

    def test_gpsmon_knows_the_receiver(self):
        shown = screen(["env", "TERM=xterm", "gpsmon", self.address], r"u-blox>.*NAV-SAT.*PPS: +[-0-9]")
        self.assertIn("u-blox", shown)

    def test_gpxlogger_writes_points(self):
        log = subprocess.Popen(["gpxlogger", "-i", "1", self.address], stdout=subprocess.PIPE, text=True)
        try:
            for line in log.stdout:
                if "<trkpt" in line:
                    break
            self.assertIn('lat="52.518600000" lon="13.376300000"', line)
        finally:
            log.kill()
            log.wait()
            log.stdout.close()

    @unittest.skipIf(
        subprocess.run([PYTHON, "-c", "import gps"], capture_output=True).returncode, "no module gps for Debian's Python")
    def test_the_python_module_reads_it(self):
        program = (
            "import gps\n"
            f"session = gps.gps(host='127.0.0.1', port='{self.port}', mode=gps.WATCH_ENABLE | gps.WATCH_JSON)\n"
            "for report in session:\n"
            "    if report['class'] == 'TPV':\n"
            "        print(session.fix.mode, session.fix.latitude, session.fix.longitude)\n"
            "        break\n")
        done = subprocess.run([PYTHON, "-c", program], capture_output=True, text=True, timeout=60)
        self.assertEqual(done.stdout.split(), ["3", "52.5186", "13.3763"], done.stderr)

    def test_poll_gives_the_last_fix(self):
        with Dialogue(self.port) as dialogue:
            dialogue.say('?WATCH={"enable":true,"json":true};')
            tpv = dialogue.hear("TPV")
            dialogue.say("?POLL;")
            poll = dialogue.hear("POLL")
        self.assertEqual((poll["active"], poll["tpv"][0]["lat"]), (1, tpv["lat"]))
        self.assertGreater(len(poll["sky"][0]["satellites"]), 10)

    def test_nothing_can_be_changed_and_nonsense_is_told(self):
        with Dialogue(self.port) as dialogue:
            dialogue.say('?DEVICE={"bps":4800};?NONSENSE;?WATCH={"raw":7};')
            self.assertIn("can't change", dialogue.hear("ERROR")["message"].lower())
            self.assertIn("NONSENSE", dialogue.hear("ERROR")["message"])
            self.assertIn("raw", dialogue.hear("ERROR")["message"])
            dialogue.say("?" + "A" * 5000)
            self.assertIsNone(dialogue.hear("NONE"), "it was not hung up on")

    def test_who_does_not_read_hurts_nobody(self):
        with Dialogue(self.port) as sleeper:
            sleeper.say('?WATCH={"enable":true,"json":true,"raw":2};')
            for _ in range(3):
                self.assertTrue(reports(self.address, lines=5))
        self.assertIsNone(self.appliance.process.poll())

    def test_streams_show_what_is_heard(self):
        for what, expected in (("ubx", r"^NAV-PVT 92 "), ("pulses", r"stamp .*offset [+−]")):
            with socket.socket(socket.AF_UNIX) as control:
                control.settimeout(60)
                control.connect(str(self.appliance.control))
                control.sendall(json.dumps({"command": f"stream {what}", "columns": 80}).encode() + b"\n")
                answers = control.makefile()
                texts = [json.loads(answers.readline())["text"] for _ in range(12 if what == "ubx" else 2)]
                self.assertTrue(any(re.search(expected, text) for text in texts), texts)


@unittest.skipUnless(shutil.which("gpspipe"), "the package gpsd-clients is not installed")
class NoAntenna(unittest.TestCase):
    def test_without_its_antenna_the_receiver_has_no_fix(self):
        port = free_port(socket.SOCK_STREAM)
        with Appliance(configuration("board: {kind: simulated, seed: 1}\n", port)) as appliance:
            appliance.wait_for({"locked"}, 120)
            with Dialogue(port) as dialogue:
                dialogue.say('?WATCH={"enable":true,"json":true};')
                self.assertEqual(dialogue.hear("TPV")["mode"], 3)
                self.assertEqual(appliance.command("scene", "antenna-off")[0], 0)
                deadline = time.monotonic() + 120
                tpv = dialogue.hear("TPV")
                while tpv["mode"] != 1 and time.monotonic() < deadline:
                    tpv = dialogue.hear("TPV")
                self.assertEqual(tpv["mode"], 1)
                self.assertNotIn("lat", tpv)
                self.assertEqual(dialogue.hear("SKY").get("uSat", 0), 0)
                while appliance.status()["receiver"]["fix"] != "none" and time.monotonic() < deadline:
                    time.sleep(0.2)
                self.assertEqual(appliance.status()["receiver"]["fix"], "none")


class Capture(unittest.TestCase):
    """A real receiver's octets, through a serial line and the whole appliance, against gpsd's own reading of them."""

    def test_a_capture_is_read_as_gpsd_reads_it(self):
        name = "ublox-neo-m9n-nmea"
        readings = {}
        for line in (READINGS / f"{name}.txt").read_text().splitlines():
            when, members, _ = line.split("\t")
            readings[when] = json.loads("{" + members + "}")
        port, compared = free_port(socket.SOCK_STREAM), 0
        with CapturePlayer((CAPTURES / f"{name}.log").read_bytes()) as player:
            board = f"board: {{kind: linux}}\npulse: {{kind: simulated}}\nreceiver: {{device: {player.path}}}\n"
            with Appliance(configuration(board, port)) as appliance:
                appliance.wait_for({"starting", "acquiring", "locked", "unsynchronised"}, 60)
                with Dialogue(port) as dialogue:
                    dialogue.say('?WATCH={"enable":true,"json":true};')
                    while compared < 10:
                        tpv = dialogue.hear("TPV")
                        self.assertIsNotNone(tpv)
                        if tpv.get("time") not in readings:
                            continue
                        for member, value in readings[tpv["time"]].items():
                            self.assertAlmostEqual(tpv[member], value, places=6, msg=f"{member} of {tpv['time']}")
                        compared += 1


if __name__ == "__main__":
    unittest.main()
