// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct WatchTableTests {
    @Test func `a thousand clocks are asked in turn and never in a burst`() {
        var fleet = SimulatedFleet(1_000)
        fleet.run(for: .seconds(64 * 5))
        let steady = fleet.asked.filter { $0.at >= start + .seconds(128) }
        var turns = [Int](repeating: 0, count: 1_000)
        for ask in steady { turns[ask.number] += 1 }
        #expect(turns.allSatisfy { $0 == 3 })
        for (one, next) in zip(fleet.asked, fleet.asked.dropFirst()) {
            #expect(next.at - one.at >= .milliseconds(60))
        }
        #expect(fleet.table.clocks.allSatisfy { $0.condition == .within && $0.asked == $0.answered })
        #expect(fleet.table.groups[0].agreement == .within)
    }

    @Test func `the turns of several groups lie between each other`() {
        let rules = [WatchRules](repeating: WatchRules(), count: 4)
        var fleet = SimulatedFleet(rules, (0..<64).map { ($0 % 4, true) })
        fleet.run(for: .seconds(64 * 3))
        let steady = fleet.asked.filter { $0.at >= start + .seconds(64) }
        for (one, next) in zip(steady, steady.dropFirst()) { #expect(next.at - one.at >= .milliseconds(900)) }
    }

    @Test func `a few clocks are known soon`() {
        var fleet = SimulatedFleet(3, WatchRules(interval: .seconds(3600)))
        fleet.run(for: .seconds(1))
        #expect(fleet.table.clocks.allSatisfy { $0.condition == .within })
    }

    @Test func `an offset is the clock's minus ours, and contains the truth`() throws {
        var fleet = SimulatedFleet(2)
        fleet.clock = .milliseconds(-3)
        fleet.machines[0].server.error = .milliseconds(20)
        fleet.machines[1].server.error = .milliseconds(-20)
        // The way back is slower: the offset seems 0.5 ms smaller than it is.
        fleet.machines[0].server.back = .microseconds(1_100)
        fleet.run(for: .seconds(2))
        let (ahead, behind) = (try #require(fleet[0].difference), try #require(fleet[1].difference))
        #expect((ahead.offset.realSeconds - 0.0225).magnitude < 1e-8)
        #expect((ahead.offset - .milliseconds(23)).magnitude <= ahead.uncertainty)
        #expect((ahead.delay.realSeconds - 0.0012).magnitude < 1e-8)
        #expect((behind.offset.realSeconds + 0.017).magnitude < 1e-8)
    }

    @Test func `a clock that tells where it is by itself is not asked, and judged like any other`() throws {
        let rules = WatchRules(interval: .seconds(64), threshold: .milliseconds(1))
        var table = WatchTable(groups: [rules], clocks: [(0, true), (0, true)], told: [0, 1], at: start)
        #expect(table.next(at: start + .seconds(1_000)) == nil)
        let own = OwnClock(bound: .microseconds(1))
        func told(_ offset: Duration, _ number: Int, at now: MonotonicInstant) {
            let difference = ClockDifference(at: now, offset: offset, uncertainty: .microseconds(10))
            table.tell(ClockWord(isSynchronised: true), difference, of: number, at: now)
        }
        told(.microseconds(3), 0, at: start)
        told(.milliseconds(-2), 1, at: start)
        table.look(at: start, by: own)
        #expect(table.clocks.map(\.condition) == [.within, .over])
        #expect(try #require(table.groups[0].worst).distance == .microseconds(2_003))
        // It is kept where it is by its master: it does not grow uncertain between two questions, only old.
        table.look(at: start + .seconds(150), by: own)
        #expect(table.clocks[0].condition == .within)
        table.look(at: start + .seconds(250), by: own)
        #expect(table.clocks[0].condition == .unclear)
        let later = start + .seconds(300)
        table.tellSilence(of: 0, at: later)
        table.look(at: later + .seconds(1), by: own)
        #expect(table.clocks[0].condition == .silent && table.clocks[0].difference == nil)
        table.tell(ClockWord(isSynchronised: false), nil, of: 0, at: later + .seconds(2))
        table.look(at: later + .seconds(3), by: own)
        #expect(table.clocks[0].condition == .unsynchronised)
        #expect((table.clocks[0].asked, table.clocks[0].answered) == (3, 2))
    }

    @Test func `what grows old grows uncertain, and more so where our own clock is drawn`() throws {
        var fleet = SimulatedFleet(1)
        fleet.run(for: .seconds(1))
        let found = try #require(fleet[0].difference)
        let later = found.at + .seconds(64)
        let grown = found.uncertainty(at: later, tolerance: fleet.own.tolerance) - found.uncertainty
        #expect((grown.realSeconds - 64 * 15e-6).magnitude < 1e-9)
        #expect(OwnClock(bound: .seconds(1), isTrustworthy: false).tolerance > 30 * fleet.own.tolerance)
    }

    @Test func `forged, late and doubled datagrams are refused`() throws {
        var fleet = SimulatedFleet(2)
        var bytes = [UInt8](repeating: 0, count: 48)
        var span = bytes.mutableSpan
        var random = Seeded(state: 3)
        fleet.table.request(of: 1, into: &span, at: start, using: &random)
        fleet.table.sent(fleet.stamp(start), of: 1)
        let reply = fleet.machines[1].server.answer(bytes, sent: start)
        var forged = reply.octets
        forged[25] ^= 1
        fleet.hear(forged, at: reply.at)
        fleet.hear(Array(reply.octets.prefix(47)), at: reply.at)
        #expect(fleet.refusals == [.origin] && fleet[1].difference == nil && fleet[1].refused == 1)
        fleet.hear(reply.octets, at: reply.at)
        fleet.hear(reply.octets, at: reply.at)
        #expect(fleet.refusals == [.origin, .unasked])
        #expect(fleet[1].answered == 1 && fleet[1].difference != nil && fleet[0].asked == 0)
    }

    @Test func `a request tells nothing but version, mode, interval and a number`() {
        var table = WatchTable(groups: [WatchRules()], clocks: [(0, true)], at: start)
        var bytes = [UInt8](repeating: 0xEE, count: 48)
        var span = bytes.mutableSpan
        var random = Seeded(state: 3)
        table.request(of: 0, into: &span, at: start, using: &random)
        #expect(Array(bytes[..<4]) == [0x23, 0, 6, 0])
        #expect(bytes[4..<40].allSatisfy { $0 == 0 } && bytes[40..<46].contains { $0 != 0 })
    }

    @Test func `what is known goes on in another table`() throws {
        var fleet = SimulatedFleet(3)
        fleet.machines[1].server.error = .seconds(1)
        fleet.run(for: .seconds(100))
        var other = WatchTable(groups: [WatchRules()], clocks: [(0, true), (0, true)], at: fleet.now)
        other.keep(1, from: fleet.table, 1, at: fleet.now)
        other.keep(group: 0, from: fleet.table, 0)
        #expect(other.clocks[1].condition == .over && other.clocks[1].since == fleet[1].since)
        #expect(other.clocks[1].difference == fleet[1].difference && other.clocks[0].condition == .waiting)
        #expect(other.groups[0].agreement == .over && other.groups[0].since == fleet.table.groups[0].since)
        #expect(other.groups[0].worst == nil)
    }
}
