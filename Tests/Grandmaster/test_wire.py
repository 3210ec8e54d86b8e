# SPDX-License-Identifier: Apache-2.0
"""What every profile sends is read by tshark without a complaint, and is of the kinds and at the rates that it promises."""

import collections
import time
import unittest

import linuxptp
from capture import Capture
from grandmaster import Grandmaster
from network import Network, needs_namespaces

SYNC, DELAY_RESPONSE, FOLLOW_UP, ANNOUNCE = 0, 9, 8, 11

# Profile, transport, and Sync and Announce messages a second.
SENDERS = [
    ("default-e2e", "udp4", 1, 0.5), ("default-e2e", "udp6", 1, 0.5), ("default-e2e", "ethernet", 1, 0.5),
    ("default-p2p", "ethernet", 1, 0.5), ("g8275.1", "ethernet", 16, 8), ("802.1as", "ethernet", 8, 1),
    ("enterprise", "udp4", 1, 1), ("power", "ethernet", 1, 1), ("smpte", "udp4", 8, 4),
]


@needs_namespaces
class Wire(unittest.TestCase):
    def test_every_profile_is_read_without_a_complaint(self):
        for profile, transport, syncs, announces in SENDERS:
            with self.subTest(profile, transport=transport):
                self.listen(profile, transport, syncs, announces)

    def listen(self, profile, transport, syncs, announces):
        with Network(2) as network:
            server, listener = network.hosts
            port = f"{{interface: eth0, profile: {profile}, transport: {transport}, timestamps: software}}"
            options = {"network_transport": linuxptp.TRANSPORTS[transport], **linuxptp.PROFILES[profile]}
            with (Grandmaster(server, [port]) as grandmaster,
                  linuxptp.Client(listener, linuxptp.VERSIONS[0], **options) as client):
                grandmaster.wait_until_locked()
                client.measure(3)
                with Capture(listener) as capture:
                    time.sleep(8)
                    capture.end()
                    self.assertEqual(capture.complaints(), [])
                    self.judge(capture, server, syncs, announces)

    def judge(self, capture, server, syncs, announces):
        rows = capture.rows("ptp.v2.messagetype", "ptp.v2.clockidentity")
        ours = [int(kind, 0) for kind, clock in rows if int(clock, 0) == int(server.identity.replace(".", ""), 16)]
        count = collections.Counter(ours)
        # About eight seconds of it: half of what is promised at least, twice at most.
        for kind, rate in ((SYNC, syncs), (FOLLOW_UP, syncs), (ANNOUNCE, announces)):
            self.assertGreaterEqual(count[kind], 4 * rate, f"type {kind}: {count}")
            self.assertLessEqual(count[kind], 20 * rate, f"type {kind}: {count}")


if __name__ == "__main__":
    unittest.main()
