// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase
import TimeKeeping

/// Falsetickers, liars and outages, each with its figure.
struct SelectionScenesTests {
    private func settled(_ policy: DisputePolicy = .majorityWins, seed: UInt64 = 3) -> SelectionWorld {
        var world = SelectionWorld(seed: seed)
        world.ensemble.policy = policy
        world.run(200)
        world.mark()
        return world
    }

    @Test func `four that agree: the receiver makes the time, and the upstreams bear it out`() {
        let world = settled()
        #expect(world.place.rung == .receiver && world.word(0) == "selected" && world.word(1) == "survivor")
        #expect(world.clock.magnitude < 100e-9 && world.outside == 0)
        #expect(world.last.bound <= .nanoseconds(300))
    }

    @Test(arguments: [-619_315_200.0, 1, -1], DisputePolicy.allCases)
    func `a receiver of another date or another second is a falseticker at once and moves nothing`(
        lie: Double, policy: DisputePolicy
    ) {
        var world = settled(policy)
        world.receiverLie = lie
        world.run(1)
        #expect(world.last.verdicts[0] == .vetoed(.otherSecond(Int64(-lie))))
        #expect(world.place.rung == .holdover && world.place.next?.rung == .upstream)
        world.run(500)
        #expect(world.word(0) == "falseticker" && world.word(2) == "selected")
        #expect(world.last.dispute.map { ($0.distance.realSeconds + lie).magnitude < 1e-3 } ?? false)
        // Clock, holdover and upstreams keep it.
        #expect(world.worst < 1e-6 && world.steps == 0 && world.outside == 0)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `a receiver that drags by 10 µs a second is caught within a second and moves the clock by no more`(
        seed: UInt64
    ) {
        var world = settled(seed: seed)
        var caught = 0
        while world.word(0) != "falseticker", caught < 100 {
            world.run(1, dragging: 10e-6)
            caught += 1
        }
        #expect(caught <= 1)
        world.run(200, dragging: 10e-6)
        #expect(world.word(0) == "falseticker" && world.place.rung == .holdover)
        #expect(world.worst < 1e-6 && world.steps == 0 && world.outside == 0)
        #expect(world.last.dispute != nil)
    }

    @Test(arguments: DisputePolicy.allCases)
    func `a drag that the oscillator could have done goes as far as the upstreams can see`(policy: DisputePolicy) {
        var world = SelectionWorld()
        world.ensemble.policy = policy
        world.knownRate = 1e-6
        world.run(200)
        var seconds = 0
        while world.word(0) != "falseticker", seconds < 1000 {
            world.run(1, dragging: 0.5e-6)
            seconds += 1
        }
        // They know 0.18 ms.
        #expect(seconds > 300 && seconds < 450 && world.worst < 225e-6)
        world.run(100, dragging: 0.5e-6)
        #expect(world.word(0) == "falseticker" && world.last.dispute != nil && world.steps == 0)
        switch policy {
        case .majorityWins:
            #expect(world.place.rung == .upstream && world.clock.magnitude < 100e-6)
        case .gnssWins:
            #expect(world.place.rung == .receiver && world.last.dispute?.isFollowed == true)
        case .alarmOnly:
            #expect(world.place.rung == .receiver && world.clock.magnitude < world.last.bound.realSeconds)
        }
    }

    @Test func `begun with a receiver of another date, the majority makes the time`() {
        var world = SelectionWorld(clock: 0.3, isKnown: false)
        world.receiverLie = -619_315_200
        world.run(60)
        #expect(world.word(0) == "falseticker" && world.place.rung != .receiver)
        #expect(world.clock.magnitude < 300e-6)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `two of three upstreams lie, each otherwise: receiver and clock know`(seed: UInt64) {
        var world = settled(seed: seed)
        world.upstreamLies = [0, 5, -0.02]
        world.run(300)
        #expect(world.place.rung == .receiver && world.word(0) == "selected")
        #expect(world.word(2) == "falseticker" && world.word(3) == "falseticker" && world.word(1) == "survivor")
        #expect(world.worst < 100e-9 && world.outside == 0)
    }

