// SPDX-License-Identifier: Apache-2.0

import NTP
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

/// A receiver that lies beside honest servers, and clients of the appliance all the while.
@Suite struct ReceiverLiesTests {
    private static let limit = Duration.seconds(2)

    /// The receiver alone is heard first, and lies already; then come the servers.
    private func world(_ lie: ReceiverLie, _ policy: String, step: Int = 2000) throws -> UpstreamWorld {
        var world = try UpstreamWorld(
            "failover: {dispute: \(policy), largestStepMs: \(step)}\n", clients: 2,
            script: [Scene.Cue(at: .zero, .lie(lie))])
        let honest = world.lies
        world.lies = [nil, nil, nil]
        world.run(600)
        #expect(world.state.phase == .locked)
        world.lies = honest
        world.mark()
        return world
    }

    @Test(arguments: [ReceiverLie.weeks(1), .seconds(1)])
    func `where the policy is that the receiver wins it is followed, named a falseticker and told of`(
        _ lie: ReceiverLie
    ) throws {
        var world = try world(lie, "gnss-wins")
        world.run(600)
        #expect(world.state.phase == .locked)
        #expect(world.verdict(0).isFalseticker)
        #expect(world.conditions.contains(.sourcesDisagree))
        #expect((world.error - lie.time).magnitude < .microseconds(10))
        #expect(world.record.steps.isEmpty)
        for client in world.clients { #expect(client.steps.isEmpty && client.isFollowing) }
    }

    @Test func `where the policy is that the majority wins, a second is taken back in one step that it allows`() throws
    {
        var world = try world(.seconds(1), "majority-wins")
        world.run(900)
        #expect(world.state.phase == .fallback)
        #expect(world.verdict(0).isFalseticker)
        #expect(world.conditions.contains(.sourcesDisagree))
        #expect(world.record.steps.count == 1)
        #expect(world.record.steps.allSatisfy { $0.magnitude <= Self.limit })
        #expect(world.error.magnitude < .milliseconds(1))
        for client in world.clients {
            #expect(client.steps.count <= 1 && client.steps.allSatisfy { $0.magnitude <= Self.limit })
            #expect(client.isFollowing && client.error.magnitude < .milliseconds(2))
        }
        world.mark()
        world.run(300)
        #expect(world.record.outside == 0 && world.record.toldOutside == 0)
    }

    @Test(arguments: [(ReceiverLie.weeks(1), 2000), (.seconds(1), 500)])
    func `what is further off than any step that is allowed is withdrawn, and no client steps`(
        _ lie: ReceiverLie, _ step: Int
    ) throws {
        var world = try world(lie, "majority-wins", step: step)
        world.run(900)
        #expect(world.verdict(0).isFalseticker)
        #expect(world.conditions.contains(.sourcesDisagree))
        #expect(world.record.steps.isEmpty)
        #expect(world.claim.stratum == 16)
        for client in world.clients { #expect(client.steps.isEmpty) }
    }

    @Test(arguments: ["gnss-wins", "majority-wins", "alarm-only"])
    func `a receiver whose date is wrong is not followed where servers were heard before`(_ policy: String) throws {
        var world = try UpstreamWorld(
            "failover: {dispute: \(policy)}\n", clients: 2, script: [Scene.Cue(at: .zero, .lie(.weeks(1)))])
        world.run(300)
        world.mark()
        world.run(900)
        #expect(world.record.phases == [.fallback])
        #expect(world.verdict(0).isFalseticker)
        #expect(world.conditions.contains(.sourcesDisagree) && world.conditions.contains(.receiverContradicts))
        #expect(world.record.outside == 0 && world.record.toldOutside == 0)
        #expect(world.record.worst < .milliseconds(1))
        for client in world.clients { #expect(client.steps.isEmpty && client.error.magnitude < .milliseconds(2)) }
    }

    // MARK: A slow drag

    private func dragged(_ policy: String, trust: String) throws -> UpstreamWorld {
        var world = try UpstreamWorld(
            "failover: {dispute: \(policy)}\ntrust: {drag: \(trust)}\nclock: {holdoverSeconds: 120}\n", clients: 2)
        world.run(900)
        #expect(world.state.phase == .locked)
        world.mark()
        world.perform(.drag(10e-6))
        world.run(900)
        #expect(world.record.conditions.contains(.implausible))
        #expect(world.conditions.contains(.sourcesDisagree))
        #expect(world.verdict(0).isFalseticker)
        for client in world.clients { #expect(client.steps.isEmpty) }
        return world
    }

    @Test(arguments: ["holdover", "alarm"])
    func `a receiver that drags the time is left where the majority wins, and nobody is led far`(
        _ trust: String
    ) throws {
        let world = try dragged("majority-wins", trust: trust)
        #expect(world.state.phase == .fallback)
        #expect(world.record.steps.isEmpty)
        #expect(world.error.magnitude < .milliseconds(1))
        // Within what the servers are known to.
        #expect(world.record.worst < .milliseconds(2))
        #expect(world.record.largestToldMove < .microseconds(200))
        for client in world.clients { #expect(client.worst < .milliseconds(3)) }
    }

    @Test(arguments: ["holdover", "alarm"])
    func `where it wins it is followed in the end, named and told of, and no client steps`(_ trust: String) throws {
        let world = try dragged("gnss-wins", trust: trust)
        #expect(world.state.phase == .locked)
        #expect(world.error.magnitude > .milliseconds(8))
        #expect(world.record.largestToldMove < .milliseconds(2))
    }
}
