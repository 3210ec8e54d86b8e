// SPDX-License-Identifier: Apache-2.0

import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

/// A PTP master as a source of the whole appliance, in simulated time.
@Suite struct PTPSourceScenesTests {
    private static let blind = [Scene.Cue(at: .seconds(0), .unplug)]

    @Test func `without a receiver a master is followed to where it is`() throws {
        var world = try PTPSourceWorld(script: Self.blind)
        try world.run(120)
        #expect(world.state.phase == .fallback)
        #expect(world.error.magnitude < .microseconds(30))
        let state = world.state
        #expect(world.error.magnitude <= state.errorBound.after(world.wire.now - state.asOf))
        let upstream = try #require(state.upstream)
        #expect(upstream.isGrandmaster)
        #expect((upstream.stratum, upstream.referenceID) == (1, 0x0A00_0001))
        let facts = world.facts
        #expect(facts.isBest && facts.unfitness == nil)
        #expect(facts.name == "PTP eth0")
        let delay = try #require(facts.delay)
        #expect((delay - .microseconds(40)).magnitude < .nanoseconds(100))
    }

    @Test func `a step of our own clock does not move what was measured`() throws {
        // 300 ms are more than is slewed: the clock is stepped once.
        var world = try PTPSourceWorld(script: Self.blind)
        var worst = Duration.zero
        for _ in 0..<90 {
            try world.run(1)
            worst = max(worst, world.mistake?.magnitude ?? .zero)
        }
        #expect(world.mistake != nil && worst < .microseconds(100))
    }

    @Test func `stamps of a card whose clock shows ours are as good`() throws {
        var world = try PTPSourceWorld(script: Self.blind)
        world.hasCard = true
        try world.run(180)
        #expect(world.state.phase == .fallback)
        #expect(world.error.magnitude < .microseconds(30))
        let offset = try #require(world.facts.offset)
        #expect((offset - world.error).magnitude < .microseconds(30))
    }

    @Test func `a lost master is told, and followed again when it is back`() throws {
        var world = try PTPSourceWorld(script: Self.blind)
        try world.run(120)
        world.isAlive = false
        try world.run(30)
        #expect(world.facts.unfitness != nil)
        #expect(world.facts.sentence == "No master announces itself.")
        #expect(world.facts.offset == nil)
        // It goes on by what it learned, and says how far that may lead.
        #expect(world.state.phase == .fallback)
        #expect(world.error.magnitude <= world.state.errorBound.after(world.wire.now - world.state.asOf))
        world.isAlive = true
        try world.run(60)
        #expect(world.facts.unfitness == nil)
        #expect(world.error.magnitude < .microseconds(30))
    }

    @Test func `it is asked after the sky and before the oscillator, in the user's order`() throws {
        let order = "failover: {order: [gnss, upstream, holdover, orphan], immediate: true}\n"
        var world = try PTPSourceWorld(
            "{ptp: eth0}", order,
            script: [Scene.Cue(at: .seconds(600), .unplug), Scene.Cue(at: .seconds(900), .replug)])
        try world.run(590)
        #expect(world.state.phase == .locked)
        #expect(!world.facts.verdict.isFalseticker)
        try world.run(200)
        #expect(world.state.phase == .fallback)
        #expect(world.error.magnitude < .microseconds(30))
        try world.run(1_200)
        #expect(world.state.phase == .locked)
    }

    @Test func `beside a receiver a master that lies is a falseticker`() throws {
        var world = try PTPSourceWorld()
        try world.run(600)
        #expect(world.state.phase == .locked)
        world.lie = .milliseconds(5)
        try world.run(120)
        #expect(world.facts.verdict.isFalseticker)
        #expect(world.state.phase == .locked)
        #expect(world.error.magnitude < .microseconds(5))
    }
}
