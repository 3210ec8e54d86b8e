# SPDX-License-Identifier: Apache-2.0
"""The appliance, booted in QEMU, keeps the laboratory's time through what happens to a time server.

Each class is one boot; its tests are the scenes of that boot, in their order. After each scene the published bound has
contained the true error at every second of it. Figures lie in .build-image/figures.
"""

import json
import statistics
import subprocess
import tempfile
import time
import unittest

import leaps
import machine
import ntp
import ntpwire
import ptpclient
from witness import FIGURES, Witness, spread

STEADY = float(machine.os.environ.get("STEADY", "300"))   # seconds of the long watch

SETTINGS = """\
board: {{kind: linux{board}}}
receiver: {{device: {receiver}, baud: 115200}}
pulse: {pulse}
clock: {{{kept}{clock}}}
ntp: {{listen: ["0.0.0.0:123"]}}
management: {{listen: ["0.0.0.0:8080"], tls: false, open: [status, metrics]}}
console: {{socket: /run/gnomon.sock}}
"""

# The emulator brings an edge to its stamp some 10 µs late, more on a busy host: what all stamps share no bound can know
# unless it is told.
LATE = "uncertaintyNs: 30000"
PPS = f"{{kind: pps, device: /dev/pps0, {LATE}}}"
GPIO = f"{{kind: gpio, device: /dev/gpiochip0, line: 1, {LATE}}}"
CARD = f"{{kind: phc, device: /dev/ptp3, channel: 0, pin: 0, {LATE}}}"

SYSTEM_FIRST = 'kind: system, followers: ["/dev/ptp2"]'
CARD_FIRST = 'kind: phc, device: /dev/ptp3, followers: ["system"]'


def settings(pulse=PPS, receiver="/dev/ttyS1", kept=SYSTEM_FIRST, clock="", board=""):
    return SETTINGS.format(pulse=pulse, receiver=receiver, kept=kept, clock=clock, board=board)


class Boot(unittest.TestCase):
    """One machine for the scenes of a class. A class without `options` is no boot."""

    options = None
    laboratory = {}
    kept = "realtime_error_ns"      # the error of the clock whose bound is published

    @classmethod
    def setUpClass(cls):
        if cls.options is None:
            raise unittest.SkipTest("no boot of its own")
        cls.guest = cls.enterClassContext(machine.Machine(laboratory=cls.laboratory, **cls.options))
        cls.witness = Witness(cls.guest, cls.kept)
        cls.addClassCleanup(cls.finish)

    @classmethod
    def finish(cls):
        cls.witness.end()
        if cls.witness.rows:
            cls.witness.keep(cls.__name__)

    def setUp(self):
        self.began = len(self.witness.rows)

    def tearDown(self):
        outside = self.witness.outside_bound(self.witness.rows[self.began:])
        told = [(row["state"], row["error_ns"], row["bound_ns"]) for row in outside[:5]]
        self.assertEqual(len(outside), 0, f"seconds outside the published bound: {told}")

    def limit(self):
        """How far a locked clock may be from the truth: 20 µs, or three times what the pulse's path jitters here."""
        return max(20_000, 3 * self.witness.jitter())

    def watch(self, seconds):
        """All rows of so many seconds, and how far the clock may be from the truth in any of them: the path jitters most
        while all else in the guest starts."""
        before = self.limit()
        rows = self.witness.stay(seconds)
        return rows, max(before, self.limit())

    def lock(self, seconds=180):
        row = self.witness.wait_for_state("locked", seconds=seconds)
        return row["heard"] - self.guest.started

    def settle(self, seconds=180):
        """Waits until the clock is locked and within the limit."""
        return self.witness.wait_for(
            lambda row: row["state"] == "locked" and abs(row["error_ns"]) < self.limit(), seconds, "locked and near")

    def note(self, **figures):
        """Adds figures to what is kept."""
        FIGURES.mkdir(parents=True, exist_ok=True)
        with open(FIGURES / "figures.jsonl", "a") as out:
            print(json.dumps({"boot": type(self).__name__, "scene": self._testMethodName, **figures}), file=out)


