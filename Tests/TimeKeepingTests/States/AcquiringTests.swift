// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct AcquiringTests {
    @Test func `before anything is heard the state is starting and nothing is claimed`() {
        let world = World()
        #expect(world.phase == .starting)
        #expect(!world.keeper.state.isTrustworthy)
        #expect(world.keeper.state.errorBound.base > .seconds(1_000_000))
    }

    @Test(arguments: [Duration.milliseconds(300), .milliseconds(-300), .zero, .seconds(-1_795_219_200), .seconds(400)])
    func `from any wrong start it locks within half a minute, with one step at most`(wrong: Duration) {
        var world = World(clockWrongBy: wrong)
        let took = world.run(until: .locked)
        #expect(took.map { $0 <= 30 } == true)
        #expect(world.steps <= 1)
        world.run(120)
        #expect(world.phase == .locked)
        #expect(world.error.magnitude < 1e-6)
        #expect(world.worstRatio < 1)
        #expect(world.keeper.marked == World.start + .seconds(world.second - 1))
    }

    @Test func `while it settles it says how far the labelling is`() {
        var world = World()
        world.run(4)
        #expect(world.phase == .acquiring)
        guard case .labelling(let agreeing, 5) = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect(agreeing >= 3)
    }

    @Test func `without a receiver the pulse never steers`() {
        var world = World()
        world.receiver.isSpeaking = false
        world.run(60)
        #expect(world.phase == .acquiring)
        #expect(world.clock.mapping.rate == 0)
        #expect(world.steps == 0)
        guard case .receiverSilent = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect(world.keeper.conditions.contains(.receiverSilent))
    }

    @Test func `without a fix the pulse never steers`() {
        var world = World()
        world.receiver.isValid = false
        world.run(60)
        #expect(world.steps == 0)
        #expect(world.reason == .noFix(satellitesUsed: 0))
        #expect(world.keeper.conditions.contains(.noFix))
    }

    @Test func `without a pulse it says so`() {
        var world = World()
        world.pulse.isPresent = false
        world.run(20)
        guard case .noPulse(let gap) = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect(gap > .seconds(15))
        #expect(world.keeper.conditions.contains(.pulseLost))
    }

    @Test func `an oscillator 100 ppm off is caught as well`() {
        var world = World()
        world.oscillator = -100e-6
        #expect(world.run(until: .locked).map { $0 < 40 } == true)
        #expect((world.keeper.state.frequency + 100e-6).magnitude < 1e-7)
    }
}
