// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct ReturnTests {
    private func lost(for seconds: Int, drift: Double, _ settings: TimekeepingSettings = .init()) -> World {
        var world = World(settings: settings)
        #expect(world.run(until: .locked) != nil)
        world.run(600)
        world.pulse.isPresent = false
        world.oscillator += drift
        world.run(seconds)
        world.pulse.isPresent = true
        world.forgetChanges()
        return world
    }

    @Test func `after a short gap the label is carried by counting and lock returns at once`() {
        var world = lost(for: 40, drift: 1e-9)
        #expect(world.phase == .holdover)
        #expect(world.run(until: .locked, limit: 6) != nil)
        #expect(!world.notes.contains(.labelLost))
    }

    @Test func `after a long gap the second is found anew and the clock slewed, without a step`() {
        var world = lost(for: 1800, drift: 5e-8)
        #expect(world.error.magnitude > 50e-6)
        #expect(world.run(until: .locked, limit: 60) != nil)
        #expect(world.notes.contains(.labelLost))
        #expect(world.steps == 1)
        world.run(30)
        #expect(world.error.magnitude < 1e-6)
        #expect(world.fastestChange < 100e-6)
    }

    @Test func `after the budget was spent it acquires anew, and may step`() {
        var settings = TimekeepingSettings()
        settings.holdover.longest = .seconds(60)
        var world = lost(for: 4000, drift: 1e-6, settings)
        #expect(world.phase == .unsynchronised)
        #expect(world.error.magnitude > 3e-3)
        #expect(world.run(until: .locked, limit: 60) != nil)
        #expect(world.steps == 2)
        world.run(30)
        #expect(world.error.magnitude < 1e-6)
    }

    @Test func `a receiver that was pulled out and put back is followed again`() {
        var world = lost(for: 0, drift: 0)
        world.lose()
        world.run(30)
        #expect(world.phase == .holdover)
        #expect(world.keeper.conditions.contains(.receiverUnplugged))
        world.plugIn()
        #expect(world.run(until: .locked, limit: 10) != nil)
        #expect(!world.keeper.conditions.contains(.receiverUnplugged))
    }
}
