# SPDX-License-Identifier: Apache-2.0
"""pmc of each version, over UDP and over the UNIX socket, against what `gnomon` itself tells."""

import unittest

import linuxptp
from grandmaster import Grandmaster
from linuxptp import values
from network import Network, needs_namespaces

# What is asked, and what must be in the answer.
ASKED = {
    "DEFAULT_DATA_SET": {"twoStepFlag": "1", "slaveOnly": "0", "numberPorts": "1", "priority1": "128",
                         "clockClass": "6", "priority2": "128", "domainNumber": "0"},
    "CURRENT_DATA_SET": {"stepsRemoved": "0", "offsetFromMaster": "0.0", "meanPathDelay": "0.0"},
    "PARENT_DATA_SET": {"grandmasterPriority1": "128", "gm.ClockClass": "6", "grandmasterPriority2": "128"},
    "TIME_PROPERTIES_DATA_SET": {"currentUtcOffset": "37", "leap61": "0", "leap59": "0", "currentUtcOffsetValid": "1",
                                 "ptpTimescale": "1", "timeTraceable": "1", "frequencyTraceable": "1",
                                 "timeSource": "0x20"},
    "PORT_DATA_SET": {"portState": "MASTER", "logMinDelayReqInterval": "0", "logAnnounceInterval": "1",
                      "logSyncInterval": "0", "delayMechanism": "1"},
    "CLOCK_DESCRIPTION": {"protocolAddress": "1 10.77.0.1", "physicalAddress": "02:77:00:00:00:01"},
    "USER_DESCRIPTION": {},
    "TRACEABILITY_PROPERTIES": {"timeTraceable": "1", "frequencyTraceable": "1"},
    "PRIORITY1": {"priority1": "128"},
    "PRIORITY2": {"priority2": "128"},
    "DOMAIN": {"domainNumber": "0"},
    "VERSION_NUMBER": {},
    "TIME_STATUS_NP": {"master_offset": "0", "gmPresent": "false"},
    "GRANDMASTER_SETTINGS_NP": {"clockClass": "6", "currentUtcOffset": "37", "timeSource": "0x20"},
    "PORT_PROPERTIES_NP": {"portState": "MASTER", "timestamping": "SOFTWARE", "interface": "eth0"},
    "PORT_STATS_NP": {},
    "PORT_HWCLOCK_NP": {},
}


@needs_namespaces
class Management(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.network = cls.enterClassContext(Network(2))
        cls.server, cls.asker = cls.network.hosts
        cls.grandmaster = cls.enterClassContext(Grandmaster(
            cls.server, ["{interface: eth0, profile: default-e2e, timestamps: software}"]))
        cls.grandmaster.wait_until_locked()
        cls.grandmaster.wait_for(lambda: cls.grandmaster.port.get("state") == "master", "master")

    def ask(self, folder, command, over_network):
        if over_network:
            return linuxptp.pmc(self.asker, folder, command)
        return linuxptp.pmc(self.server, folder, command, socket=self.grandmaster.uds)

    def test_every_get_is_answered_with_the_right_values(self):
        for folder in linuxptp.VERSIONS:
            for over_network in (False, True):
                for name, wanted in ASKED.items():
                    # The older pmc does not know the one of the card's clock; the newer asks for it at the socket alone.
                    if name == "PORT_HWCLOCK_NP" and (over_network or linuxptp.version(folder) == "3.1.1"):
                        continue
                    with self.subTest(name, version=linuxptp.version(folder), network=over_network):
                        self.check(folder, name, wanted, over_network)

    def check(self, folder, name, wanted, over_network):
        said = self.ask(folder, f"GET {name}", over_network)
        self.assertIn(f"RESPONSE MANAGEMENT {name}", said)
        self.assertIn(self.server.identity, said)
        found = values(said)
        for field, value in wanted.items():
            self.assertEqual(found.get(field), value, f"{field} in:\n{said}")

    def test_a_set_is_refused_unless_the_configuration_allows_it(self):
        for folder in linuxptp.VERSIONS:
            said = self.ask(folder, "SET PRIORITY1 1", over_network=True)
            self.assertIn("MANAGEMENT_ERROR_STATUS", said)
            self.assertEqual(values(self.ask(folder, "GET PRIORITY1", False))["priority1"], "128")

    def test_a_client_that_is_asked_tells_its_offset_and_state(self):
        with linuxptp.Client(self.asker, linuxptp.VERSIONS[-1]) as client:
            client.measure(3)
            told = self.grandmaster.wait_for(
                lambda: (told := self.told()) and told["state"] == "uncalibrated" and told, "a client with an offset")
            measured = [offset for offset, _ in client.offsets]
            # Some of the offsets that it printed itself, or rounded from it.
            self.assertTrue(any(abs(told["offsetNs"] - offset) <= 1 for offset in measured), (told, measured))

    def told(self):
        """What a client told of itself when it was asked; None before it did."""
        clients = self.grandmaster.report("clients", "ptp")["ptp"]
        return next((client for client in clients if client["offsetNs"] is not None), None)

    def test_counts_of_messages_grow(self):
        folder = linuxptp.VERSIONS[-1]
        first = values(self.ask(folder, "GET PORT_STATS_NP", False))
        self.grandmaster.wait_for(
            lambda: int(values(self.ask(folder, "GET PORT_STATS_NP", False))["tx_Sync"]) > int(first["tx_Sync"]),
            "more Syncs sent")


if __name__ == "__main__":
    unittest.main()
