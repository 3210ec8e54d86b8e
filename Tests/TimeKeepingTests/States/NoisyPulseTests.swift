// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

/// A pulse that is stamped by a busy machine without any help of hardware.
@Suite struct NoisyPulseTests {
    @Test(arguments: [2e-6, 20e-6, 100e-6], [0.0, 12e-6, -40e-6])
    func `the bound contains the truth from the first second of lock on`(jitter: Double, oscillator: Double) {
        var worst = 0.0
        for seed in 1...20 as ClosedRange<UInt64> {
            var world = World(seed: seed)
            world.pulse.jitter = jitter
            world.oscillator = oscillator
            #expect(world.run(until: .locked) != nil)
            world.run(200)
            worst = max(worst, world.worstRatio)
        }
        #expect(worst < 1)
    }

    /// What is promised for a second without news is part of it: nobody is to be told milliseconds at first.
    @Test(arguments: [100e-9, 2e-6, 20e-6])
    func `the bound is small soon after lock`(jitter: Double) {
        for seed in 1...20 as ClosedRange<UInt64> {
            var world = World(seed: seed)
            world.pulse.jitter = jitter
            #expect(world.run(until: .locked) != nil)
            #expect(world.keeper.state.errorBound.after(.seconds(1)).realSeconds < 1e-4 + 100 * jitter)
            world.run(60)
            #expect(world.keeper.state.errorBound.after(.seconds(1)).realSeconds < 20 * jitter)
            world.run(600)
            #expect(world.keeper.state.errorBound.after(.seconds(1)).realSeconds < 8 * jitter)
        }
    }

    /// What is not known yet of the stamps' noise must keep no edge away, nor what it taught before be taken for a walk.
    @Test func `a very noisy pulse locks as soon as any, and promises hours no worse than it must`() throws {
        for seed in 1...4 as ClosedRange<UInt64> {
            var world = World(seed: seed)
            world.pulse.jitter = 50e-6
            let lock = world.run(until: .locked)
            #expect(try #require(lock) < 20)
            var before = world.keeper.state.errorBound.after(.seconds(3600))
            for _ in 0..<900 {
                world.run(1)
                let promised = world.keeper.state.errorBound.after(.seconds(3600))
                #expect(promised < before * 4)
                before = promised
            }
            #expect(before < .milliseconds(20))
        }
    }

    /// The model of outages takes over some seconds after the last pulse, and knows as much as the one before.
    @Test func `no bound leaps when an outage begins soon after lock`() {
        for seed in 1...4 as ClosedRange<UInt64> {
            var world = World(seed: seed)
            world.pulse.jitter = 10e-9
            #expect(world.run(until: .locked) != nil)
            world.run(5)
            world.pulse.isPresent = false
            var before = world.keeper.state.errorBound.base
            for _ in 0..<40 {
                world.run(1)
                #expect(world.keeper.state.errorBound.base < before * 4)
                before = world.keeper.state.errorBound.base
            }
        }
    }
}
