// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import PTP
import Testing
import TimeBase

@testable import Appliance

@Suite struct `Whom to ask` {
    private static func groups(_ text: String) throws -> [Settings.WatchGroup] {
        try Settings(reading: Array("watch: \(text)".utf8), file: "f").watch
    }

    private static func address(_ last: UInt32) -> IPAddress { IPAddress(v4: 0x0A00_0000 + last) }

    private let now = MonotonicInstant(sinceEpoch: .seconds(100))

    @Test func `is every address of a name, and each address of a group once`() throws {
        let groups = try Self.groups("[{group: a, nodes: [10.0.0.1, db, 'db:1123', 10.0.0.0/30, nobody, new]}]")
        #expect(WatchPlan.names(of: groups) == ["db", "nobody", "new"])
        let plan = WatchPlan(
            groups,
            names: ["db": .addresses([Self.address(1), Self.address(2)]), "nobody": .failed("it has no address")])
        #expect(plan.targets.map(\.name) == ["10.0.0.1", "db", "db:1123", "db:1123"])
        #expect(plan.targets.map(\.endpoint?.address) == [1, 2, 1, 2].map(Self.address))
        #expect(plan.targets.map(\.endpoint?.port) == [123, 123, 1123, 1123])
        #expect(plan.targets.allSatisfy { $0.isExpected })
        #expect(
            plan.unknown == [
                UnknownName(group: 0, name: "nobody", reason: "it has no address"),
                UnknownName(group: 0, name: "new", reason: nil),
            ])
    }

    @Test func `of a network, nobody must answer`() throws {
        let plan = WatchPlan(try Self.groups("[{group: a, nodes: [10.0.0.0/29, 10.0.0.2]}]"))
        #expect(plan.targets.count == 6)
        #expect(plan.targets.map(\.isExpected) == [false, true, false, false, false, false])
    }

    @Test func `is never more than the table holds`() throws {
        let many = LookedUp.addresses((1...100).map(Self.address))
        let plan = WatchPlan(
            try Self.groups("[{group: a, nodes: [10.1.0.0/20]}, {group: b, nodes: [db]}]"), names: ["db": many])
        #expect(plan.targets.count == 4_096 && plan.targets.count { $0.group == 1 } == 2)
    }

    @Test func `goes on with what is known of the same machines`() throws {
        let before = WatchPlan(try Self.groups("[{group: a, nodes: [10.0.0.1, 10.0.0.2]}]"))
        var table = before.table(keeping: nil, at: now)
        for _ in 0..<3 {
            for second in 100..<110 {
                while let number = table.next(at: now + .seconds(second - 100)) { ask(&table, number) }
            }
        }
        #expect(table.clocks.map(\.condition) == [.silent, .silent])
        let after = WatchPlan(
            try Self.groups("[{group: b, nodes: [10.0.0.2]}, {group: a, nodes: [10.0.0.3, 10.0.0.2]}]"))
        let next = after.table(keeping: (before, table), at: now + .seconds(20))
        #expect(next.clocks.map(\.condition) == [.waiting, .waiting, .silent])
        #expect(next.clocks[2].since == table.clocks[1].since && next.groups[1].since == table.groups[0].since)
        #expect(next.groups[0].since == now + .seconds(20))
        let faster = WatchPlan(try Self.groups("[{group: a, nodes: [10.0.0.2], everySeconds: 8}]"))
        #expect(faster.table(keeping: (before, table), at: now).clocks[0].condition == .waiting)
    }

    @Test func `is of PTP the place, until clocks have answered there`() throws {
        let groups = try Self.groups("[{group: a, nodes: ['ptp:eth0', 'ptp:10.0.0.7'], ptpDomain: 24}]")
        let none = WatchPlan(groups)
        #expect(
            none.targets.map(\.name) == ["ptp:eth0", "ptp:10.0.0.7"] && none.targets.allSatisfy { $0.endpoint == nil })
        let circles = PTPCircle.all(of: groups).map(\.circle)
        #expect(circles.map(\.domain) == [24, 24])
        let (one, other) = (ClockIdentity(raw: 0x0277_00FF_FE00_0001), ClockIdentity(raw: 0x0277_00FF_FE00_0002))
        var found = PTPFound()
        found.clocks = [(one, .ip(Self.address(1))), (other, .ethernet(MACAddress(0x0277_0000_0002)))]
        let plan = WatchPlan(groups, found: [circles[0]: found])
        #expect(plan.targets.map(\.name) == ["027700.fffe.000001", "027700.fffe.000002", "ptp:10.0.0.7"])
        #expect(plan.targets[1].place == "02:77:00:00:00:02 by ptp:eth0")
        // Nobody is asked for them by NTP, and silence is told, not found out.
        var table = plan.table(keeping: (none, none.table(keeping: nil, at: now)), at: now)
        #expect(table.next(at: now + .seconds(1_000)) == nil)
        found.trouble = "eth0 is not there"
        let lost = WatchPlan(groups, found: [circles[0]: found])
        #expect(lost.unknown == [UnknownName(group: 0, name: "ptp:eth0", reason: "eth0 is not there", isPTP: true)])
        #expect(lost.targets.count == 3)
    }

    private func ask(_ table: inout WatchTable, _ number: Int) {
        var random = SystemRandomNumberGenerator()
        var bytes = [UInt8](repeating: 0, count: 48)
        var span = bytes.mutableSpan
        table.request(of: number, into: &span, at: now, using: &random)
    }
}

@Suite struct `Names` {
    private final class Servers {
        var known: [String: LookedUp] = [:]
        var asked: [String] = []
        func look(_ name: String) -> LookedUp {
            asked.append(name)
            return known[name] ?? .failed("nobody knows")
        }
    }

    private let start = MonotonicInstant(sinceEpoch: .seconds(100))
    private let addresses = [IPAddress(v4: 1), IPAddress(v4: 2)]

    @Test func `are looked up every five minutes, and sooner where that failed`() {
        let servers = Servers()
        var names = WatchNames(servers.look)
        servers.known["a"] = .addresses(addresses)
        #expect(names.keepUp(["a", "b"], at: start) { false })
        #expect(names.known == ["a": .addresses(addresses), "b": .failed("nobody knows")])
        #expect(!names.keepUp(["a", "b"], at: start + .seconds(29)) { false })
        #expect(servers.asked == ["a", "b"])
        servers.known["b"] = .addresses([IPAddress(v4: 3)])
        #expect(names.keepUp(["a", "b"], at: start + .seconds(31)) { false })
        #expect(servers.asked == ["a", "b", "b"])
        #expect(!names.keepUp(["a", "b"], at: start + .seconds(301)) { false })
        #expect(servers.asked == ["a", "b", "b", "a"])
    }

    @Test func `keep their addresses while name servers are away, and in whatever order they are told`() {
        let servers = Servers()
        var names = WatchNames(servers.look)
        servers.known["a"] = .addresses(addresses)
        _ = names.keepUp(["a"], at: start) { false }
        servers.known["a"] = .addresses(addresses.reversed())
        #expect(!names.keepUp(["a"], at: start + .seconds(400)) { false })
        servers.known["a"] = nil
        #expect(!names.keepUp(["a"], at: start + .seconds(800)) { false })
        #expect(names.known == ["a": .addresses(addresses)])
        #expect(names.keepUp([], at: start + .seconds(801)) { false })
        #expect(names.known.isEmpty)
    }
}
