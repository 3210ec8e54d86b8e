// SPDX-License-Identifier: Apache-2.0

import GNSS
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `The receiver's signal` {
    @Test func `comes from each epoch`() {
        var epoch = Epoch(arrival: MonotonicInstant(sinceEpoch: .zero))
        #expect(SignalFacts(epoch) == SignalFacts())
        for (id, level) in [(1, 40), (2, 42), (3, 44), (4, 46), (5, 20)] as [(UInt8, UInt8)] {
            epoch.sky.merge(Satellite(constellation: .gps, id: id, cn0: level))
        }
        (epoch.antenna, epoch.jamming, epoch.jammingLevel) = (.short, .critical, 200)
        #expect(
            SignalFacts(epoch)
                == SignalFacts(strength: 43, antenna: .short, interference: .critical, interferenceLevel: 200))
        (epoch.antenna, epoch.jamming) = (.unknown, .unknown)
        #expect(SignalFacts(epoch).antenna == nil && SignalFacts(epoch).interference == nil)
    }

    @Test func `in trouble is said, and forgiven where the pulse stays in its place`() {
        var world = World(script: [Scene.Cue(at: .seconds(200), .interfere(.warning))])
        world.run(until: 190)
        #expect(world.state.phase == .locked && !world.loop.engine.facts.conditions.contains(.signalTroubled))
        world.run(until: 212)
        #expect(world.state.phase == .locked && world.loop.engine.facts.conditions.contains(.signalTroubled))
        world.run(until: 260)
        #expect(world.state.phase == .locked && !world.loop.engine.facts.conditions.contains(.signalTroubled))
    }
}
