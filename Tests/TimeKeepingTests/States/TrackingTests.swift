// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct TrackingTests {
    private func locked(_ settings: TimekeepingSettings = .init(), _ change: (inout World) -> Void = { _ in }) -> World
    {
        var world = World(settings: settings)
        change(&world)
        #expect(world.run(until: .locked) != nil)
        world.run(300)
        return world
    }

    @Test func `locked, the error stays far below the jitter and inside the bound`() {
        var world = locked()
        world.run(600)
        #expect(world.phase == .locked)
        #expect(world.error.magnitude < 100e-9)
        #expect(world.worstRatio < 1)
        #expect(world.keeper.state.errorBound.base < .microseconds(1))
        #expect(world.reason == .following(reference: .gps, satellitesUsed: 9))
    }

    @Test func `the delay of the cable is taken off`() {
        var settings = TimekeepingSettings()
        settings.pulse.cableDelay = .nanoseconds(5000)
        let world = locked(settings) { $0.pulse.late = 5e-6 }
        #expect(world.error.magnitude < 100e-9)
    }

    @Test func `the announced sawtooth is taken off: positive, the edge comes late`() {
        let world = locked {
            $0.pulse.sawtooth = 3e-6
            $0.receiver.forecasts = true
        }
        #expect(world.error.magnitude < 100e-9)
    }

    @Test func `a late interrupt is refused, and three in a row as well`() {
        var world = locked()
        for _ in 0..<5 {
            world.pulse.late = 200e-6
            world.run(3)
            world.pulse.late = 0
            world.run(10)
        }
        #expect(world.error.magnitude < 200e-9)
        #expect(world.notes.contains { if case .outlierRefused = $0 { true } else { false } })
        #expect(world.phase == .locked)
    }

    @Test(arguments: [[0.5], [0.1], [0.25, 0.75]])
    func `doubled pulses do no harm`(ghosts: [Double]) {
        var world = locked()
        world.pulse.ghosts = ghosts
        world.run(60)
        #expect(world.phase == .locked)
        #expect(world.error.magnitude < 200e-9)
    }

    @Test func `missing pulses do no harm`() {
        var world = locked()
        for i in 0..<60 {
            world.pulse.isPresent = i % 3 == 0
            world.run(1)
        }
        #expect(world.phase == .locked)
        #expect(world.error.magnitude < 500e-9)
        #expect(world.keeper.marked == World.start + .seconds(world.second - 3))
    }

    @Test func `a ramp of the oscillator's frequency is followed without losing lock`() {
        var world = locked()
        for _ in 0..<600 {
            world.oscillator += 1.67e-9
            world.run(1)
        }
        #expect(world.phase == .locked)
        #expect(world.worstLocked < 1e-6)
        #expect(world.worstRatio < 1)
    }

    @Test func `a small jump of the pulse that lasts is said at once, and not followed until it is back`() {
        var world = locked()
        world.pulse.late = 300e-6
        world.run(120)
        #expect(world.phase == .holdover)
        #expect(world.error.magnitude < 5e-6)
        world.pulse.late = 0
        #expect(world.run(until: .locked, limit: 20) != nil)
    }

    @Test func `where a jump is no more than an alarm, it is followed after a minute, and never by a step`() {
        var settings = TimekeepingSettings()
        settings.trust.jump = .alarm
        var world = World(settings: settings)
        #expect(world.run(until: .locked) != nil)
        world.run(200)
        let steps = world.steps
        world.pulse.late = 300e-6
        world.run(30)
        #expect(world.phase == .holdover)
        world.run(90)
        #expect(world.phase == .locked)
        #expect(world.steps == steps)
        #expect((world.error + 300e-6).magnitude < 1e-6)
    }

    @Test func `a large jump of the pulse is not followed but said`() {
        var world = locked()
        world.pulse.late = 20e-3
        world.run(30)
        #expect(world.phase == .holdover)
        guard case .pulseContradicts = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect(world.keeper.conditions.contains(.pulseContradicts))
        #expect(world.error.magnitude < 1e-5)
        world.pulse.late = 0
        #expect(world.run(until: .locked, limit: 30) != nil)
    }
}
