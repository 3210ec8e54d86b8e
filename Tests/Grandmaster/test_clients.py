# SPDX-License-Identifier: Apache-2.0
"""ptp4l of each version as a client of each profile, over Ethernet between namespaces, software stamps at both ends. It
runs free and never touches the clock: what it measures is its machine's clock against the demonstration, whose truth that
clock was at the start."""

import statistics
import unittest

import linuxptp
from grandmaster import Grandmaster
from network import Network, needs_namespaces

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


@needs_namespaces
class Clients(unittest.TestCase):
    def measure(self, profile, transport, negotiates):
        """One grandmaster, and one client of each version, one after another."""
        with Network(1 + len(linuxptp.VERSIONS)) as network:
            server, *clients = network.hosts
            port = f"{{interface: eth0, profile: {profile}, transport: {transport}, timestamps: software}}"
            with Grandmaster(server, [port]) as grandmaster:
                grandmaster.wait_until_locked()
                for host, folder in zip(clients, linuxptp.VERSIONS):
                    self.measure_with(grandmaster, host, folder, profile, transport, negotiates)

    def measure_with(self, grandmaster, host, folder, profile, transport, negotiates):
        options = {"network_transport": linuxptp.TRANSPORTS[transport], **linuxptp.PROFILES[profile]}
        address = grandmaster.host.v6 if transport == "udp6" else grandmaster.host.v4
        masters = [(linuxptp.TRANSPORTS[transport], address)] if negotiates else []
        with linuxptp.Client(host, folder, masters, **options) as client:
            measured = client.measure(20)[4:]
            offsets = [offset for offset, _ in measured]
            print(f"\n  {linuxptp.version(folder)}: {client.state}, median offset {statistics.median(offsets):.0f} ns, "
                  f"path {statistics.median(delay for _, delay in measured):.0f} ns", end=" ")
            self.assertIn(client.state, ("UNCALIBRATED", "SLAVE"))
            self.assertLess(abs(statistics.median(offsets)), TENS_OF_MICROSECONDS)
            self.assertIn(f"best master clock {grandmaster.host.identity}", client.said)
            for complaint in ("timed out", "bad message", "not using PTP timescale", "running in a temporal vortex"):
                self.assertNotIn(complaint, client.said)


def way(name, *arguments):
    def test(self):
        self.measure(*arguments)
    test.__doc__ = f"A client finds the time by {name}."
    return test


for name, *arguments in WAYS:
    setattr(Clients, "test_" + "".join(c if c.isalnum() else "_" for c in name.lower()), way(name, *arguments))

if __name__ == "__main__":
    unittest.main()
