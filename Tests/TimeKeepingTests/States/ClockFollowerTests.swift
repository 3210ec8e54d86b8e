// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct ClockFollowerTests {
    /// A follower on an oscillator 20 ppm fast, half a second ahead, compared each second with 50 ns of noise.
    private struct World {
        var follower = ClockFollower()
        var error = 0.5
        var rate = 20e-6
        var era: UInt32 = 7
        var steps = 0
        var second = 0
        var random = SplitMix64(state: 3)
        private var applied = 0.0

        mutating func run(_ seconds: Int, mayLead: Bool = true) {
            for _ in 0..<seconds {
                second += 1
                error += rate + applied
                let offset = Duration.realSeconds(error + 50e-9 * random.normal())
                let comparison = ClockComparison(
                    follower: 0, era: era, offset: offset, uncertainty: .nanoseconds(100))
                let now = MonotonicInstant(sinceEpoch: .seconds(second))
                guard let correction = follower.hear(comparison, at: now, mayLead: mayLead) else { continue }
                if correction.step != .zero { (steps, era) = (steps + 1, era + 1) }
                error += correction.step.realSeconds
                applied = correction.frequency
                follower.applied(correction)
            }
        }
    }

    @Test func `steps onto the disciplined clock once and stays on it`() {
        var world = World()
        world.run(120)
        #expect(world.steps == 1)
        for _ in 0..<100 {
            world.run(1)
            #expect(world.error.magnitude < 300e-9)
        }
    }

    @Test func `is left alone as long as the disciplined clock is worth nothing`() {
        var world = World()
        world.run(60, mayLead: false)
        #expect(world.steps == 0)
        #expect((world.error - 0.5 - 60 * 20e-6).magnitude < 1e-9)
        #expect(world.follower.offset != nil)
    }

    @Test func `comes back after another program stepped it`() {
        var world = World()
        world.run(120)
        world.error -= 3
        world.era += 1
        world.run(60)
        #expect(world.steps == 2)
        #expect(world.error.magnitude < 1e-6)
    }

    @Test func `keeps up with a disciplined clock that is steered hard`() {
        var world = World()
        world.run(120)
        for turn in 0..<60 {
            world.rate += turn % 2 == 0 ? 30e-6 : -30e-6
            world.run(5)
            #expect(world.error.magnitude < 40e-6)
        }
        #expect(world.steps == 1)
        world.run(60)
        #expect(world.error.magnitude < 300e-9)
    }
}
