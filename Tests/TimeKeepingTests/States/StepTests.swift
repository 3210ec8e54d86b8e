// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct StepTests {
    private func locked() -> World {
        var world = World()
        #expect(world.run(until: .locked) != nil)
        world.run(200)
        return world
    }

    @Test(arguments: [Duration.seconds(5), .milliseconds(-40)])
    func `someone else's step is noticed by the era, said, and repaired`(step: Duration) {
        var world = locked()
        world.stepClock(by: step)
        world.run(1)
        #expect(world.phase == .acquiring)
        #expect(world.notes.contains(.clockSteppedByOthers))
        #expect(world.run(until: .locked, limit: 40) != nil)
        #expect(world.error.magnitude < 1e-5)
    }

    @Test func `an edge stamped before the last step is dropped`() {
        var world = locked()
        var keeper = world.keeper
        let era = world.clock.mapping.atAnchor.era
        let stale = PulseEdge(reading: ClockReading(era: era &- 1, shown: World.start))
        #expect(keeper.pulse(stale, at: world.monotonic(0)) == nil)
        #expect(keeper.state.phase == .locked)
        world.run(1)
    }

    @Test func `a step that the board refused is not believed to have happened`() {
        var keeper = World().keeper
        keeper.era = 7
        keeper.lastCorrection = ClockCorrection(frequency: 0, step: .seconds(1))
        keeper.applied(ClockCorrection(frequency: 0))
        #expect(keeper.era == 6)
    }

    @Test func `leap news is taken, noted, and rolled over when the second has passed`() {
        var world = locked()
        let leap = UTCRelation.Leap(at: World.start + .seconds(world.second + 20), change: 1)
        world.setRelation(UTCRelation(taiMinusUTC: 37, next: leap))
        world.run(10)
        #expect(world.keeper.state.utc.next == leap)
        world.run(20)
        #expect(world.keeper.state.utc.taiMinusUTC == 38)
        #expect(world.keeper.state.utc.next == nil)
        #expect(world.phase == .locked)
        #expect(world.steps == 1)
    }

    @Test func `an expired table is an alarm`() {
        var world = locked()
        world.setRelation(UTCRelation(taiMinusUTC: 37, isCurrent: false))
        #expect(world.keeper.conditions.contains(.leapTableExpired))
    }
}
