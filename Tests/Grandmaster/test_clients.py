# SPDX-License-Identifier: Apache-2.0
"""ptp4l of each version as a client of each profile, software stamps at both ends: one appliance with one port for each,
all at once, each with a cable of its own. The clients run free and never touch the clock: what they measure is their
machine's clock against the demonstration, whose truth that clock was at the start."""

import contextlib
import statistics
import unittest

import linuxptp
from grandmaster import Grandmaster
from network import Star, needs_namespaces

# Between two programs on one busy machine, stamped by its kernel. Nanoseconds.
TENS_OF_MICROSECONDS = 100_000

# What it is called, our port, the client's transport, its profile, and whether it negotiates.
WAYS = [
    ("default E2E over UDP/IPv4", "default-e2e", "udp4", False),
    ("default E2E over UDP/IPv6", "default-e2e", "udp6", False),
    ("default E2E over Ethernet", "default-e2e", "ethernet", False),
    ("default P2P over Ethernet", "default-p2p", "ethernet", False),
    ("default P2P over UDP/IPv4", "default-p2p", "udp4", False),
    ("unicast by negotiation over UDP/IPv4", "default-e2e", "udp4", True),
    ("unicast by negotiation over UDP/IPv6", "default-e2e", "udp6", True),
    ("G.8275.1", "g8275.1", "ethernet", False),
    ("G.8275.2", "g8275.2", "udp4", True),
    ("IEEE 802.1AS", "802.1as", "ethernet", False),
    ("enterprise", "enterprise", "udp4", False),
    ("power", "power", "ethernet", False),
    ("SMPTE ST 2059-2", "smpte", "udp4", False),
]


IDENTITY = "027700.fffe.000001"
COMPLAINTS = ("timed out", "bad message", "not using PTP timescale", "multiple", "FAULT")


@needs_namespaces
class Clients(unittest.TestCase):
    def test_every_profile_serves_both_versions(self):
        ways = [(folder, *way) for way in WAYS for folder in linuxptp.VERSIONS]
        with Star(len(ways)) as star:
            # Not every ptp4l knows the power profile's own domain, 254.
            ports = [f"{{interface: eth{link}, profile: {profile}, transport: {transport}, timestamps: software"
                     f"{', domain: 100' if profile == 'power' else ''}}}" for link, (_, _, profile, transport, _) in enumerate(ways)]
            with Grandmaster(star.server, ports) as grandmaster, contextlib.ExitStack() as stack:
                grandmaster.wait_until_locked()
                clients = [stack.enter_context(self.client(host, *way)) for host, way in zip(star.clients, ways)]
                for client, (folder, name, *_) in zip(clients, ways):
                    with self.subTest(name, version=linuxptp.version(folder)):
                        self.judge(client, name, linuxptp.version(folder))
                self.assertEqual({port["state"] for port in grandmaster.report("ptp")["ports"]}, {"master"})

    def client(self, host, folder, _, profile, transport, negotiates):
        way = linuxptp.TRANSPORTS[transport]
        server = (host.v6 if transport == "udp6" else host.v4).removesuffix("2") + "1"
        return linuxptp.Client(host, folder, [(way, server)] if negotiates else [],
                               **{"network_transport": way, **linuxptp.PROFILES[profile]})

    def judge(self, client, name, version):
        client.wait_for(lambda: len(client.offsets) >= 16, "16 offsets")
        measured = client.offsets[4:]
        offset = statistics.median(offset for offset, _ in measured)
        spread = statistics.pstdev(offset for offset, _ in measured)
        path = statistics.median(delay for _, delay in measured)
        print(f"\n  {name:38} {version:6} {client.state}: median offset {offset:7.0f} ns, scatter {spread:6.0f} ns, "
              f"path {path:6.0f} ns", end="")
        self.assertIn(client.state, ("UNCALIBRATED", "SLAVE"))
        self.assertLess(abs(offset), TENS_OF_MICROSECONDS)
        self.assertIn(f"best master clock {IDENTITY}", client.said)
        for complaint in COMPLAINTS:
            self.assertNotIn(complaint, client.said)


if __name__ == "__main__":
    unittest.main()