class KernelPulse(Boot):
    """The pulse at /dev/pps0, the system's clock disciplined, the card's clock following it."""

    options = {"settings": settings()}

    def test_1_cold_start_to_locked(self):
        self.note(seconds_to_locked=round(self.lock(), 1))
        row = self.settle()
        self.note(seconds_to_limit=round(row["heard"] - self.guest.started, 1))
        self.witness.wait_for(lambda row: row["status"].get("pulse", {}).get("accepted", 0) > 0, 60, "pulses taken")

    def test_2_keeps_time(self):
        self.settle()
        rows, limit = self.watch(STEADY)
        errors = [abs(row["error_ns"]) for row in rows]
        card = [abs(row["phc_error_ns"]) for row in rows]
        self.note(rows=len(rows), jitter_ns=round(self.witness.jitter()), limit_ns=round(limit),
                  worst_ns=max(errors), worst_card_ns=max(card),
                  widest_bound_ns=max(row["bound_ns"] for row in rows))
        self.assertEqual({row["state"] for row in rows}, {"locked"})
        self.assertLess(max(errors), limit)
        self.assertLess(max(card), limit)

    def test_3_answers_over_its_LAN(self):
        # On a busy machine what was said may be heard late.
        self.assertLess(min(self.late() for _ in range(10)), 0.1)

    def late(self):
        """How far an answer is from the truth, by what this machine hears of both."""
        truth = self.guest.next_truth()
        answer = ntp.ask(self.guest.ntp_port)
        self.assertIsNotNone(answer)
        late = answer.transmit - truth["utc"] / 1e9 - (time.monotonic() - truth["heard"])
        self.assertEqual((answer.leap, answer.stratum), (0, 1))
        return abs(late)

    def test_4_pulse_lost(self):
        self.guest.command("pulse off")
        self.witness.wait_for_state("holdover", seconds=60)
        self.witness.stay(30)
        self.guest.command("pulse on")
        self.lock()
        self.settle()

    def test_5_messages_lost(self):
        self.guest.command("messages off")
        rows = self.witness.stay(40)
        self.assertLessEqual({row["state"] for row in rows}, {"locked", "holdover"})
        self.guest.command("messages on")
        self.lock()
        self.settle()

    def test_6_receiver_silent(self):
        for which in ("pulse", "messages"):
            self.guest.command(f"{which} off")
        self.witness.wait_for_state("holdover", seconds=60)
        self.witness.stay(30)
        for which in ("messages", "pulse"):
            self.guest.command(f"{which} on")
        self.lock()
        self.settle()

    def test_7_killed_without_warning(self):
        before = self.witness.wait_for(lambda row: row["status"], 60, "answering")["status"]["uptimeSeconds"]
        self.guest.command("kill gnomon")
        began = time.monotonic()
        self.witness.wait_for(
            lambda row: row["state"] == "locked" and row["status"]["uptimeSeconds"] < before, 180, "locked anew")
        self.note(seconds_to_locked=round(time.monotonic() - began, 1))
        self.assertIsNotNone(ntp.ask(self.guest.ntp_port))


class Disturbed(Boot):
    """Another program sets the system's clock while the appliance keeps it."""

    options = {"settings": settings()}

    def tearDown(self):
        """For the two seconds in which a foreign step may be unnoticed, no bound can know of it."""
        begun, done = self.stepped
        rows = [row for row in self.witness.rows[self.began:] if not begun <= row["heard"] <= done + 2.5]
        outside = self.witness.outside_bound(rows)
        self.assertEqual(len(outside), 0, [(row["state"], row["error_ns"], row["bound_ns"]) for row in outside[:5]])

    def test_step_by_another_program(self):
        self.stepped = 0, 0
        self.lock()
        self.settle()
        begun = time.monotonic()
        self.guest.command("step realtime 0.5")
        done = time.monotonic()
        self.stepped = begun, done
        self.witness.wait_for(lambda row: abs(row["error_ns"]) < 1_000_000, 60, "put right again")
        self.note(seconds_until_right=round(time.monotonic() - done, 1))
        self.settle()


class LinePulse(Boot):
    """The pulse by libgpiod."""

    options = {"settings": settings(pulse=GPIO)}
    laboratory = {"line": 1}

    def test_cold_start_to_locked(self):
        self.note(seconds_to_locked=round(self.lock(), 1))
        self.settle()
        rows = self.witness.stay(60)
        self.note(worst_ns=max(abs(row["error_ns"]) for row in rows))


class CardPulse(Boot):
    """The pulse at a card's pin: the card's clock is disciplined, and the system's follows it."""

    options = {"settings": settings(pulse=CARD, kept=CARD_FIRST)}
    laboratory = {"line": 6, "clock": "/dev/ptp3"}
    kept = "phc_error_ns"

    def test_cold_start_to_locked(self):
        self.note(seconds_to_locked=round(self.lock(), 1))
        self.settle()
        self.witness.wait_for(lambda row: abs(row["realtime_error_ns"]) < self.limit(), 120, "followed by the system's")
        rows, limit = self.watch(60)
        worst, follower = (max(abs(row[name]) for row in rows) for name in ("error_ns", "realtime_error_ns"))
        self.note(worst_card_ns=worst, worst_system_ns=follower, limit_ns=round(limit))
        self.assertEqual({row["state"] for row in rows}, {"locked"})
        self.assertLess(max(worst, follower), limit)