    @Test func `two of three upstreams lie together while the sky is gone: our own clock is not led astray`() {
        var world = settled()
        world.receiverLie = nil
        world.upstreamLies = [0, 2, 2]
        world.run(1200)
        // Our clock and the one that bears it out are as many as they.
        #expect(world.last.basis == .ownClock && world.place.rung == .holdover)
        #expect(world.word(1) == "selected" && world.word(2) == "falseticker" && world.word(3) == "falseticker")
        #expect(world.worst < 5e-6 && world.steps == 0 && world.outside == 0)
        #expect(world.place.next?.rung == .upstream)
    }

    @Test func `all lost: holdover says when, then orphan; and all back without a step`() throws {
        var world = settled()
        (world.receiverLie, world.upstreamLies) = (nil, [nil, nil, nil])
        world.run(400)
        #expect(world.place.rung == .holdover)
        let foreseen = try #require(world.place.next)
        #expect(foreseen.rung == .orphan)
        let seconds = Int(foreseen.after.realSeconds)
        #expect(seconds > 90_000 && seconds < 101_000)
        world.skip(seconds - 10)
        #expect(world.place.rung == .holdover)
        world.run(12)
        #expect(world.place.rung == .orphan && world.outside == 0)
        let away = world.clock
        (world.receiverLie, world.upstreamLies) = (0, [0, 0, 0])
        world.run(30)
        #expect(away > 90e-6 && world.place.rung == .receiver && world.clock.magnitude < 100e-9)
        #expect(world.steps == 0 && world.largestMove <= 100e-6)
    }

    @Test func `the sky is lost, upstreams are left: holdover first, then they, and the sky again`() throws {
        var world = settled()
        world.receiverLie = nil
        world.run(10)
        let foreseen = try #require(world.place.next)
        #expect(world.place.rung == .holdover && foreseen.rung == .upstream)
        world.failover.order.holdoverLimit = .microseconds(300)
        world.run(1500)
        #expect(world.place.rung == .holdover && world.worst < 6e-6)
        world.failover.order.isImmediate = true
        world.run(600)
        #expect(world.place.rung == .upstream && world.worst < 200e-6 && world.outside == 0)
        world.receiverLie = 0
        world.run(20)
        #expect(world.place.rung == .receiver && world.clock.magnitude < 100e-9)
        #expect(world.steps == 0)
    }

    @Test(arguments: 1...6 as ClosedRange<UInt64>)
    func `upstreams alone keep a clock within their bound, and a liar among them does not change that`(seed: UInt64) {
        var world = SelectionWorld(seed: seed, clock: 0.3, isKnown: false)
        world.receiverLie = nil
        world.failover.order.isImmediate = true
        world.run(100)
        #expect(world.place.rung == .upstream && world.clock.magnitude < 150e-6)
        world.mark()
        world.upstreamLies[Int(seed % 3)] = 0.004
        world.run(500)
        #expect(world.word(Int(seed % 3) + 1) == "falseticker")
        #expect(world.worst < 150e-6 && world.steps == 0 && world.outside == 0)
    }

    @Test func `no clock that was right is stepped beyond the policy's limit, whoever says so`() {
        var world = SelectionWorld(clock: 0.02)
        world.receiverLie = nil
        world.upstreamLies = [nil, nil, nil]
        world.skip(100_000)
        // Nothing is known any more, and all that is heard is three seconds off.
        (world.receiverLie, world.upstreamLies) = (3, [3, 3, 3])
        world.mark()
        world.run(60)
        #expect(world.refusals > 50 && world.steps == 0 && world.largestMove == 0)
        (world.receiverLie, world.upstreamLies) = (0, [0, 0, 0])
        world.run(200)
        #expect(world.steps == 1 && world.largestMove < 0.5 && world.clock.magnitude < 1e-6)
    }
}
