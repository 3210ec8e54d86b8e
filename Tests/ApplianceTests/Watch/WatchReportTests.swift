// SPDX-License-Identifier: Apache-2.0

import NTP
import StillAppliance
import Testing
import TimeBase

@testable import Appliance

/// Each of the alarms about other machines' clocks.
let watchTroubles: [Trouble] = [
    Trouble(
        "watch-threshold", .warning,
        "Clocks that are watched are off: 10.0.0.1 and 10.0.0.3 of raft are 80 ms apart ± 1.88 ms; "
            + "10.0.0.1 of raft is 80 ms ahead ± 784 µs."
    ) { snapshot, _ in snapshot.watch = .raft([80, 1, 0]) },
    Trouble("watch-silent", .warning, "Clocks that are watched cannot be measured: 10.0.0.2 of raft is silent.") {
        snapshot, _ in snapshot.watch = .raft([0, nil, 0])
    },
    Trouble(
        "watch-silent", .warning, "Clocks that are watched cannot be measured: db of raft has no address."
    ) { snapshot, _ in
        snapshot.watch = .raft([0, 0])
        snapshot.watch.unknown = [UnknownName(group: 0, name: "db", reason: "nobody knows it")]
    },
    Trouble(
        "watch-unsynchronised", .notice, "Clocks that are watched say that nothing keeps them: 10.0.0.1 of raft."
    ) { snapshot, _ in snapshot.watch = .raft([0, 0], unsynchronised: [0]) },
]

@Suite struct `What is told of other machines' clocks` {
    private static func snapshot(_ offsets: [Double?], unsynchronised: Set<Int> = []) -> ApplianceSnapshot {
        var snapshot = ApplianceSnapshot.locked
        snapshot.watch = .raft(offsets, unsynchronised: unsynchronised)
        return snapshot
    }

    @Test func `is who is off, by how much, and who is silent`() throws {
        let report = WatchReport(Self.snapshot([1, 80, nil, -2]))
        #expect(report.nodes.map(\.name) == ["10.0.0.2", "10.0.0.3", "10.0.0.4", "10.0.0.1"])
        #expect(report.nodes.map(\.state) == ["over", "silent", "within", "within"])
        let (over, silent) = (report.nodes[0], report.nodes[1])
        #expect((try #require(over.offsetNs) - 80e6).magnitude < 1)
        // Half of the delay of 488 µs, and 15 ppm of the time since.
        #expect((244e3...2e6).contains(try #require(over.uncertaintyNs)))
        #expect(over.text.hasPrefix("It is 80 ms ahead ± ") && over.stratum == 2 && over.isSynchronised == true)
        #expect(silent.offsetNs == nil && silent.uncertaintyNs == nil && silent.secondsSinceReply == nil)
        #expect(silent.text.hasPrefix("It has not answered for "))
        let group = try #require(report.groups.first)
        #expect((group.agreement, group.nodes, group.measured, group.absent) == ("over", 4, 3, 0))
        let worst = try #require(group.worst)
        #expect((worst.ahead, worst.behind) == ("10.0.0.2", "10.0.0.4"))
        #expect((worst.distanceNs - 82e6).magnitude < 2)
        #expect(worst.leastNs > 50e6 && worst.leastNs < worst.distanceNs && worst.distanceNs < worst.mostNs)
        #expect(group.text.contains("10.0.0.2 and 10.0.0.4 are 82 ms apart"))
        #expect(group.text.hasSuffix("Off: 10.0.0.2; silent: 10.0.0.3."))
    }

    @Test func `is for people`() {
        let text = WatchReport(Self.snapshot([1, nil])).text
        #expect(text.contains("raft: 2 machines, each every 64 s; 50 ms are allowed"))
        #expect(text.contains("Only one clock is measured. Silent: 10.0.0.2."))
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 80 })
        #expect(WatchReport(.locked).text.hasPrefix("No other machine's clock is watched."))
    }

    @Test func `never calls a clock fine by a time that is not to be relied on`() {
        var snapshot = Self.snapshot([0, 0])
        snapshot.watch.table?.look(at: snapshot.now, by: OwnClock(era: 1, bound: .seconds(4e9), isTrustworthy: false))
        snapshot.state.phase = .unsynchronised
        let report = WatchReport(snapshot)
        #expect(report.nodes.map(\.state) == ["unclear", "unclear"] && report.ownErrorBoundNs == nil)
        #expect(report.text.contains("Our own time is not to be relied on"))
    }

    @Test func `is of one group, where that is asked for`() {
        var snapshot = Self.snapshot([0])
        #expect(WatchReport(snapshot, group: "web").nodes.isEmpty)
        #expect(WatchReport(snapshot, group: "raft").nodes.count == 1)
        snapshot.watch.unknown = [UnknownName(group: 0, name: "db", reason: nil)]
        let report = WatchReport(snapshot, group: "raft")
        #expect(report.nodes.map(\.state) == ["unresolved", "within"])
        #expect(report.groups.first?.states.map(\.name) == WatchReport.Node.states)
        #expect(report.nodes.first?.text == "It is being looked up.")
    }

    @Test func `has every key as JSON, known or not`() throws {
        let report = WatchReport(Self.snapshot([nil]))
        let text = String(decoding: try ReportJSON.line(report), as: UTF8.self)
        #expect(text.contains(#""offsetNs":null"#) && text.contains(#""worst":null"#))
        #expect(try ReportJSON.read(WatchReport.self, from: text.utf8) == report)
    }
}
