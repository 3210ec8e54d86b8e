# SPDX-License-Identifier: Apache-2.0
"""PTP as a source: an appliance whose receiver sees nothing has its time from a master on the network, linuxptp's ptp4l or
another appliance; it goes on by itself when that ends, and follows it again when it is back. All of them read this machine's
clock, or begin with it, so that whatever is measured between them has to be small."""

import unittest

import linuxptp
from grandmaster import Grandmaster
from network import Network, Star, needs_namespaces

#: Between two readings of this machine's clock by way of its own network, on a busy machine.
LIMIT_NS = 5e6
#: An appliance that has neither a receiver nor a clock of the machine to keep.
BARE = ("board: {{kind: linux}}\nreceiver: {{device: null}}\npulse: {{kind: none}}\n"
        "clock: {{kind: virtual, batteryClock: null, stateFile: null}}\nsources:\n{}")


class Listener(Grandmaster):
    """An appliance with `sources`, each a mapping in one line; without a `board` it is the bare one."""

    def __init__(self, host, sources, more="", board=None):
        lines = "".join(f"- {source}\n" for source in sources)
        text = BARE.format(lines) if board is None else f"{board}\nsources:\n{lines}"
        super().__init__(host, [], whole=text + more)

    def source(self, domain=None):
        for source in self.report("sources").get("sources", []):
            if source["kind"] == "ptp" and domain in (None, source["ptp"]["domain"]):
                return source
        return None

    def heard(self, domain=None):
        """The source, once its master's time is used."""
        source = self.source(domain)
        return source if source and source["standing"] in ("followed", "selected", "survivor", "outlier") else None

    def near(self):
        """The source, once it is followed and the clock is where its master says: on a busy machine that takes a while."""
        found = self.heard()
        return found if (found and found["isFollowed"]
                         and abs(found["offsetNs"] or 1e9) < min(LIMIT_NS, found["uncertaintyNs"] or 0)) else None

    @property
    def state(self):
        return self.report("status").get("state")


def master(host, **options):
    return linuxptp.Client(host, linuxptp.VERSIONS[-1], **{"gmCapable": 1, "clockClass": 248, **options})


@needs_namespaces
class Source(unittest.TestCase):
    def test_ptp4l_is_followed_lost_and_followed_again(self):
        network = self.enterContext(Network(2))
        ours, theirs = network.hosts
        # By software stamps ptp4l sends UTC, from this machine's clock, and says that it is no PTP time scale.
        appliance = self.enterContext(Listener(
            ours, ["{ptp: eth0, timestamps: software, requireTraceable: false, arbitraryTimescale: utc}"]))
        appliance.wait_for(lambda: (appliance.source() or {}).get("ptp", {}).get("state") == "listening", "listening")
        self.assertIn("No master", appliance.source()["text"])
        with master(theirs, logAnnounceInterval=0):
            appliance.wait_for(lambda: appliance.state == "fallback", "fallback")
            found = appliance.wait_for(appliance.near, "where the master is")
            self.assertEqual(found["ptp"]["grandmaster"], theirs.identity)
            self.assertEqual(found["ptp"]["master"], f"{theirs.identity}-1")
            self.assertEqual((found["ptp"]["stepsRemoved"], found["ptp"]["clockClass"]), (0, 248))
            self.assertEqual(found["ptp"]["ptpTimescale"], False)
            self.assertEqual(found["ptp"]["state"], "slave")
            self.assertGreater(found["delayNs"], 0)
            self.assertEqual(appliance.report("status")["stratum"], 2)
            self.assertEqual(appliance.report("status")["referenceId"], theirs.v4)
            print(f"\n  by software stamps {found['offsetNs']:.0f} ns, way there and back {found['delayNs']:.0f} ns, "
                  f"jitter {found['jitterNs']:.0f} ns", end=" ")
        appliance.wait_for(
            lambda: (found := appliance.source())["standing"] == "unusable" and found["offsetNs"] is None, "a lost master")
        appliance.wait_for(lambda: "silent" in appliance.report("status").get("reason", ""), "told to be silent")
        self.assertEqual(appliance.state, "fallback")
        with master(theirs, logAnnounceInterval=0):
            appliance.wait_for(lambda: (found := appliance.source()) and found["isFollowed"], "followed again")
            appliance.wait_for(lambda: abs(appliance.source()["offsetNs"] or 1e9) < LIMIT_NS, "where the master is")

    def test_who_is_not_traceable_is_shown_and_not_followed(self):
        network = self.enterContext(Network(2))
        ours, theirs = network.hosts
        appliance = self.enterContext(Listener(ours, ["{ptp: eth0, arbitraryTimescale: utc}"]))
        with master(theirs, logAnnounceInterval=0) as ptp4l:
            appliance.wait_for(
                lambda: (found := appliance.source()) and "primary reference" in found["text"], "why it is not followed")
            self.assertEqual(appliance.source()["standing"], "unusable")
            self.assertNotEqual(appliance.state, "fallback")
            ptp4l.pmc(
                "SET GRANDMASTER_SETTINGS_NP clockClass 6 clockAccuracy 0x27 offsetScaledLogVariance 0xFFFF "
                "currentUtcOffset 37 leap61 0 leap59 0 currentUtcOffsetValid 0 ptpTimescale 0 timeTraceable 1 "
                "frequencyTraceable 1 timeSource 0x20")
            appliance.wait_for(lambda: appliance.state == "fallback", "fallback")
            self.assertEqual(appliance.source()["ptp"]["clockClass"], 6)
            self.assertEqual(appliance.source()["ptp"]["timeTraceable"], True)

    def test_the_sky_goes_and_comes_back(self):
        network = self.enterContext(Network(2))
        ours, theirs = network.hosts
        appliance = self.enterContext(Listener(
            ours, ["{ptp: eth0, timestamps: software, requireTraceable: false, arbitraryTimescale: utc}"],
            "failover: {order: [gnss, upstream, holdover, orphan], immediate: true}\n",
            "board: {kind: simulated, seed: 1}"))
        self.enterContext(master(theirs, logAnnounceInterval=0))
        appliance.wait_until_locked()
        appliance.wait_for(lambda: appliance.heard(), "heard")
        self.assertFalse(appliance.source()["isFollowed"])
        appliance.scene("unplug")
        appliance.wait_for(lambda: appliance.state == "fallback", "fallback")
        appliance.wait_for(lambda: appliance.source()["isFollowed"], "followed")
        appliance.scene("replug")
        appliance.wait_until_locked()


