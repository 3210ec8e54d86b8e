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
}
