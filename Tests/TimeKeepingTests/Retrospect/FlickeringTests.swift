// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// A doubt that comes and goes must not keep a clock from its pulse for ever.
@Suite struct FlickeringTests {
    private func locked() -> World {
        var world = World()
        world.receiver.signal = SignalFacts(strength: 44)
        #expect(world.run(until: .locked) != nil)
        world.run(300)
        return world
    }

    @Test func `a fix that comes and goes for ten minutes leaves the clock with its pulse`() {
        var world = locked()
        for second in 0..<600 {
            world.receiver.isValid = second % 3 != 0
            world.oscillator += 2e-11
            world.run(1)
        }
        #expect(world.phase == .locked)
        #expect(world.error.magnitude < 200e-9 && world.worstRatio < 1)
        // And once it is gone for good, only the last ten seconds are.
        world.receiver.isValid = false
        world.run(20)
        #expect(world.phase == .holdover && world.error.magnitude < 300e-9)
    }

    @Test func `skies of which every other shows the weak half only leave the clock with its pulse`() {
        var world = locked()
        for second in 0..<600 {
            world.receiver.signal.strength = second % 4 < 2 ? 44 : 33
            world.oscillator += 2e-11
            world.run(1)
        }
        #expect(world.phase == .locked)
        #expect(world.reason == .following(reference: .gps, satellitesUsed: 9))
        #expect(world.error.magnitude < 200e-9 && world.worstRatio < 1)
    }

    @Test func `a single weak sample is nothing`() {
        var world = locked()
        for second in 0..<60 {
            world.receiver.signal.strength = second % 7 == 0 ? 25 : 44
            world.run(1)
        }
        #expect(world.keeper.signal.trouble == nil)
    }
}
