// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct ResumingTests {
    private func locked() -> World {
        var world = World()
        #expect(world.run(until: .locked) != nil)
        world.run(600)
        return world
    }

    @Test func `after a short pause the time is relied on at once, within its bound, and lock comes back without a step`() {
        var world = locked()
        let steps = world.steps
        world.restart(after: 5)
        #expect(world.phase == .holdover)
        #expect(world.keeper.state.errorBound.base < .microseconds(5))
        world.forgetChanges()
        #expect(world.run(until: .locked, limit: 30) != nil)
        #expect(world.worstRatio < 1 && world.steps == steps && world.fastestChange < 1e-6)
    }

    @Test(arguments: [0, 1, 5, 20, 40, 60])
    func `a restart right after lock is none the worse`(seconds: Int) {
        var world = World()
        #expect(world.run(until: .locked) != nil)
        world.run(seconds)
        world.restart(after: 3)
        #expect(world.run(until: .locked, limit: 60) != nil)
        world.run(30)
        #expect(world.phase == .locked && world.worstRatio < 1)
    }

    @Test func `an outage goes on over a restart, and its bound does not narrow`() {
        var world = locked()
        world.pulse.isPresent = false
        world.run(300)
        let (before, since) = (world.keeper.state.errorBound.base, world.keeper.state.since)
        world.restart(after: 20)
        #expect(world.phase == .holdover)
        #expect(world.keeper.state.errorBound.base >= before)
        // The budget counts from the last pulse.
        #expect((world.keeper.state.since - since).magnitude < .seconds(5))
        world.run(600)
        #expect(world.phase == .holdover && world.worstRatio < 1)
        #expect(world.error.magnitude < 20e-6)
    }

    @Test func `of a clock that may have been set only the oscillator is known`() {
        var world = locked()
        world.restart(after: 5) { $0.isContinuous = false }
        #expect(!world.keeper.state.isTrustworthy && !world.keeper.state.hasLocked)
        #expect(world.run(until: .locked, limit: 60) != nil)
        #expect(world.worstRatio < 1)
    }

    @Test func `a clock whose rate others changed, or that ran alone for long, is not relied on`() {
        for change in [{ (earlier: inout Remembrance) in earlier.applied += 1e-9 }, { $0.followed = nil }] {
            var world = locked()
            world.restart(after: 5, change)
            #expect(!world.keeper.state.isTrustworthy)
        }
        var world = locked()
        world.restart(after: 4000)
        #expect(!world.keeper.state.isTrustworthy)
    }

    @Test func `what is remembered comes back from its numbers, and nonsense does not`() throws {
        let earlier = try #require(locked().keeper.remembrance(showing: World.start + .milliseconds(600_250)))
        let found = try #require(Remembrance(values: earlier.values))
        #expect(found.values == earlier.values)
        #expect(found.written == World.start + .milliseconds(600_250))
        #expect(found.followed?.reference == .gps && !found.isContinuous)
        for place in earlier.values.indices {
            var values = earlier.values
            values[place] = .nan
            #expect(Remembrance(values: values) == nil)
        }
        for (place, wrong) in [(0, -1.0), (0, 0.5), (1, 1.0), (2, 0.01), (4, 1e12), (5, -0.1)] {
            var values = earlier.values
            values[place] = wrong
            #expect(Remembrance(values: values) == nil)
        }
        #expect(Remembrance(values: []) == nil)
    }
}
