// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct HoldoverTests {
    private func locked(_ settings: TimekeepingSettings = .init()) -> World {
        var world = World(settings: settings)
        #expect(world.run(until: .locked) != nil)
        world.run(600)
        return world
    }

    @Test func `without its pulse the clock holds over after three seconds`() {
        var world = locked()
        world.pulse.isPresent = false
        world.run(2)
        #expect(world.phase == .locked)
        world.run(3)
        #expect(world.phase == .holdover)
        guard case .noPulse = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
    }

    @Test(arguments: ["silent", "unplugged", "no fix"])
    func `a labelled pulse is followed for a grace of ten seconds after its receiver's trouble`(trouble: String) {
        var world = locked()
        switch trouble {
        case "silent": world.receiver.isSpeaking = false
        case "unplugged": world.lose()
        default: world.receiver.isValid = false
        }
        world.run(8)
        #expect(world.phase == .locked)
        world.run(5)
        #expect(world.phase == .holdover)
        switch (trouble, world.reason) {
        case ("silent", .receiverSilent), ("unplugged", .receiverUnplugged), ("no fix", .noFix): break
        default: Issue.record("\(world.reason)")
        }
    }

    @Test func `a free-running pulse does not pull the clock along`() {
        var world = locked()
        world.receiver.isValid = false
        for _ in 0..<300 {
            world.pulse.late += 5e-8
            world.run(1)
        }
        #expect(world.phase == .holdover)
        #expect(world.error.magnitude < 3e-6)
        #expect(world.worstRatio < 1)
    }

    @Test func `in holdover the bound grows and contains the truth`() {
        var world = locked()
        world.pulse.isPresent = false
        world.run(60)
        let early = world.keeper.state.errorBound.base
        world.run(1000)
        #expect(world.keeper.state.errorBound.base > early)
        #expect(world.worstRatio < 1)
        #expect(world.steps == 1)
    }

    @Test func `the budget of time ends it`() {
        var settings = TimekeepingSettings()
        settings.holdover.longest = .seconds(120)
        var world = locked(settings)
        world.pulse.isPresent = false
        world.run(110)
        #expect(world.phase == .holdover)
        world.run(20)
        #expect(world.phase == .unsynchronised)
        #expect(world.reason == .budgetSpent(cause: .pulseLost))
        #expect(!world.keeper.state.isTrustworthy)
    }

    @Test func `the budget of error ends it`() {
        var settings = TimekeepingSettings()
        settings.holdover.largestError = .microseconds(20)
        var world = locked(settings)
        world.pulse.isPresent = false
        #expect(world.run(until: .unsynchronised, limit: 3600) != nil)
        #expect(world.error.magnitude < 20e-6)
    }
}
