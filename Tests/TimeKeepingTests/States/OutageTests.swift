// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct OutageTests {
    private func locked(_ settings: TimekeepingSettings = .init(), seed: UInt64 = 42) -> World {
        var world = World(settings: settings, seed: seed)
        #expect(world.run(until: .locked) != nil)
        world.run(600)
        return world
    }

    /// What the clock really was off at the pulse that ended the outage, s.
    private func truth(of outage: Outage, in world: World) throws -> Double {
        let finding = try #require(outage.finding)
        let edge = try #require(world.errorsAtEdges.first { $0.at >= outage.began + finding.after })
        return edge.error
    }

    @Test func `before the first outage there is none`() { #expect(locked().keeper.lastOutage == nil) }

    @Test func `one that runs has begun when the state says so, with what was promised then`() throws {
        var world = locked()
        world.pulse.isPresent = false
        world.run(60)
        let outage = try #require(world.keeper.lastOutage)
        #expect((outage.number, outage.cause, outage.end) == (1, .pulseLost, .running))
        #expect(outage.began == world.keeper.state.since)
        #expect(outage.promise.base < .microseconds(5) && outage.promise.growth > 0)
        #expect(outage.finding == nil && outage.predicted == nil && outage.isKept == nil && outage.ended == nil)
    }

    @Test(arguments: [(10, 0), (60, 1e-9), (600, 2e-9), (600, -2e-9), (3000, 5e-9), (3000, -5e-8)])
    func `what is found is what the clock was off, with its sign`(seconds: Int, drift: Double) throws {
        for seed in UInt64(1)...5 {
            var world = locked(seed: seed)
            world.pulse.isPresent = false
            world.oscillator += drift
            world.run(seconds)
            world.pulse.isPresent = true
            #expect(world.run(until: .locked, limit: 60) != nil)
            let outage = try #require(world.keeper.lastOutage)
            #expect(outage.end == .returned && outage.gaveUp == nil)
            let finding = try #require(outage.finding)
            let truth = try truth(of: outage, in: world)
            #expect((finding.offset.realSeconds - truth).magnitude <= finding.uncertainty.realSeconds)
            #expect(finding.uncertainty < .microseconds(1))
            if drift.magnitude * Double(seconds) > 1e-6 { #expect((truth < 0) == (finding.offset < .zero)) }
            #expect(finding.pulses >= 3 && finding.after > .seconds(seconds - 5))
            #expect(try #require(outage.ended) - outage.began > finding.after)
        }
    }

    @Test func `a noisy pulse's finding is as uncertain as it is noisy`() throws {
        var world = World()
        world.pulse.jitter = 2e-6
        #expect(world.run(until: .locked) != nil)
        world.run(600)
        world.pulse.isPresent = false
        world.run(300)
        world.pulse.isPresent = true
        #expect(world.run(until: .locked, limit: 60) != nil)
        let outage = try #require(world.keeper.lastOutage)
        let finding = try #require(outage.finding)
        #expect(finding.uncertainty > .microseconds(1))
        let truth = try truth(of: outage, in: world)
        #expect((finding.offset.realSeconds - truth).magnitude < finding.uncertainty.realSeconds)
    }

    @Test func `a promise that an oscillator breaks is told as broken`() throws {
        var world = locked()
        world.pulse.isPresent = false
        world.oscillator += 2e-6
        world.run(300)
        world.pulse.isPresent = true
        #expect(world.run(until: .locked, limit: 60) != nil)
        let outage = try #require(world.keeper.lastOutage)
        #expect(outage.isKept == false)
        // A clock whose oscillator has become faster gets ahead.
        #expect(try #require(outage.finding).offset > .microseconds(500))
    }

    @Test func `one that was given up is still measured when the reference comes back`() throws {
        var settings = TimekeepingSettings()
        settings.holdover.longest = .seconds(60)
        var world = locked(settings)
        world.pulse.isPresent = false
        world.oscillator += 1e-6
        world.run(4000)
        let given = try #require(world.keeper.lastOutage)
        #expect(given.end == .running)
        #expect(try #require(given.gaveUp) - given.began >= .seconds(60))
        world.pulse.isPresent = true
        #expect(world.run(until: .locked, limit: 60) != nil)
        let outage = try #require(world.keeper.lastOutage)
        let finding = try #require(outage.finding)
        #expect(outage.number == 1 && outage.gaveUp == given.gaveUp)
        let truth = try truth(of: outage, in: world)
        #expect((finding.offset.realSeconds - truth).magnitude < 2e-6)
        #expect(finding.offset > .milliseconds(3))
    }

    @Test func `one in which someone steps the clock, or asks for a new beginning, has no finding`() throws {
        for isCommand in [false, true] {
            var world = locked()
            world.pulse.isPresent = false
            world.run(60)
            if isCommand { world.command(.reacquire) } else { world.stepClock(by: .seconds(1)) }
            world.pulse.isPresent = true
            #expect(world.run(until: .locked, limit: 120) != nil)
            let outage = try #require(world.keeper.lastOutage)
            #expect(outage.end == (isCommand ? .reacquired : .clockStepped))
            #expect(outage.finding == nil && outage.isKept == nil && outage.ended != nil)
        }
    }

    @Test func `they are numbered, and a return of a few seconds does not hide what the next one shows`() throws {
        var world = locked()
        for number in UInt32(1)...3 {
            world.pulse.isPresent = false
            world.run(100)
            world.pulse.isPresent = true
            #expect(world.run(until: .locked, limit: 60) != nil)
            #expect(world.keeper.lastOutage?.number == number)
        }
        world.pulse.isPresent = false
        world.run(100)
        world.pulse.isPresent = true
        world.run(1)
        world.pulse.isPresent = false
        world.oscillator += 1e-7
        world.run(1000)
        world.pulse.isPresent = true
        #expect(world.run(until: .locked, limit: 60) != nil)
        let outage = try #require(world.keeper.lastOutage)
        #expect(outage.number == 4)
        #expect(try #require(outage.finding).after > .seconds(1000))
        #expect(try #require(outage.finding).offset > .microseconds(90))
    }

    /// Calls its measuring's bounds itself: neither a pulse nor a promise is better than it is said to be.
    @Test func `whether a promise was kept is not told where the pulses are too uncertain for it`() {
        var outage = Outage(
            number: 1, began: MonotonicInstant(sinceEpoch: .zero), cause: .pulseLost,
            promise: ErrorBound(base: .microseconds(1), growth: 1e-9))
        let kept = [(-999, true), (1000, true), (1100, nil), (-1200, nil), (1201, false)] as [(Int, Bool?)]
        for (offset, isKept) in kept {
            outage.finding = Outage.Finding(
                after: .seconds(100), bound: .microseconds(1), offset: .nanoseconds(offset),
                uncertainty: .nanoseconds(200), pulses: 3)
            #expect(outage.isKept == isKept)
        }
        #expect(outage.predicted == .nanoseconds(1100))
    }
}
