// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// A busy machine stamps edges late, never early, and for minutes on end.
@Suite struct LateInterruptsTests {
    private func locked(seed: UInt64) -> World {
        var world = World(seed: seed)
        #expect(world.run(until: .locked) != nil)
        world.run(500)
        return world
    }

    /// A storm: so large a share of the edges comes late, by an time that spreads like an exponential one, with a tail ten times as long.
    private func storm(_ world: inout World, share: Double, seconds: Int, _ random: inout SplitMix64) -> Double {
        var worst = 0.0
        for _ in 0..<seconds {
            let tail = random.uniform() < 0.1 ? 200e-6 : 20e-6
            world.pulse.late = random.uniform() < share ? tail * Self.exponential(&random) : 0
            world.run(1)
            worst = max(worst, world.error.magnitude)
        }
        world.pulse.late = 0
        return worst
    }

    /// Of mean one, roughly: enough for a tail.
    private static func exponential(_ random: inout SplitMix64) -> Double {
        let u = random.uniform()
        return u / (1.02 - u) * 0.35
    }

    @Test(arguments: [1, 2, 3] as [UInt64])
    func `storms in which a third of the edges is late, by 20 µs and more, cost two microseconds`(seed: UInt64) {
        var world = locked(seed: seed)
        var random = SplitMix64(state: seed)
        var worst = 0.0
        for _ in 0..<5 {
            worst = max(worst, storm(&world, share: 0.33, seconds: 60, &random))
            world.run(60)
        }
        #expect(world.phase == .locked && world.worstRatio < 1)
        #expect(worst < 2e-6)
        #expect(world.steps == 1)
    }
}
