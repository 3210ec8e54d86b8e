// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// What the state and the clock make of a signal in trouble.
@Suite struct SignalScenesTests {
    private func locked() -> World {
        var world = World()
        world.receiver.signal = SignalFacts(strength: 44, antenna: .ok, interference: SignalFacts.Interference.none)
        #expect(world.run(until: .locked) != nil)
        world.run(500)
        return world
    }

    @Test func `a trouble that passes without harm leaves it locked, and the edges are kept`() {
        var world = locked()
        world.receiver.signal.strength = 33
        world.run(3)
        #expect(world.phase == .locked)
        guard case .followingUnvouched(since: .signalTroubled, for: _) = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect(world.keeper.conditions.contains(.signalTroubled))
        world.run(10)
        world.receiver.signal.strength = 44
        world.run(40)
        #expect(world.reason == .following(reference: .gps, satellitesUsed: 9))
        #expect(world.keeper.conditions.isEmpty)
        #expect(world.notes.contains(.signalTroubled(.weak)) && world.notes.contains(.signalRecovered))
        #expect(!world.notes.contains { if case .edgesForgotten = $0 { true } else { false } })
        #expect(world.worstRatio < 1)
        #expect(world.error.magnitude < 100e-9)
    }

    @Test func `a trouble that lasts while the pulse stays in its place is no reason to hold over`() {
        var world = locked()
        world.receiver.signal.antenna = .open
        world.run(60)
        #expect(world.phase == .locked)
        #expect(world.reason == .following(reference: .gps, satellitesUsed: 9))
        #expect(world.keeper.conditions.isEmpty)
        world.run(300)
        #expect(world.phase == .locked && world.worstRatio < 1)
    }

    @Test func `a pulse that is pulled under interference is not followed until that is over`() {
        var world = locked()
        world.receiver.signal.interference = .visible
        for second in 1...60 {
            world.pulse.late = 2e-8 * Double(second)
            world.run(1)
        }
        #expect(world.phase == .holdover)
        guard case .signalTroubled(.interference, for: _) = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        world.run(60)
        #expect(world.phase == .holdover)
        #expect(world.error.magnitude < 300e-9)
        world.pulse.late = 0
        world.receiver.signal.interference = SignalFacts.Interference.none
        #expect(world.run(until: .locked, limit: 30) != nil)
        world.run(20)
        #expect(world.error.magnitude < 150e-9)
        #expect(world.worstRatio < 1)
    }

    @Test func `a jump of the pulse under interference takes the seconds before it back`() {
        var world = locked()
        for second in 1...8 {
            world.pulse.late = 5e-8 * Double(second)
            world.run(1)
        }
        world.receiver.signal.strength = 35
        world.run(2)
        world.pulse.late = 50e-6
        world.run(20)
        #expect(world.phase == .holdover)
        #expect(world.error.magnitude < 200e-9)
        #expect(world.notes.contains { if case .edgesForgotten = $0 { true } else { false } })
    }
}
