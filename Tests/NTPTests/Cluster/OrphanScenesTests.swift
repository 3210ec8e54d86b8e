// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

/// Three servers with clocks that run by themselves at different rates.
@Suite struct OrphanScenesTests {
    private static let rates = [2e-6, -3e-6, 5e-7]
    private static let rule = LocalTimeRule(stratum: 10, isOrphan: true, wait: .seconds(60))
    /// What is told never goes faster than it may be drawn, beside the clocks' own rates and what a sky draws.
    private static let most = 100e-6 + 26e-6

    private func world(_ rule: LocalTimeRule = rule) -> ClusterWorld {
        var world = ClusterWorld(rule, rates: Self.rates)
        world.run(120)
        return world
    }

    private func loseSky(_ world: inout ClusterWorld) {
        for index in world.nodes.indices { world.nodes[index].hasSky = false }
    }

    @Test func `With a sky each tells its own time`() {
        let world = world()
        #expect(world.roles == [.own, .own, .own])
        #expect(world.strata == [1, 1, 1])
    }

    @Test func `Whoever loses its sky follows one who has it, at once`() {
        var world = world()
        world.nodes[0].hasSky = false
        world.mark()
        world.run(3600)
        #expect(world.roles == [.follower, .own, .own])
        #expect(world.strata == [2, 1, 1])
        #expect(world.widest < 200e-6)
        #expect(world.nodes[0].largestStep < Self.most)
        // Its own clock has gone 7 ms astray meanwhile.
        #expect(abs(world.nodes[0].clock) > 5e-3)
    }

    @Test func `When all have lost it they wait, and agree on the smallest address`() {
        var world = world()
        loseSky(&world)
        world.run(59)
        #expect(world.roles.allSatisfy { $0 != .leader })
        world.run(120)
        #expect(world.roles == [.leader, .follower, .follower])
        #expect(world.strata == [10, 11, 11])
        #expect(world.nodes[1].claim?.referenceID == 0x0A00_0001)
        #expect(world.nodes[0].claim?.referenceID == ClusterStanding.orphanReference)
        world.mark()
        world.run(4 * 3600)
        #expect(world.widest < 300e-6)
        #expect(world.silent == 0)
        #expect(world.nodes.allSatisfy { $0.largestStep < Self.most })
    }

    @Test func `The next smallest takes over from a leader that is gone, and gives way when it is back`() {
        var world = world()
        loseSky(&world)
        world.run(1800)
        world.nodes[0].isUp = false
        world.mark()
        world.run(600)
        #expect(Array(world.roles[1...]) == [.leader, .follower])
        #expect(world.nodes[1...].allSatisfy { $0.largestStep < Self.most })
        world.nodes[0].isUp = true
        world.run(600)
        #expect(world.roles == [.leader, .follower, .follower])
        #expect(world.nodes[1...].allSatisfy { $0.largestStep < Self.most })
    }

    @Test func `Islands have a leader each, and draw together when they are joined again`() {
        var world = world()
        loseSky(&world)
        world.run(1800)
        world.nodes[0].island = 1
        world.mark()
        world.run(7200)
        #expect(world.roles == [.leader, .leader, .follower])
        let apart = world.widest
        #expect(apart > 5e-3)
        world.nodes[0].island = 0
        world.run(1200)
        #expect(world.roles == [.leader, .follower, .follower])
        #expect(world.nodes.allSatisfy { $0.largestStep < Self.most })
        world.mark()
        world.run(600)
        #expect(world.widest < 300e-6)
    }

    @Test func `One sky that is back draws all of them back to it without a step`() {
        var world = world()
        loseSky(&world)
        world.run(4 * 3600)
        world.mark()
        world.nodes[2].hasSky = true
        world.run(3600)
        #expect(world.roles == [.follower, .follower, .own])
        #expect(world.strata == [2, 2, 1])
        for index in world.nodes.indices { world.nodes[index].hasSky = true }
        world.run(3600)
        #expect(world.roles == [.own, .own, .own])
        #expect(world.nodes.allSatisfy { $0.largestStep < Self.most })
        #expect(world.nodes.allSatisfy { abs($0.told ?? 1) < 2e-6 })
        #expect(world.silent == 0)
    }

    @Test func `What is told on the way back says how far it is from the truth`() throws {
        var world = world()
        loseSky(&world)
        world.run(4 * 3600)
        for index in world.nodes.indices { world.nodes[index].hasSky = true }
        for _ in 0..<300 {
            world.run(1)
            for node in world.nodes {
                let (told, claim) = (try #require(node.told), try #require(node.claim))
                guard claim.stratum == 1 else { continue }
                #expect(abs(told) <= claim.rootDispersion.duration.realSeconds)
            }
        }
    }

    @Test func `Whoever never had the time leads nobody, but follows`() {
        var world = ClusterWorld(Self.rule, rates: Self.rates, clocks: [0.3, 0, 0])
        (world.nodes[0].hasSky, world.nodes[0].hasLocked) = (false, false)
        world.run(60)
        #expect(world.roles[0] == .follower)
        #expect(abs(world.nodes[0].told ?? 1) < 200e-6)
        loseSky(&world)
        world.run(600)
        #expect(world.roles == [.follower, .leader, .follower])
        #expect(world.strata == [11, 10, 11])
    }

    @Test func `A clock that is set before anybody was told the time is told as it is`() {
        var world = ClusterWorld(Self.rule, rates: [1e-6, 2e-6], clocks: [0.3, 0])
        (world.nodes[0].hasSky, world.nodes[0].hasLocked) = (false, false)
        for index in world.nodes.indices { world.nodes[index].island = index }
        world.run(10)
        #expect(world.roles == [.none, .own])
        world.setClock(of: 0, by: -world.nodes[0].clock)
        (world.nodes[0].hasSky, world.nodes[0].hasLocked) = (true, true)
        world.run(1)
        #expect(world.roles == [.own, .own])
        #expect(abs(world.nodes[0].told ?? 1) < 1e-6)
    }

    @Test func `A clock that is set while another one is told leaves what is told where it was`() {
        var world = world()
        world.nodes[0].hasSky = false
        world.run(1200)
        world.mark()
        world.setClock(of: 0, by: -0.4)
        world.run(1200)
        #expect(world.roles == [.follower, .own, .own])
        #expect(world.nodes[0].largestStep < Self.most)
        #expect(world.widest < 200e-6)
    }

    @Test func `Without orphan mode each tells its own clock`() {
        var world = world(LocalTimeRule(stratum: 8, wait: .zero))
        loseSky(&world)
        world.run(300)
        #expect(world.roles == [.local, .local, .local])
        #expect(world.strata == [8, 8, 8])
        #expect(world.nodes[0].claim?.referenceID == ClusterStanding.localReference)
    }

    @Test func `A clock that was never set is told only where that is asked for`() {
        for (beginning, role) in [(LocalTimeRule.Beginning.synchronised, ClusterStanding.Role.none), (.clock, .local)] {
            var world = ClusterWorld(LocalTimeRule(stratum: 8, wait: .zero, beginning: beginning), rates: [1e-6])
            (world.nodes[0].hasSky, world.nodes[0].hasLocked) = (false, false)
            world.run(10)
            #expect(world.roles == [role])
        }
    }
}
