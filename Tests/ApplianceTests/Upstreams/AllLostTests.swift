// SPDX-License-Identifier: Apache-2.0

import NTP
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

/// Receiver and servers are lost: holdover, then nobody's time, and back; with clients all the while.
@Suite struct AllLostTests {
    private static let local = "ntp: {local: {stratum: 10, waitSeconds: 60}}\nclock: {holdoverSeconds: 300}\n"

    private func lost(_ yaml: String = local) throws -> UpstreamWorld {
        var world = try UpstreamWorld(yaml, clients: 3)
        world.run(1800)
        #expect(world.state.phase == .locked)
        world.mark()
        world.perform(.unplug)
        world.lies = [nil, nil, nil]
        return world
    }

    private func expectSteady(_ world: UpstreamWorld) {
        #expect(world.record.steps.isEmpty)
        #expect(world.record.outside == 0 && world.record.toldOutside == 0)
        #expect(world.record.largestToldMove < .microseconds(110))
        for client in world.clients {
            #expect(client.steps.isEmpty && client.isFollowing)
            #expect(client.worst < .milliseconds(2))
        }
    }

    @Test func `the ladder is climbed down to nobody's time and up again, each change foreseen`() throws {
        var world = try lost()
        world.run(150)
        #expect(world.place.rung == .holdover && world.claim.stratum == 1)
        let end = try #require(world.place.next)
        #expect(end.rung == nil)
        #expect((end.after - .seconds(150)).magnitude < .seconds(5))
        #expect(world.place.since.map { (world.loop.board.now - $0 - .seconds(147)).magnitude < .seconds(5) } ?? false)

        world.run(165)
        #expect(world.place.rung == nil && world.claim.stratum == 16)
        let wait = try #require(world.place.next)
        #expect(wait.rung == .orphan && wait.after > .seconds(40) && wait.after < .seconds(60))
        world.run(60)
        #expect(world.place.rung == .orphan && world.place.next == nil)
        #expect(world.claim.stratum == 10 && world.standing?.role == .local)
        world.run(600)
        world.perform(.replug)
        world.run(900)
        #expect(world.state.phase == .locked && world.claim.stratum == 1)
        #expect(world.record.phases.starts(with: [.locked, .holdover, .unsynchronised]))
        #expect(world.record.rungs == [.receiver, .holdover, nil, .orphan, .receiver])
        #expect(world.record.roles == [.own, .none, .local, .own])
        #expect(world.error.magnitude < .microseconds(10))
        expectSteady(world)
    }

    @Test func `servers that come back are followed from there`() throws {
        var world = try lost()
        world.run(900)
        #expect(world.place.rung == .orphan)
        world.lies = [.zero, .zero, .zero]
        world.run(900)
        #expect(world.state.phase == .fallback && world.place.rung == .upstream && world.claim.stratum == 2)
        #expect(world.record.roles == [.own, .none, .local, .own])
        expectSteady(world)
    }

    @Test func `one that never had a receiver is right by its servers, and nobody's once they are gone`() throws {
        var world = try UpstreamWorld(
            "failover: {largestErrorMs: 20}\n\(Self.local)", clients: 2, script: [Scene.Cue(at: .zero, .unplug)])
        world.run(900)
        #expect(world.place.rung == .upstream)
        world.lies = [nil, nil, nil]
        world.run(150)
        // Nobody has answered for nine polls.
        world.run(120)
        #expect(world.place.rung == .holdover && world.place.next?.rung == nil && world.place.next != nil)
        world.run(900)
        #expect(world.place.rung == .orphan && world.claim.stratum == 10)
    }

    @Test func `without a word about local time there is no time, and none is foreseen`() throws {
        var world = try lost("clock: {holdoverSeconds: 300}\n")
        world.run(150)
        #expect(world.place.next?.rung == nil && world.place.next != nil)
        world.run(600)
        #expect(world.place.rung == nil && world.place.next == nil && world.claim.stratum == 16)
        for client in world.clients { #expect(client.steps.isEmpty && !client.isFollowing) }
    }

    @Test func `an order without holdover ends with the receiver`() throws {
        var world = try UpstreamWorld(
            "failover: {order: [gnss, upstream, orphan]}\nntp: {local: {stratum: 10, waitSeconds: 30}}\n", servers: 0,
            clients: 2)
        world.run(900)
        world.mark()
        world.perform(.unplug)
        world.run(20)
        #expect(world.state.phase == .unsynchronised && world.claim.stratum == 16)
        world.run(40)
        #expect(world.place.rung == .orphan && world.claim.stratum == 10)
        #expect(!world.record.phases.contains(.holdover))
        world.perform(.replug)
        world.run(600)
        #expect(world.state.phase == .locked)
        expectSteady(world)
    }
}
