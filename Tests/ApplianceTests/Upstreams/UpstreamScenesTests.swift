// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct UpstreamScenesTests {
    private static let noReceiver = [Scene.Cue(at: .zero, .unplug)]

    @Test func `without a receiver the clock follows the servers, within its bound`() throws {
        var world = try UpstreamWorld(script: Self.noReceiver)
        world.run(30)
        #expect(world.state.phase == .fallback)
        #expect(world.record.steps.count == 1)
        #expect(world.claim.stratum == 2)
        #expect(world.claim.referenceID >> 8 == 0x0A_0000)
        world.run(600)
        world.mark()
        world.run(3000)
        #expect(world.record.phases == [.fallback])
        #expect(world.record.outside == 0)
        #expect(world.record.worst < .milliseconds(1))
        #expect(world.record.steps.isEmpty)
        #expect(world.record.largestMove < .microseconds(110))
    }

    @Test func `a receiver that is lost and comes back is left and followed again without a step`() throws {
        var world = try UpstreamWorld("clock: {holdoverSeconds: 60}\n")
        world.run(900)
        #expect(world.state.phase == .locked)
        world.mark()
        world.perform(.unplug)
        world.run(1200)
        #expect(world.record.phases == [.locked, .holdover, .fallback])
        #expect(world.claim.stratum == 2)
        world.perform(.replug)
        world.run(900)
        #expect(world.record.phases == [.locked, .holdover, .fallback, .locked])
        #expect(world.record.steps.isEmpty)
        #expect(world.record.outside == 0)
        #expect(world.record.worst < .milliseconds(1))
        #expect(world.record.largestMove < .microseconds(110))
        #expect(world.claim.stratum == 1)
    }

    @Test func `a receiver whose date is wrong from the start is not followed where servers are`() throws {
        var world = try UpstreamWorld(script: [Scene.Cue(at: .zero, .lie(.weeks(1)))])
        world.run(900)
        #expect(world.state.phase == .fallback)
        #expect(world.error.magnitude < .milliseconds(1))
        #expect(world.record.outside == 0)
        #expect(world.conditions.contains(.receiverContradicts))
    }

    @Test(arguments: ["gnss-wins", "majority-wins", "alarm-only"])
    func `a receiver that begins to lie by a second is contradicted`(_ policy: String) throws {
        var world = try UpstreamWorld("failover: {dispute: \(policy)}\nclock: {holdoverSeconds: 60}\n")
        world.run(900)
        world.mark()
        world.perform(.lie(.seconds(1)))
        world.run(600)
        #expect(world.state.phase == .fallback)
        #expect(world.conditions.contains(.sourcesDisagree))
        #expect(world.verdict(0).isFalseticker)
        #expect(world.record.worst < .milliseconds(1))
        #expect(world.record.outside == 0)
        #expect(world.record.steps.isEmpty)
    }

    @Test func `two of three servers that begin to lie do not lead the clock astray`() throws {
        var world = try UpstreamWorld(script: Self.noReceiver)
        world.run(1800)
        world.mark()
        (world.lies[0], world.lies[1]) = (.milliseconds(80), .milliseconds(-50))
        world.run(1200)
        #expect(world.verdict(1).isFalseticker)
        #expect(world.verdict(2).isFalseticker)
        #expect(world.record.worst < .milliseconds(2))
        #expect(world.record.outside == 0)
        #expect(world.record.steps.isEmpty)
    }

    @Test func `when all fall silent the bound grows until the time is withdrawn, and they are followed again`() throws
    {
        var world = try UpstreamWorld("failover: {largestErrorMs: 20}\n", script: Self.noReceiver)
        world.run(1800)
        world.mark()
        world.lies = [nil, nil, nil]
        world.run(300)
        #expect(world.state.phase == .fallback)
        world.run(3000)
        #expect(world.record.phases == [.fallback, .unsynchronised])
        #expect(world.record.outside == 0)
        world.lies = [.zero, .zero, .zero]
        world.run(300)
        #expect(world.state.phase == .fallback)
        #expect(world.record.outside == 0)
        #expect(world.record.steps.allSatisfy { $0.magnitude <= .seconds(1) })
    }

    @Test func `a server far away from the clock is followed only as far as the policy lets it`() throws {
        var world = try UpstreamWorld(
            "failover: {largestStepMs: 100, slewedMs: 10, largestErrorMs: 1500}\n", servers: 1,
            script: Self.noReceiver)
        world.run(900)
        world.mark()
        // It is the only one: nobody tells that it lies but our own clock, and the policy.
        world.lies = [.seconds(1)]
        world.run(3600)
        #expect(world.record.steps.allSatisfy { $0.magnitude <= .milliseconds(100) })
    }
}
