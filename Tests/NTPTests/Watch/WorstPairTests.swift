// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import NTP

struct WorstPairTests {
    private static func pairs(_ spans: [ClockSpan]) -> [(ClockSpan, ClockSpan)] {
        spans.flatMap { one in spans.filter { $0.number != one.number }.map { (one, $0) } }
    }

    @Test func `one pass finds what all comparisons find`() throws {
        var random = Seeded(state: 11)
        for round in 0..<500 {
            let spans = (0..<(2 + round % 9)).map { number in
                ClockSpan(
                    number: number, offset: .microseconds(Int64.random(in: -50...50, using: &random)),
                    reach: .microseconds(Int64.random(in: 0...40, using: &random)))
            }
            var search = PairSearch()
            for span in spans { search.add(span) }
            let worst = try #require(search.worst(.seconds(1)))
            let pairs = Self.pairs(spans)
            #expect(worst.distance == pairs.map { $0.0.offset - $0.1.offset }.max())
            #expect(worst.least == max(.zero, try #require(pairs.map { $0.0.lower - $0.1.upper }.max())))
            #expect(worst.most == pairs.map { $0.0.upper - $0.1.lower }.max())
            #expect(worst.ahead != worst.behind)
            let (ahead, behind) = (spans[worst.ahead], spans[worst.behind])
            #expect(worst.uncertainty == ahead.reach + behind.reach)
        }
    }

    @Test func `the pair that is named is one that is certain, where one is`() throws {
        var search = PairSearch()
        // The first seems the furthest, but nobody knows.
        search.add(ClockSpan(number: 0, offset: .milliseconds(300), reach: .milliseconds(290)))
        search.add(ClockSpan(number: 1, offset: .milliseconds(80), reach: .milliseconds(1)))
        search.add(ClockSpan(number: 2, offset: .zero, reach: .milliseconds(1)))
        let worst = try #require(search.worst(.milliseconds(50)))
        #expect((worst.ahead, worst.behind) == (1, 2))
        #expect(worst.distance == .milliseconds(80) && worst.least == .milliseconds(78))
        #expect(worst.most == .milliseconds(591))
        let other = try #require(search.worst(.milliseconds(79)))
        #expect((other.ahead, other.behind) == (0, 2))
    }

    @Test func `one clock is no pair`() {
        var search = PairSearch()
        #expect(search.worst(.zero) == nil)
        search.add(ClockSpan(number: 4, offset: .seconds(1), reach: .zero))
        #expect(search.worst(.zero) == nil)
    }

    @Test func `two clocks that are each within the threshold of ours may be beyond it from each other`() throws {
        var fleet = SimulatedFleet(3)
        fleet.machines[0].server.error = .milliseconds(40)
        fleet.machines[1].server.error = .milliseconds(-40)
        fleet.run(for: .seconds(70))
        #expect(fleet.table.clocks.allSatisfy { $0.condition == .within })
        let group = fleet.table.groups[0]
        let worst = try #require(group.worst)
        #expect(group.agreement == .over && (worst.ahead, worst.behind) == (0, 1))
        #expect((worst.distance - .milliseconds(80)).magnitude <= worst.uncertainty)
        fleet.machines[0].server.error = .zero
        fleet.run(for: .seconds(130))
        #expect(fleet.table.groups[0].agreement == .within && fleet.table.groups[0].since > group.since)
    }

    @Test func `clocks are compared with each other also where our own time is not to be relied on`() {
        var fleet = SimulatedFleet(2)
        fleet.own = OwnClock(bound: .seconds(4_000_000_000), isTrustworthy: false)
        fleet.machines[1].server.error = .milliseconds(900)
        fleet.run(for: .seconds(70))
        #expect(fleet.table.clocks.allSatisfy { $0.condition == .unclear })
        #expect(fleet.table.groups[0].agreement == .over)
    }

    @Test func `whether two are within the threshold of each other may be unclear`() {
        var fleet = SimulatedFleet(2)
        for number in 0..<2 {
            (fleet.machines[number].server.outward, fleet.machines[number].server.back) = (
                .milliseconds(30), .milliseconds(30)
            )
        }
        fleet.run(for: .seconds(70))
        // 30 ms either way each: both are within 50 ms of ours, and at most 60 ms and a bit apart.
        #expect(fleet.table.clocks.allSatisfy { $0.condition == .within })
        #expect(fleet.table.groups[0].agreement == .unclear)
    }
}
