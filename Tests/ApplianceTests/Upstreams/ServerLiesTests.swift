// SPDX-License-Identifier: Apache-2.0

import NTP
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

/// Two of three servers lie, and clients of the appliance all the while.
@Suite struct ServerLiesTests {
    static let same: [Duration?] = [.milliseconds(80), .milliseconds(80), .zero]
    static let different: [Duration?] = [.milliseconds(80), .milliseconds(-50), .zero]

    private func expectSteady(_ world: UpstreamWorld) {
        #expect(world.record.outside == 0 && world.record.toldOutside == 0)
        #expect(world.record.steps.isEmpty)
        for client in world.clients { #expect(client.steps.isEmpty && client.error.magnitude < .milliseconds(2)) }
    }

    @Test(arguments: [same, different], ["gnss-wins", "alarm-only"])
    func `beside a receiver they lead nobody astray`(_ lies: [Duration?], _ policy: String) throws {
        var world = try UpstreamWorld("failover: {dispute: \(policy)}\n", clients: 2)
        world.run(900)
        world.mark()
        world.lies = lies
        world.run(900)
        #expect(world.record.phases == [.locked])
        #expect(world.verdict(1) != .selected && world.verdict(2) != .selected)
        #expect(world.record.worst < .microseconds(10))
        expectSteady(world)
    }

    @Test(arguments: [same, different])
    func `without one they lead nobody astray who knew the time before`(_ lies: [Duration?]) throws {
        var world = try UpstreamWorld(clients: 2, script: [Scene.Cue(at: .zero, .unplug)])
        world.run(1800)
        world.mark()
        world.lies = lies
        world.run(1200)
        #expect(world.verdict(1).isFalseticker)
        #expect(world.verdict(2).isFalseticker)
        #expect(!world.verdict(3).isFalseticker)
        expectSteady(world)
        #expect(world.record.worst < .milliseconds(2))
    }

    @Test func `with different lies from the start nobody is believed, and nothing is told`() throws {
        var world = try UpstreamWorld(clients: 2, script: [Scene.Cue(at: .zero, .unplug)])
        world.lies = Self.different
        world.run(900)
        #expect(!world.record.phases.contains(.fallback))
        #expect(world.claim.stratum == 16)
        for client in world.clients { #expect(!client.isFollowing && client.steps.isEmpty) }
    }

    @Test func `with the same lie from the start they are the majority, and the honest one is named`() throws {
        var world = try UpstreamWorld(clients: 2, script: [Scene.Cue(at: .zero, .unplug)])
        world.lies = [.milliseconds(20), .milliseconds(20), .zero]
        world.run(900)
        #expect(world.state.phase == .fallback)
        #expect((world.error - .milliseconds(20)).magnitude < .milliseconds(1))
        #expect(world.verdict(3).isFalseticker)
        // Against our own clock nobody is believed, until that may have gone as far by itself.
        world.mark()
        world.lies = [.zero, .zero, .zero]
        world.run(1800)
        #expect(world.error.magnitude < .milliseconds(1))
        #expect(world.record.largestToldMove < .microseconds(210))
    }
}
