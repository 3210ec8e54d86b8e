# SPDX-License-Identifier: Apache-2.0
"""One host floods; the polite clients do not notice, and the flood is told."""

import pathlib
import subprocess
import sys
import unittest

import linuxptp
from grandmaster import Grandmaster
from network import Network, needs_namespaces

FLOOD = pathlib.Path(__file__).with_name("flood.py")
sys.path.append(str(FLOOD.parents[1] / "Load" / "Shared"))
from pair import overruns  # noqa: E402


@needs_namespaces
class Limits(unittest.TestCase):
    def test_a_flood_of_one_leaves_the_others_their_replies(self):
        with Network(3) as network:
            server, polite, rude = network.hosts
            port = "{interface: eth0, profile: g8275.2, timestamps: software}"
            with Grandmaster(server, [port]) as grandmaster:
                grandmaster.wait_until_locked()
                options = {**linuxptp.PROFILES["g8275.2"], "logMinDelayReqInterval": -3, "logSyncInterval": -3}
                with linuxptp.Client(polite, linuxptp.VERSIONS[0], [("UDPv4", server.v4)], **options) as client:
                    client.measure(10)
                    lost = overruns(server)
                    flood = subprocess.Popen(
                        rude.words(sys.executable, FLOOD, server.v4, 15, 44), stdout=subprocess.PIPE, text=True)
                    before = self.client(grandmaster, polite)
                    client.measure(60)
                    after = self.client(grandmaster, polite)
                    sent = int(flood.communicate()[0])
                    flooder, lost = self.client(grandmaster, rude), overruns(server) - lost
                    self.assertGreater(after["answered"] - before["answered"], 20)
                    self.assertEqual(after["refused"], before["refused"])
                    self.assertNotIn("timed out", client.said)
        print(f"\n  the flood: {sent} sent, {flooder['answered']} answered, {flooder['refused']} refused, "
              f"{lost} never came so far", end=" ")
        # On a slow machine the kernel has no room for what nobody fetches in time.
        self.assertGreater(flooder["refused"] + lost, sent // 2)
        self.assertGreater(flooder["refused"], flooder["answered"])
        self.assertLess(flooder["answered"], 128 * 20)

    def client(self, grandmaster, host):
        """What the grandmaster knows of a host."""
        clients = grandmaster.report("clients", "ptp")["ptp"]
        found = [client for client in clients if client["address"] == host.v4]
        self.assertEqual(len(found), 1, clients)
        return found[0]


if __name__ == "__main__":
    unittest.main()
