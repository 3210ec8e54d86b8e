// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing

@testable import Appliance

@Suite struct `What is watched` {
    private static func read(_ text: String) throws -> [Settings.WatchGroup] {
        try Settings(reading: Array(text.utf8), file: "f").watch
    }

    @Test func `is addresses, names and networks, in groups`() throws {
        let groups = try Self.read(
            """
            watch:
              - group: raft
                nodes: [10.0.0.1, db.example.org, '[2001:db8::1]:1123', 10.1.0.0/30]
                everySeconds: 16
                thresholdMs: 2.5
              - {group: web, nodes: ['2001:db8::7']}
            """)
        #expect(groups.map(\.group) == ["raft", "web"])
        #expect((groups[0].everySeconds, groups[0].thresholdMs) == (16, 2.5))
        #expect((groups[1].everySeconds, groups[1].thresholdMs) == (64, 50))
        #expect(
            groups[0].nodes.map(\.description)
                == ["10.0.0.1", "db.example.org", "[2001:db8::1]:1123", "10.1.0.0/30"])
        #expect(groups[0].nodes.map(\.count) == [1, 1, 1, 2])
        #expect(groups[1].nodes.map(\.description) == ["[2001:db8::7]"])
        #expect(try Settings(reading: [], file: "f").watch.isEmpty)
    }

    @Test func `is PTP clocks too, on a link or at an address`() throws {
        let groups = try Self.read(
            """
            watch:
              - {group: a, nodes: ['ptp:eth0', 'ptp:10.0.0.5', 'ptp:[2001:db8::1]'], ptpProfile: g8275.1, ptpDomain: 30}
              - {group: b, nodes: ['ptp:eth0.7']}
            """)
        #expect(groups[0].nodes.map(\.description) == ["ptp:eth0", "ptp:10.0.0.5", "ptp:2001:db8::1"])
        #expect(groups[0].nodes.map(\.count) == [1, 1, 1] && groups[0].ptpDomain == 30)
        #expect(groups[1].ptpProfile == .defaultE2E && groups[1].ptpDomain == nil)
    }

    @Test(arguments: [
        ("10.0.0.0/24", 254), ("10.0.0.4/31", 2), ("10.0.0.4/32", 1), ("10.0.0.0/20", 4_094), ("2001:db8::/126", 4),
    ])
    func `of a network is every address that a machine may have`(text: String, count: Int) throws {
        let prefix = try AddressPrefix(parsing: text)
        #expect(prefix.hosts.count == count && Set(prefix.hosts).count == count)
        #expect(prefix.hosts.allSatisfy { prefix.contains($0) })
    }

    private static let mistakes: [(text: String, said: String)] = [
        ("watch: {group: a}", "1:8: watch: must be a list, but is"),
        ("watch: [{nodes: [10.0.0.1]}]", "1:9: watch[0].group: is needed here: a name for these machines"),
        ("watch: [{group: a}]", "1:9: watch[0].nodes: is needed here: the machines"),
        ("watch: [{group: a b, nodes: []}]", "1:17: watch[0].group: 'a b' must be 1 to 40 letters"),
        (
            "watch: [{group: a, nodes: [10.0.0.0/8]}]",
            "1:28: watch[0].nodes[0]: '10.0.0.0/8' has too many addresses; /20 is the largest network"
        ),
        ("watch: [{group: a, nodes: [10.0.0.1/8]}]", "1:28: watch[0].nodes[0]: '10.0.0.1/8' has bits set beyond"),
        (
            "watch: [{group: a, nodes: ['ptp:']}]",
            "1:28: watch[0].nodes[0]: 'ptp:' must be ptp: and the name of a network interface or an address"
        ),
        ("watch: [{group: a, nodes: [h], ptpDomain: 256}]", "1:43: watch[0].ptpDomain: '256' must be 0 to 255"),
        ("watch: [{group: a, nodes: ['x y']}]", "1:28: watch[0].nodes[0]: 'x y' is not the name or the address"),
        ("watch: [{group: a, nodes: ['h:0']}]", "1:28: watch[0].nodes[0]: '0' is not a port"),
        ("watch: [{group: a, nodes: [h], everySeconds: 1}]", "1:46: watch[0].everySeconds: '1' must be 2 to 3600"),
        ("watch: [{group: a, nodes: [h], thresholdMs: 0}]", "1:45: watch[0].thresholdMs: '0' must be 0.001 to"),
        ("watch: [{group: a, nodes: [h], treshold: 1}]", "1:32: watch[0].treshold: unknown key"),
        (
            "watch: [{group: a, nodes: [h]}, {group: a, nodes: [g]}]",
            "1:41: watch[1].group: a stands here already"
        ),
        (
            "watch: [{group: a, nodes: [10.0.0.0/20]}, {group: b, nodes: [h, i, j]}]",
            "1:61: watch[1].nodes: no more than 4096 machines can be watched"
        ),
    ]

    @Test(arguments: mistakes.indices) func `is refused with its place and a reason`(index: Int) throws {
        let found = faults(in: Self.mistakes[index].text)
        let first = try #require(found.first)
        #expect(found.count == 1 && first.hasPrefix(Self.mistakes[index].said), "said instead: \(found)")
    }

    @Test func `is among the keys that can be set`() {
        let catalogue = SettingCatalogue(of: [])
        for key in ["group", "nodes", "everySeconds", "thresholdMs", "ptpProfile", "ptpDomain"] {
            #expect(catalogue["watch[0].\(key)"] != nil)
        }
    }
}
