// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct ClockConditionTests {
    @Test func `a clock is over once that is certain, and back once that is`() {
        var fleet = SimulatedFleet(1)
        fleet.machines[0].server.error = .milliseconds(60)
        fleet.run(for: .seconds(70))
        #expect(fleet[0].condition == .over)
        let since = fleet[0].since
        // Within the threshold, but not by enough to be sure of it from one measurement to the next.
        fleet.machines[0].server.error = .milliseconds(48)
        fleet.run(for: .seconds(64))
        #expect(fleet[0].condition == .over && fleet[0].since == since)
        fleet.machines[0].server.error = .milliseconds(-40)
        fleet.run(for: .seconds(64))
        #expect(fleet[0].condition == .within && fleet[0].since > since)
    }

    @Test(arguments: [(49.0, ClockCondition.unclear), (50.6, .unclear), (47, .within), (53, .over), (-53, .over)])
    func `what is near the threshold cannot be told`(milliseconds: Double, condition: ClockCondition) {
        var fleet = SimulatedFleet(1)
        // A millisecond each way: the offset is known to a millisecond, and to another one of rates by and by.
        (fleet.machines[0].server.outward, fleet.machines[0].server.back) = (.milliseconds(1), .milliseconds(1))
        fleet.machines[0].server.error = .realSeconds(milliseconds / 1000)
        fleet.run(for: .seconds(60))
        #expect(fleet[0].condition == condition)
    }

    @Test func `a long way makes it unclear, and so does a clock of ours that is not to be relied on`() {
        var fleet = SimulatedFleet(2)
        (fleet.machines[0].server.outward, fleet.machines[0].server.back) = (.milliseconds(60), .milliseconds(60))
        fleet.run(for: .seconds(70))
        #expect(fleet[0].condition == .unclear && fleet[1].condition == .within)
        fleet.own.bound = .seconds(4)
        fleet.run(for: .seconds(1))
        #expect(fleet[1].condition == .unclear)
    }

    @Test func `a clock that does not answer is silent, within seconds of its turn, and nothing is said of its time`() {
        var fleet = SimulatedFleet(2)
        fleet.run(for: .seconds(70))
        #expect(fleet[1].condition == .within)
        fleet.machines[1].isAlive = false
        let before = fleet[1].asked
        fleet.run(for: .seconds(64 + 8))
        #expect(fleet[1].condition == .silent && fleet[1].difference == nil && !fleet[1].isMeasured)
        #expect(fleet[1].asked - before >= 3 && fleet[0].condition == .within)
        #expect(fleet.table.groups[0].agreement == .unknown && fleet.table.groups[0].worst == nil)
        // From then on it is asked once in each turn.
        let after = fleet[1].asked
        fleet.run(for: .seconds(64 * 10))
        #expect(fleet[1].asked - after <= 11)
        fleet.machines[1].isAlive = true
        fleet.run(for: .seconds(70))
        #expect(fleet[1].condition == .within && fleet.table.groups[0].agreement == .within)
    }

    @Test func `a lost packet is no silence`() {
        var fleet = SimulatedFleet(1)
        fleet.run(for: .seconds(10))
        fleet.machines[0].isAlive = false
        // Its turn comes, and one request more.
        while fleet[0].asked < 3 { fleet.run(for: .seconds(1)) }
        fleet.machines[0].isAlive = true
        fleet.run(for: .seconds(10))
        #expect(fleet[0].condition == .within && fleet[0].since <= start + .seconds(2))
    }

    @Test func `a clock that says it is not synchronised is told to say so, and is over all the same`() {
        var fleet = SimulatedFleet(3)
        for number in 0..<2 {
            (fleet.machines[number].server.leap, fleet.machines[number].server.stratum) = (.unknown, 0)
        }
        fleet.machines[1].server.error = .seconds(3)
        fleet.run(for: .seconds(70))
        #expect(fleet.table.clocks.map(\.condition) == [.unsynchronised, .over, .within])
        #expect(fleet[1].word?.isSynchronised == false && fleet[1].difference != nil)
    }

    @Test func `who does not want to be asked is left alone`() {
        var fleet = SimulatedFleet(2)
        fleet.machines[0].kiss = KissCode.deny.letters
        fleet.machines[1].kiss = KissCode.rate.letters
        fleet.run(for: .seconds(64 * 40))
        #expect(fleet.table.clocks.map(\.condition) == [.refusing, .refusing])
        #expect(fleet[0].asked == 1 && fleet[1].asked < 10)
        fleet.machines[1].kiss = nil
        fleet.run(for: .seconds(64 * 40))
        #expect(fleet[1].condition == .within && fleet[0].asked == 1)
    }

    @Test func `an address of a network is nobody until somebody answers there`() {
        var fleet = SimulatedFleet(2, isExpected: false)
        fleet.machines[0].isAlive = false
        fleet.run(for: .seconds(64 * 4))
        #expect(fleet.table.clocks.map(\.condition) == [.absent, .within])
        #expect(fleet[0].asked <= 5)
        fleet.machines[0].isAlive = true
        fleet.run(for: .seconds(70))
        #expect(fleet[0].condition == .within)
        fleet.machines[0].isAlive = false
        fleet.run(for: .seconds(80))
        #expect(fleet[0].condition == .silent)
    }

    @Test func `after a step of our own clock nothing is known until it is measured anew`() {
        var fleet = SimulatedFleet(1)
        fleet.run(for: .seconds(10))
        (fleet.own.era, fleet.clock) = (1, .seconds(-1))
        fleet.run(for: .seconds(1))
        #expect(fleet[0].condition == .unclear && fleet[0].difference == nil)
        fleet.run(for: .seconds(64))
        #expect(fleet[0].condition == .over)
    }
}
