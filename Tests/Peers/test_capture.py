# SPDX-License-Identifier: Apache-2.0
"""A capture of a real receiver, played through a pseudo-terminal: the clients see that capture's date and time."""

import calendar
import pathlib
import time
import unittest

import clients
from appliance import Appliance
from receiver import CapturePlayer

CAPTURES = pathlib.Path(__file__).parent.parent / "GNSSTests" / "Captures"

#: s; a busy machine lets a client wait between its stamp and its packet.
EXACT = 0.02

#: file, the UTC of its first whole second
CAPTURED = [
    ("meinberg-gps164.log", (2023, 12, 18, 22, 9, 52)),
    ("ublox-neo-m9n-nmea.log", (2020, 7, 11, 22, 37, 45)),
]


class CapturedReceiver(unittest.TestCase):
    def test_clients_see_the_time_of_the_capture(self):
        for name, first in CAPTURED:
            with self.subTest(capture=name), CapturePlayer((CAPTURES / name).read_bytes()) as player:
                configuration = (
                    "board:\n  kind: linux\npulse:\n  kind: simulated\n"
                    f"receiver:\n  device: {player.path}\n")
                with Appliance(configuration, ["127.0.0.78"], ntp_port=123) as appliance:
                    appliance.wait_for({"locked"})
                    shift = calendar.timegm(first) - player.first_second
                    for ask in (lambda: clients.ntpdig("127.0.0.78"), lambda: clients.chronyd("127.0.0.78", 123)):
                        offset = clients.nearest(ask, shift, EXACT)
                        self.assertIsNotNone(offset, "the client refused")
                        self.assertLess(abs(offset - shift), EXACT)
                    shown = appliance.status()["time"]["utc"]
                    self.assertTrue(shown.startswith("%d-%02d-%02d" % first[:3]), shown)


if __name__ == "__main__":
    unittest.main()