@needs_namespaces
class Profiles(unittest.TestCase):
    #: One domain each: what our grandmaster serves there, and how it is heard. UDP's ports are there once on an interface.
    WAYS = [
        {1: "profile: default-e2e", 2: "profile: enterprise, transport: udp6", 3: "profile: default-e2e, transport: ethernet",
         5: "profile: 802.1as", 24: "profile: g8275.1", 100: "profile: power"},
        {4: "profile: default-p2p", 127: "profile: smpte, transport: udp6"},
    ]

    def test_another_appliance_is_heard_by_each_profile(self):
        for ways in self.WAYS:
            # Without a bridge between them, which keeps peer delay's messages to itself.
            star = self.enterContext(Star(1))
            lines = [f"timestamps: software, domain: {domain}, {words}" for domain, words in ways.items()]
            server = self.enterContext(Grandmaster(star.server, [f"{{interface: eth0, {line}}}" for line in lines]))
            appliance = self.enterContext(Listener(star.clients[0], [f"{{ptp: eth0, {line}}}" for line in lines]))
            server.wait_until_locked()
            for domain, words in ways.items():
                with self.subTest(words):
                    appliance.wait_for(lambda: appliance.heard(domain), f"heard by {words}")
                    found = appliance.source(domain)
                    self.assertEqual(found["ptp"]["clockClass"], 6)
                    self.assertEqual(found["ptp"]["utcOffset"], 37)
                    self.assertEqual(found["ptp"]["grandmaster"], "027700.fffe.000001")
            appliance.wait_for(lambda: appliance.state == "fallback", "fallback")
            for domain, words in ways.items():
                with self.subTest(words):
                    appliance.wait_for(
                        lambda: abs(appliance.source(domain)["offsetNs"] or 1e9) < LIMIT_NS, f"near by {words}")

    def test_an_appliance_never_has_its_time_from_itself(self):
        network = self.enterContext(Network(1))
        host = network.hosts[0]
        # A second interface on the same network.
        host.run("ip", "link", "add", "eth1", "type", "veth", "peer", "name", "plug")
        host.run("ip", "link", "add", "inner", "type", "bridge", "mcast_snooping", "0")
        for name in ("plug", "inner", "eth1"):
            host.run("ip", "link", "set", name, "up")
        host.run("ip", "link", "set", "plug", "master", "inner")
        host.run("ip", "link", "set", "eth0", "master", "inner")
        appliance = self.enterContext(Listener(
            host, ["{ptp: eth1, transport: ethernet, timestamps: software}"],
            "ptp: {ports: [{interface: inner, transport: ethernet, timestamps: software}]}\n",
            "board: {kind: simulated, seed: 1}"))
        appliance.wait_until_locked()
        appliance.wait_for(
            lambda: any(reason["name"] == "own" and reason["count"] > 5 for reason in appliance.source()["refused"]),
            "its own Announces refused")
        self.assertEqual(appliance.source()["ptp"]["state"], "listening")

    def test_master_and_listener_in_one_place_are_refused(self):
        network = self.enterContext(Network(1))
        appliance = Listener(
            network.hosts[0], ["{ptp: eth0, domain: 3}"], "ptp: {ports: [{interface: eth0, domain: 3}]}\n")
        with appliance:
            self.assertNotEqual(appliance.process.wait(60), 0)
            said = appliance.said
        self.assertIn("sources[0].ptp", said)
        self.assertIn("cannot be a master there", said)


if __name__ == "__main__":
    unittest.main()
