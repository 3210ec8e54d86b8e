# SPDX-License-Identifier: Apache-2.0
"""What becomes of ports as their interfaces come and go, are tagged, or lead to one and the same network."""

import unittest

import linuxptp
from grandmaster import Grandmaster
from network import Network, Star, cable, needs_namespaces, settle

SOFTWARE = "profile: default-e2e, timestamps: software"


def states(grandmaster):
    return [port["state"] for port in grandmaster.report("ptp").get("ports", [])]


@needs_namespaces
class Interfaces(unittest.TestCase):
    def wait_for(self, grandmaster, *wanted):
        grandmaster.wait_for(lambda: states(grandmaster) == list(wanted), wanted)

    def test_a_vlan_is_an_interface(self):
        with Star(1) as star:
            client = star.clients[0]
            for host in (star.server, client):
                host.run("ip", "link", "add", "link", "eth0", "name", "vlan7", "type", "vlan", "id", 7, check=False)
                if "vlan7" not in host.run("ip", "link"):
                    self.skipTest("this kernel has no VLANs")
                host.run("ip", "link", "set", "vlan7", "up")
            port = f"{{interface: vlan7, transport: ethernet, {SOFTWARE}}}"
            with (Grandmaster(star.server, [port]) as grandmaster,
                  linuxptp.Client(client, linuxptp.VERSIONS[-1], interface="vlan7", network_transport="L2") as heard):
                grandmaster.wait_until_locked()
                heard.measure(5)

    def test_an_interface_that_goes_and_comes(self):
        with Star(1) as star:
            client = star.clients[0]
            with Grandmaster(star.server, [f"{{interface: eth0, {SOFTWARE}}}"]) as grandmaster:
                self.wait_for(grandmaster, "master")
                client.run("ip", "link", "set", "eth0", "down")
                self.wait_for(grandmaster, "faulty")
                client.run("ip", "link", "set", "eth0", "up")
                self.wait_for(grandmaster, "master")
                star.server.run("ip", "link", "delete", "eth0")
                self.wait_for(grandmaster, "faulty")
                cable(star.server, "eth0", client, "eth0")
                settle(star.server, "eth0", "02:77:00:00:00:01", "10.77.0.1", "fd77:0::1")
                client.settle()
                self.wait_for(grandmaster, "master")
                with linuxptp.Client(client, linuxptp.VERSIONS[-1]) as heard:
                    heard.measure(3)

    def test_two_ports_on_one_network_are_one_master(self):
        with Network(2) as network:
            server, client = network.hosts
            cable(server, "eth1", network.switch, "second")
            network.switch.run("ip", "link", "set", "second", "master", "bridge")
            network.switch.run("ip", "link", "set", "second", "up")
            settle(server, "eth1", "02:77:00:00:01:01", "10.77.0.101", "fd77:0::101")
            ports = [f"{{interface: {name}, transport: ethernet, {SOFTWARE}}}" for name in ("eth0", "eth1")]
            with Grandmaster(server, ports) as grandmaster:
                self.wait_for(grandmaster, "master", "passive")
                with linuxptp.Client(client, linuxptp.VERSIONS[-1], network_transport="L2") as heard:
                    heard.measure(3)
                server.run("ip", "link", "set", "eth0", "down")
                self.wait_for(grandmaster, "faulty", "master")


if __name__ == "__main__":
    unittest.main()
