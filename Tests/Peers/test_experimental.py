# SPDX-License-Identifier: Apache-2.0
"""chrony's experimental field 0xF323: chronyd learns the root dispersion by it more finely than a header can say."""

import os
import pathlib
import socket
import struct
import tempfile
import time
import unittest

from appliance import Appliance
from test_ntp_keys import DEMONSTRATION, Chronyd

HOST = "127.0.0.81"
#: What the header's root dispersion counts in.
UNIT = 2 ** -16
FIELD = struct.pack(">HHI", 0xF323, 28, 0xF5BEDD9A) + bytes(20)


class Client(Chronyd):
    host = HOST


@unittest.skipUnless(os.geteuid() == 0, "chronyd's command socket needs its own user")
class Experimental(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(self.enterContext(tempfile.TemporaryDirectory(prefix="gnomon-experimental-")))

    def serve(self, lines):
        appliance = self.enterContext(Appliance(DEMONSTRATION, [HOST], ntp_port=123, ntp_lines=lines))
        appliance.wait_for({"locked"})
        # Just after that its bound may yet be wider than what the header counts in.
        deadline = time.monotonic() + 120
        while (appliance.status().get("errorBoundNs") or 1e9) * 1e-9 > UNIT - 2e-6:
            self.assertLess(time.monotonic(), deadline, "its bound stays wide")
            time.sleep(0.5)
        return appliance

    def dispersion(self, name, number, options):
        client = Client(self.folder, name, number, options, [])
        self.addCleanup(client.end)
        data = client.wait_for(Total_valid_RX="8")
        self.assertGreaterEqual(int(data["Total valid RX"]), 4, data)
        return float(data["Root dispersion"].split()[0])

    def ask(self, request):
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as asker:
            asker.settimeout(60)
            asker.sendto(request, (HOST, 123))
            return asker.recv(2048)

    def test_who_asks_learns_more(self):
        self.serve("  experimental: [f323]\n")
        self.assertGreaterEqual(self.dispersion("plain", 31, ""), UNIT - 1e-6)
        # To a microsecond, as chronyc prints it.
        self.assertLess(self.dispersion("fine", 32, "extfield F323"), UNIT - 1e-6)
        keyed = bytes([0x23]) + bytes(39) + b"12345678"
        reply = self.ask(keyed + FIELD)
        self.assertEqual((len(reply), reply[48:56]), (len(keyed + FIELD), FIELD[:8]))
        self.assertEqual(reply[64:72], reply[32:40])
        self.assertTrue(0 < struct.unpack(">I", reply[60:64])[0] / 2 ** 28 < UNIT)
        self.assertEqual(len(self.ask(keyed)), 48)

    def test_by_default_nobody_is_told(self):
        self.serve("")
        self.assertGreaterEqual(self.dispersion("fine", 33, "extfield F323"), UNIT - 1e-6)
        self.assertEqual(len(self.ask(bytes([0x23]) + bytes(39) + b"12345678" + FIELD)), 48)


if __name__ == "__main__":
    unittest.main(verbosity=2)
