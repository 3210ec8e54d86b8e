// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// A jammed receiver's pulse is pulled before any of its figures tells.
@Suite struct JammingTests {
    private func locked(seed: UInt64, rollBack seconds: Int = 10, isHeeded: Bool = true) -> World {
        var settings = TimekeepingSettings()
        settings.retrospect.seconds = seconds
        settings.signal.isHeeded = isHeeded
        // A pull this long would be noticed as a drag as well.
        (settings.trust.drag, settings.trust.jump) = isHeeded ? (.holdover, .holdover) : (.off, .off)
        var world = World(settings: settings, seed: seed)
        world.receiver.signal = SignalFacts(strength: 44, antenna: .ok, interference: SignalFacts.Interference.none)
        #expect(world.run(until: .locked) != nil)
        world.run(500)
        return world
    }

    /// Ten seconds of pull by 100 ns/s, then the signals fall, then the fix is lost.
    /// - Returns: the largest error since that was heard.
    private func jam(_ world: inout World) -> Duration {
        for second in 1...10 {
            world.pulse.late = 1e-7 * Double(second)
            if second > 8 { world.receiver.signal.strength = 30 }
            world.run(1)
        }
        world.receiver.isValid = false
        var worst = Duration.zero
        world.run(2)
        for _ in 1...20 {
            world.run(1)
            worst = max(worst, .realSeconds(world.error.magnitude))
        }
        return worst
    }

    @Test(arguments: [1, 2, 3, 4, 5] as [UInt64])
    func `the pulled seconds are taken back`(seed: UInt64) {
        var world = locked(seed: seed)
        #expect(jam(&world) < .nanoseconds(200))
        #expect(world.phase == .holdover)
        var without = locked(seed: seed, rollBack: 0, isHeeded: false)
        #expect(jam(&without) > .nanoseconds(400))
    }
}
