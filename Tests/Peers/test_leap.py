# SPDX-License-Identifier: Apache-2.0
"""The leap second of 2016, once more: true and smeared time side by side, as other people's client measures them."""

import calendar
import concurrent.futures
import os
import socket
import struct
import time
import unittest

import clients
from appliance import Appliance

#: A minute and a half to lock in, then the end of the month.
START = "2016-12-31T23:57:30Z"
LEAP = calendar.timegm((2017, 1, 1, 0, 0, 0))
CONFIGURATION = f'board: {{kind: simulated, seed: 1, start: "{START}"}}\n'
TRUE, SMEARED = "127.0.0.81", "127.0.0.82"
#: Seconds from 1900 to 1970.
EPOCH = 2_208_988_800


class Smearing(Appliance):
    def __init__(self):
        super().__init__(CONFIGURATION, [TRUE])
        text = self.configuration.read_text()
        smear = f'  smear: {{listen: ["{SMEARED}:{self.ntp_port}"], shape: linear, hours: 24}}\n'
        self.configuration.write_text(text.replace("ntp:\n", "ntp:\n" + smear, 1))


def ask(host, port):
    """The leap indicator, the stratum, the reference id and the transmit time (Unix) of a reply, and when it came."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as client:
        client.settimeout(60)
        client.connect((host, port))
        client.send(bytes([0x23]) + bytes(39) + os.urandom(8))
        reply, now = client.recv(512), time.monotonic()
    seconds, fraction = struct.unpack(">II", reply[40:48])
    return reply[0] >> 6, reply[1], reply[12:16], seconds - EPOCH + fraction / 2**32, now


def soonest(host, port):
    """Of twenty replies the one that was on its way for the shortest time: on a busy machine whoever asks may have to wait
    before it sees what has come."""
    return min((ask(host, port) for _ in range(20)), key=lambda reply: reply[4] - reply[3])


class Leap(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.appliance = cls.enterClassContext(Smearing())
        cls.appliance.wait_for({"locked"}, 90)

    def measure(self):
        """chronyd's two offsets (server − this machine), taken at once."""
        with concurrent.futures.ThreadPoolExecutor() as pool:
            hosts = (TRUE, SMEARED)
            true, smeared = pool.map(lambda host: clients.chronyd(host, self.appliance.ntp_port), hosts)
        self.assertIsNotNone(true, "chronyd refused the true time")
        self.assertIsNotNone(smeared, "chronyd refused the smeared time")
        return true, smeared

    def wait_until(self, unix):
        """By the smeared clock, which has no leap second to wait for."""
        for _ in range(3000):
            if ask(SMEARED, self.appliance.ntp_port)[3] >= unix:
                return
            time.sleep(0.1)
        self.fail("the time does not pass")

    def test_both_are_followed_through_it(self):
        port = self.appliance.ntp_port
        deadline = time.monotonic() + 60
        while (reply := ask(TRUE, port))[:2] != (1, 1):
            self.assertLess(time.monotonic(), deadline, f"an inserted second is not announced: {reply}")
            time.sleep(0.2)
        reference = reply[2]
        self.assertIn(reference, (b"GPS\0", b"GNSS"))
        leap, stratum, reference, first, began = soonest(SMEARED, port)
        self.assertEqual((leap, stratum, reference[0]), (0, 1, 254))
        status = self.appliance.status()["ntp"]["smear"]
        self.assertTrue(status["underWay"])
        self.assertAlmostEqual(status["offsetNs"] / 1e9, -0.5, delta=0.003)
        before = self.measure()
        self.assertAlmostEqual(before[1] - before[0], -0.5, delta=0.005)

        self.wait_until(LEAP + 3)
        after = self.measure()
        self.assertAlmostEqual(after[1] - after[0], 0.5, delta=0.005)
        # The true time was set back by a second; the smeared one went on, 11.6 ppm slow.
        self.assertAlmostEqual(after[0] - before[0], -1, delta=0.005)
        self.assertAlmostEqual(after[1] - before[1], 0, delta=0.005)
        leap, _, reference, last, ended = soonest(SMEARED, port)
        self.assertEqual((leap, reference[0]), (0, 254))
        self.assertAlmostEqual((last - first) - (ended - began), -11.57e-6 * (ended - began), delta=0.002)
        self.assertEqual(ask(TRUE, port)[0], 0, "it is announced no more")
        self.assertEqual(self.appliance.status()["time"]["leapSecondsTAI"], 37)


if __name__ == "__main__":
    unittest.main()
