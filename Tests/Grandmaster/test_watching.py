# SPDX-License-Identifier: Apache-2.0
"""PTP clocks that are watched: ptp4l of each version is asked by management messages, on its link and at its address, over
UDP and over Ethernet, while the same program serves it as its grandmaster."""

import unittest

import linuxptp
from grandmaster import Grandmaster
from network import Network, needs_namespaces

WATCH = """watch:
- {group: link, everySeconds: 2, thresholdMs: 1, nodes: ['ptp:eth0']}
- {group: one, everySeconds: 2, thresholdMs: 1, nodes: ['ptp:10.77.0.2', 'ptp:10.77.0.9']}
- {group: missing, everySeconds: 2, nodes: ['ptp:eth7']}
- {group: domain, everySeconds: 2, nodes: ['ptp:eth0'], ptpDomain: 5}
"""


@needs_namespaces
class Watching(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.network = cls.enterClassContext(Network(4))
        cls.server, cls.older, cls.newer, cls.alone = cls.network.hosts
        cls.grandmaster = cls.enterClassContext(Grandmaster(
            cls.server, ["{interface: eth0, profile: default-e2e, timestamps: software}"], more=WATCH))
        cls.grandmaster.wait_until_locked()
        cls.first = cls.enterClassContext(linuxptp.Client(cls.older, linuxptp.VERSIONS[0]))
        cls.second = cls.enterClassContext(linuxptp.Client(cls.newer, linuxptp.VERSIONS[-1]))
        # It hears no master on Ethernet.
        cls.third = cls.enterClassContext(linuxptp.Client(cls.alone, linuxptp.VERSIONS[-1], network_transport="L2"))

    def nodes(self, group):
        report = self.grandmaster.report("watch", group)
        return {node["ptp"]["clockIdentity"] if node["ptp"] else node["name"]: node for node in report.get("nodes", [])}

    def until(self, group, wanted, what):
        return self.grandmaster.wait_for(
            lambda: wanted(nodes := self.nodes(group)) and nodes, f"{what}: {self.nodes(group)}")

    def test_all_of_it(self):
        self.check_the_link()
        self.check_the_addresses()
        self.check_who_cannot_be_asked()
        self.check_that_silence_is_told()

    def check_the_link(self):
        followers, alone = {self.older.identity, self.newer.identity}, self.alone.identity
        nodes = self.until("link", lambda nodes: followers | {alone} <= nodes.keys() and all(
            nodes[name]["state"] == "within" and nodes[name]["ptp"]["followsUs"] for name in followers)
            and nodes[alone]["state"] == "unsynchronised", "all three clocks")
        # Nobody else: neither we ourselves nor who answers by two ways.
        self.assertEqual(nodes.keys(), followers | {alone})
        for client, name in ((self.first, self.older.identity), (self.second, self.newer.identity)):
            client.measure(3)
            self.grandmaster.wait_for(lambda: self.is_its_own_word(client, name), f"{name}'s own word")
            node = self.nodes("link")[name]
            self.assertEqual(node["protocol"], "ptp")
            self.assertEqual(node["ptp"]["grandmaster"], self.server.identity)
            self.assertEqual(node["offsetNs"], node["ptp"]["offsetFromMasterNs"])
            self.assertAlmostEqual(node["uncertaintyNs"], node["ptp"]["meanDelayNs"], delta=1)
            self.assertIn("By its own word it follows us", node["text"])
        self.assertIsNone(nodes[alone]["offsetNs"])
        self.assertFalse(nodes[alone]["ptp"]["isFollowing"])
        group = self.grandmaster.wait_for(
            lambda: (group := self.grandmaster.report("watch", "link")["groups"][0])["agreement"] == "within" and group,
            "agreed")
        self.assertEqual({group["worst"]["ahead"], group["worst"]["behind"]}, followers)

    def is_its_own_word(self, client, name):
        """Whether what is told of it is what it printed itself, or rounded from it."""
        told = self.nodes("link").get(name, {}).get("offsetNs")
        return told is not None and any(abs(told - offset) <= 1 for offset, _ in client.offsets)

    def check_the_addresses(self):
        nodes = self.until("one", lambda nodes: nodes.get(self.older.identity, {}).get("state") == "within"
                           and nodes.get("ptp:10.77.0.9", {}).get("state") == "silent", "one by its address")
        self.assertEqual(nodes[self.older.identity]["name"], "ptp:10.77.0.2")
        self.assertIn("No PTP clock has answered there", nodes["ptp:10.77.0.9"]["text"])

    def check_who_cannot_be_asked(self):
        nodes = self.until("missing", lambda nodes: nodes["ptp:eth7"]["state"] == "unresolved", "no such interface")
        self.assertIn("eth7 is not there", nodes["ptp:eth7"]["text"])
        self.until("domain", lambda nodes: nodes["ptp:eth0"]["state"] == "silent", "nobody in another domain")

    def check_that_silence_is_told(self):
        self.network.unplug(self.newer)
        self.until("link", lambda nodes: any(
            node["name"] == self.newer.identity and node["state"] == "silent" for node in nodes.values())
            and nodes.get(self.older.identity, {}).get("state") == "within", "one silent and one within")
        self.network.plug_in(self.newer)
        self.until("link", lambda nodes: nodes.get(self.newer.identity, {}).get("state") == "within", "well again")
        # Its clients have lost nothing by being asked.
        self.assertEqual(self.grandmaster.port["state"], "master")


if __name__ == "__main__":
    unittest.main()
