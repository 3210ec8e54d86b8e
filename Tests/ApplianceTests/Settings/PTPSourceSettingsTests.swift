// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

@testable import Appliance

@Suite struct PTPSourceSettingsTests {
    @Test func `a master is named by its interface, with the words of a port`() throws {
        let sources = try settings(
            """
            sources:
            - {ptp: eth1, domain: 24, profile: g8275.1, timestamps: hardware, asymmetryNs: 12.5, prefer: true}
            - {server: 192.0.2.1}
            - {ptp: eth2, delayMechanism: p2p, profile: smpte, domain: 7, requireTraceable: false, arbitraryTimescale: utc}
            """
        ).sources
        #expect(sources.map(\.isNTP) == [false, true, false])
        let first = try #require(sources[0].ptp)
        #expect(sources[0].prefer)
        #expect((first.port.interface, first.port.domain, first.port.transport) == ("eth1", 24, .ethernet))
        #expect(first.port.timestamps == .hardware)
        #expect(first.port.protocolSettings.delayAsymmetry == TimeInterval(.picoseconds(12_500)))
        #expect(first.rule == FollowingRule())
        #expect(first.name == "PTP eth1 domain 24")
        let second = try #require(sources[2].ptp)
        #expect(second.port.protocolSettings.delayMechanism == .peerToPeer)
        #expect(!second.rule.needsTraceable && second.rule.takesArbitraryForUTC)
    }

    @Test(arguments: [
        ("sources: [{ptp: eth1, minpoll: 4}]", "sources[0].minpoll", "is NTP's"),
        ("sources: [{ptp: eth1, server: a.example}]", "sources[0].server", "is NTP's"),
        ("sources: [{server: a.example, domain: 3}]", "sources[0].domain", "is PTP's"),
        ("sources: [{ptp: eth1, profile: g8275.2}]", "sources[0].profile", "unicast messages only"),
        ("sources: [{ptp: eth1, profile: g8275.1, domain: 3}]", "sources[0].domain", "is outside"),
        ("sources: [{ptp: eth1}, {ptp: eth1}]", "sources[1]", "stands here already"),
        ("sources: [{ptp: eth1}, {ptp: eth1, domain: 1}]", "sources[1].transport", "PTP eth1 has udp4"),
        ("sources: [{ptp: eth1}]\nptp: {ports: [{interface: eth1, domain: 1}]}", "sources[0].transport", "port 1"),
        ("sources: [{ptp: 'a/b'}]", "sources[0].ptp", "network interface"),
        ("sources: [{ptp: eth1}]\nptp: {ports: [{interface: eth0}, {interface: eth1}]}", "sources[0].ptp", "port 2"),
    ])
    func `what cannot be is told with its place and its reason`(_ text: String, _ key: String, _ reason: String) {
        let said = complaint(text)
        #expect(said.contains(key))
        #expect(said.contains(reason))
    }

    @Test(arguments: [
        "sources: [{ptp: eth1}, {ptp: eth1, domain: 1, transport: ethernet}, {ptp: eth2}]",
        "sources: [{ptp: eth1, domain: 5, transport: udp6}]\nptp: {ports: [{interface: eth1}]}",
        "sources: [{ptp: eth1}]\nptp: {ports: [{interface: eth0}]}",
    ])
    func `other domains and other interfaces are other places`(_ text: String) {
        #expect(complaint(text) == "")
    }

    @Test func `its keys are known to those who edit a configuration`() {
        let keys = SettingCatalogue(of: Array("sources: [{ptp: eth1}]".utf8)).keys.map(\.name)
        for key in ["ptp", "domain", "profile", "transport", "requireTraceable", "arbitraryTimescale", "timestamps"] {
            #expect(keys.contains("sources[0].\(key)"))
        }
    }
}
