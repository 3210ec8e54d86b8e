# SPDX-License-Identifier: Apache-2.0
"""Other people's clients get time from the demonstration, and refuse it while there is none to give."""

import pathlib
import subprocess
import time
import unittest

import clients
from appliance import Appliance

DEMONSTRATION = "board:\n  kind: simulated\n  seed: 1\n"
#: No receiver will ever be there.
DEAF = "board:\n  kind: linux\nreceiver:\n  device: /dev/gnomon-no-such-receiver\n"

#: The demonstration's truth is this machine's clock at the start, carried on by its monotonic counter; so what a
#: client measures against this machine's clock is the demonstration's error, and the client's own.
#: s; a busy machine lets a client that asks once wait between its stamp and its packet.
LIMIT = 0.02
#: ntpdig asks port 123 only, so the appliance is given that port of an address that nobody else uses.
NTP_HOST = "127.0.0.77"


class BeforeLock(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.appliance = cls.enterClassContext(Appliance(DEAF, [NTP_HOST], ntp_port=123))
        cls.appliance.wait_for({"unsynchronised", "acquiring", "starting"})

    def test_every_client_refuses(self):
        self.assertIsNone(clients.chronyd(NTP_HOST, 123, seconds=6))
        self.assertIsNone(clients.ntpdig(NTP_HOST, seconds=6))
        self.assertIsNone(clients.busybox(NTP_HOST, 123, seconds=6))

    def test_the_clients_were_answered_all_the_same(self):
        """Silence would be refused too; this is about what is said."""
        clients.ntpdig(NTP_HOST, seconds=6)
        self.assertGreater(self.appliance.status()["ntp"]["answered"], 0)

    def test_what_keeps_the_time_is_kept_in_memory(self):
        lines = pathlib.Path(f"/proc/{self.appliance.process.pid}/status").read_text().splitlines()
        locked = next(int(line.split()[1]) for line in lines if line.startswith("VmLck:"))
        code, text = self.appliance.command("status")
        self.assertTrue(locked > 0 or "CAP_IPC_LOCK" in text, f"{locked} kB are locked, and nothing says why not")

    def test_it_is_not_ready_and_says_why(self):
        self.assertEqual(self.appliance.get("/health/live")[0], 200)
        self.assertEqual(self.appliance.get("/health/ready")[0], 503)
        code, text = self.appliance.command("status")
        self.assertEqual(code, 0)
        self.assertIn("receiver's port is not there", text)

    def test_waiting_for_it_ends_with_3(self):
        code, _ = self.appliance.command("status", "--wait", "--timeout", "1")
        self.assertEqual(code, 3)


class Demonstration(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        began = time.monotonic()
        cls.appliance = cls.enterClassContext(Appliance(DEMONSTRATION, [NTP_HOST, "::1"], ntp_port=123))
        cls.status = cls.appliance.wait_for({"locked"}, 90)
        cls.seconds_to_lock = time.monotonic() - began

    def assertTold(self, client, *server):
        offset = clients.nearest(lambda: client(*server), 0, LIMIT)
        self.assertIsNotNone(offset, "the client refused")
        self.assertLess(abs(offset), LIMIT)

    def test_chronyd_gets_the_time(self):
        self.assertTold(clients.chronyd, NTP_HOST, 123)

    def test_chronyd_gets_the_time_over_ipv6(self):
        self.assertTold(clients.chronyd, "::1", 123)

    def test_ntpdig_gets_the_time(self):
        self.assertTold(clients.ntpdig, NTP_HOST)

    def test_busybox_gets_the_time(self):
        self.assertTold(clients.busybox, NTP_HOST, 123)

    def test_it_locks_within_90_seconds(self):
        self.assertLess(self.seconds_to_lock, 90)

    def test_status_says_why_it_is_locked(self):
        status = self.appliance.status()
        self.assertEqual(status["state"], "locked")
        self.assertRegex(status["reason"], r"(?i)pulse")
        self.assertEqual(status["stratum"], 1)
        self.assertEqual(status["ptpClockClass"], 6)
        self.assertIn(status["referenceId"], ("GPS", "GNSS"))
        self.assertLess(abs(status["offsetNs"]), status["errorBoundNs"])
        code, text = self.appliance.command("status", "--wait")
        self.assertEqual(code, 0)
        self.assertIn("locked", text)
        self.assertIn(status["reason"].split(";")[0].split(",")[0][:12], text)

    def test_it_is_ready(self):
        self.assertEqual(self.appliance.get("/health/ready")[0], 200)


if __name__ == "__main__":
    unittest.main()