class ModemLine(Boot):
    """The pulse at the serial port's carrier detect. QEMU's ports never move that line, so no edge comes: shown is that
    the kernel gives a PPS device for it, that the messages stay readable, and that nobody claims to be locked."""

    options = {"settings": settings(pulse="{kind: serial, device: /dev/ttyS1}")}

    def test_attached(self):
        row = self.witness.wait_for(
            lambda row: row["status"].get("receiver", {}).get("epochs", 0) > 10, 120, "messages read")
        self.assertRegex(self.guest.console_text(), "pulse's input /dev/ttyS1.* is open")
        self.assertIn(row["state"], ("acquiring", "unsynchronised"))
        self.assertIn("pulse", row["status"]["reason"])


class Hung(Boot):
    """The timing loop hangs while all else runs: nobody is told that the time is right, and the watchdog ends it."""

    options = {"settings": settings(board=", watchdog: /dev/watchdog")}

    def test_watchdog(self):
        self.lock()
        self.settle()
        self.guest.command("hang gnomon timing")
        hung = time.monotonic()
        row = self.witness.wait_for_state("unsynchronised", seconds=60)
        self.assertIn("timing loop", row["status"]["reason"])
        self.assertEqual(ntp.ask(self.guest.ntp_port).leap, 3)
        self.note(seconds_until_told=round(row["heard"] - hung, 1))
        self.guest.process.wait(180)
        self.note(seconds_until_reset=round(time.monotonic() - hung, 1))


class Pulled(Boot):
    """A receiver on a USB adapter is pulled, and plugged again under another number."""

    options = {"settings": settings(receiver="auto"), "usb": True}

    def test_pulled_and_plugged(self):
        self.lock()
        self.settle()
        self.guest.machine_command("device_del", id="receiver")
        self.guest.command("pulse off")
        self.witness.wait_for_state("holdover", seconds=60)
        self.guest.command("pulse on")
        self.guest.machine_command("device_add", driver="usb-serial", id="receiver", chardev="hearer")
        plugged = time.monotonic()
        while self.guest.status().get("receiver", {}).get("port") != "ok":
            self.assertLess(time.monotonic() - plugged, 60, "not taken up again")
            time.sleep(0.05)
        self.note(seconds_until_taken_up=round(time.monotonic() - plugged, 1))
        self.lock()


class LeapSecond(Boot):
    """23:59:60 is inserted at the end of a simulated year."""

    options = {
        "files": {"etc/gnomon/leap-seconds.list": leaps.table((2027, 1))},
        "settings": settings(clock=", leapSecondsFile: /etc/gnomon/leap-seconds.list"),
    }
    laboratory = {"utc": "2026-12-31T23:58:40", "leap_at": "2027-01-01T00:00:00"}

    def test_inserted(self):
        self.lock()
        self.assertEqual(ntp.ask(self.guest.ntp_port).leap, 1)
        after = self.witness.wait_for(
            lambda row: row["status"].get("time", {}).get("leapSecondsTAI") == 38, 120, "37 seconds grown to 38")
        rows = self.witness.stay(20)
        self.assertEqual({row["state"] for row in rows}, {"locked"})
        self.assertLess(max(abs(row["error_ns"]) for row in [after, *rows]), self.limit())


class CardStamps(unittest.TestCase):
    """PTP with the cards' stamps, to a client whose clock is the truth: what it is told of the appliance's clock is what
    that clock shows, as nearly as of linuxptp's master in the same guest."""

    PORT = ("ptp: {ports: [{interface: eth0, profile: default-e2e, transport: ethernet, timestamps: hardware, "
            "logSyncInterval: -1}]}\n")

    def errors(self, settings, laboratory, **options):
        """How wrong the client is told the master's clock, ns, over a minute.

        Without a pulse: while the clock is turned after this laboratory's, by some 5 ppm each second, a client that steers
        nothing sees that too, between its Sync and its Delay_Req.
        """
        laboratory = {"ptp": "on"} | laboratory
        with machine.Machine(settings, laboratory, **ptpclient.options(**options)) as guest:
            witness = Witness(guest)
            witness.wait_for_state("locked", seconds=180)
            witness.wait_for(lambda _: ptpclient.offsets(guest.console_text()), 120, "heard by the client")
            guest.command("pulse off")
            witness.wait_for_state("holdover", seconds=60)
            witness.stay(20)
            guest.cards_truth.clear()
            witness.stay(60)
            witness.end()
            errors = ptpclient.served_errors(guest.console_text(), list(guest.cards_truth))
        self.assertGreater(len(errors), 30)
        return errors

    def test_client_against_truth(self):
        # Its master serves the card's own clock, which nobody steers.
        theirs = self.errors(settings(), {"clock": "/dev/ptp0", "oscillator_ppm": 0}, with_master=True)
        ours = self.errors(settings() + self.PORT, {})
        medians = [statistics.median(abs(error) for error in errors) for errors in (ours, theirs)]
        Boot.note(self, median_ns=round(medians[0]), ptp4l_median_ns=round(medians[1]), rows=len(ours))
        self.assertLess(medians[0], max(1_000, 1.5 * medians[1]))


class NTPStamps(unittest.TestCase):
    """NTP over a card that stamps what leaves (QEMU's stamp nothing of UDP that arrives): the transmit timestamps of the
    interleaved mode are worth no less than by the kernel's stamps, and it is told who stamps."""

    def measured(self, stamper):
        """The spread of what departures are wrong by, ns, and the status at the end."""
        service = f'ntp: {{listen: ["0.0.0.0:123"], timestamps: {stamper}, limit: {{mode: off}}}}'
        configured = settings().replace('ntp: {listen: ["0.0.0.0:123"]}', service)
        with machine.Machine(configured, dumped=True) as guest:
            witness = Witness(guest)
            witness.wait_for_state("locked", seconds=180)
            # Without a pulse the clock is not turned while it is looked at.
            guest.command("pulse off")
            witness.wait_for_state("holdover", seconds=60)
            witness.stay(20)
            client, began = ntpwire.Interleaved(guest.ntp_port), len(guest.truths)
            client.ask_for(60)
            witness.stay(2)
            status = witness.wait_for(lambda row: row["status"], 60, "answering")["status"]["ntp"]
            witness.end()
            errors = ntpwire.errors(client.departures, ntpwire.seen(guest.dump), guest.truths[began - 1:])
        self.assertGreater(len(errors), 60)
        return spread(errors), status

    def test_departures_by_the_card(self):
        theirs, plain = self.measured("kernel")
        ours, status = self.measured("hardware")
        row = next(row for row in status["stamping"] if row["interface"] == "eth0")
        late = {one["stamper"]: one["medianNs"] for one in status["transmitErrors"]}
        Boot.note(self, card_spread_ns=round(ours), kernel_spread_ns=round(theirs), late_ns=late, stamping=row)
        self.assertEqual((row["arrivals"], row["departures"]), ("kernel", "card"), row)
        self.assertGreater(row["departuresByCard"], 60)
        self.assertLess(row["refused"], row["departuresByCard"] / 10)
        self.assertEqual({row["departures"] for row in plain["stamping"]}, {"kernel"})
        self.assertGreaterEqual(set(late), {"kernel", "card"})
        self.assertLess(ours, max(1_000, 1.5 * theirs))


class Restarted(unittest.TestCase):
    """What was learned outlasts a restart of the machine, and is marked as unsure until it is confirmed."""

    def test_restart(self):
        with tempfile.TemporaryDirectory() as folder:
            disk = f"{folder}/state"
            subprocess.run(["mke2fs", "-q", "-t", "ext4", disk, "16M"], check=True)
            kept = settings(clock=", stateFile: /var/lib/gnomon/last-known-time")
            with machine.Machine(kept, state=disk) as guest:
                witness = Witness(guest)
                witness.wait_for_state("locked", seconds=180)
                truth = witness.stay(20)[-1]["truth"]
                guest.reboot()
                guest.process.wait(120)
                witness.end()
            utc = truth["utc"] // 1_000_000_000 + 30
            start = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(utc))
            silent = {"utc": start, "phase": 0.3, "pulse": "off", "messages": "off"}
            with machine.Machine(kept, silent, state=disk) as guest:
                witness = Witness(guest)
                row = witness.wait_for(lambda row: row["status"], 120, "answering")
                self.assertNotEqual(row["state"], "locked")
                for which in ("messages", "pulse"):
                    guest.command(f"{which} on")
                witness.wait_for_state("locked", seconds=180)
                self.assertEqual(len(witness.outside_bound()), 0)
                witness.end()


if __name__ == "__main__":
    unittest.main(verbosity=2)
