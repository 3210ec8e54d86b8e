// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

/// What a receiver of time measures of its clock, beside the truth.
@Suite struct TimeReceiverOffsetTests {
    @Test(arguments: [Stamping.hardware, .hardwareOneStep])
    func `over ways of equal length the offset is exact`(stamping: Stamping) throws {
        var world = TimeReceiverWorld()
        world.add(0xA, stamping: stamping)
        world.error = .microseconds(-1_234)
        world.run(until: 30)
        #expect(world.receiver.state == .slave)
        let standing = try #require(world.receiver.standing(at: world.now))
        // One-step, the Syncs tell whole nanoseconds.
        let miss = try #require(world.miss)
        #expect(miss.magnitude <= .nanoseconds(1))
        #expect((standing.delay - .microseconds(10)).magnitude <= .nanoseconds(1))
        #expect(standing.bound(at: world.now).base >= miss.magnitude)
    }

    @Test func `over a peer-to-peer link it is as exact`() throws {
        var world = TimeReceiverWorld(.defaultP2P)
        world.add(0xA)
        world.error = .milliseconds(7)
        world.run(until: 30)
        #expect(world.receiver.state == .slave)
        #expect(world.miss == .zero)
        #expect(try #require(world.receiver.standing(at: world.now)).delay == .microseconds(10))
    }

    @Test(arguments: [(0, 3_000), (-3_000, 0), (3_000, 6_000)])
    func `an asymmetry counts half the difference of the ways, unless it is known`(known: Int64, seen: Int64) throws {
        var world = TimeReceiverWorld { $0.delayAsymmetry = TimeInterval(.nanoseconds(known)) }
        world.add(0xA) { $0.delayAsymmetry = .zero }
        (world.forth, world.back) = (.microseconds(8), .microseconds(2))
        world.run(until: 20)
        let standing = try #require(world.receiver.standing(at: world.now))
        #expect(world.miss == .nanoseconds(seen))
        #expect(standing.delay == .microseconds(5))
        #expect(known > 0 || standing.bound(at: world.now).base >= .nanoseconds(seen))
    }

    @Test func `latencies of our own card are taken out`() {
        var world = TimeReceiverWorld {
            ($0.ingressLatency, $0.egressLatency) = (TimeInterval(.nanoseconds(500)), TimeInterval(.nanoseconds(100)))
        }
        world.add(0xA) { ($0.ingressLatency, $0.egressLatency) = (.zero, .zero) }
        // Its stamps are right here: what is taken out of each is missing, half of the difference.
        world.run(until: 20)
        #expect(world.miss == .nanoseconds((-500 + 100) / 2))
    }

    @Test func `corrections on the way are taken off`() {
        var world = TimeReceiverWorld()
        world.add(0xA)
        (world.forth, world.back) = (.microseconds(40), .microseconds(10))
        // A transparent clock held Syncs for 30 µs and says so, in the Follow_Up.
        world.tamper = { octets, type in
            if type == .followUp {
                let scaled = UInt64(30_000) << 16
                for place in 0..<8 { octets[8 + place] = UInt8(truncatingIfNeeded: scaled >> UInt64(56 - 8 * place)) }
            }
            return true
        }
        world.run(until: 20)
        #expect(world.miss == .zero)
    }

    @Test func `messages that were held up and messages that were lost do little harm`() throws {
        var world = TimeReceiverWorld(stamping: .software)
        world.add(0xA)
        (world.queue, world.loss, world.drift) = (.microseconds(300), 0.2, 2e-6)
        world.run(until: 60)
        var (sum, count) = (Duration.zero, 0)
        for second in 61...400 {
            world.run(until: Double(second))
            let (miss, standing) = (world.miss, world.receiver.standing(at: world.now))
            guard let miss, let standing else { continue }
            #expect(miss.magnitude <= standing.bound(at: world.now).base)
            (sum, count) = (sum + miss.magnitude, count + 1)
        }
        // Each message by itself is held up for 150 µs in the mean.
        #expect(count > 300)
        #expect(sum / count < .microseconds(100))
        #expect(world.receiver.state == .slave)
    }

    @Test func `a Follow_Up may overtake its Sync`() {
        var world = TimeReceiverWorld()
        world.add(0xA)
        // Held up on the wire, so that the stamp is of then; the correction says so.
        world.syncDelay = .microseconds(30)
        world.tamper = { octets, type in
            if type == .sync {
                let scaled = UInt64(30_000) << 16
                for place in 0..<8 { octets[8 + place] = UInt8(truncatingIfNeeded: scaled >> UInt64(56 - 8 * place)) }
            }
            return true
        }
        world.run(until: 20)
        #expect(world.receiver.state == .slave)
        #expect(world.miss == .zero)
    }

    @Test func `no Follow_Up is paired with another Sync`() {
        var world = TimeReceiverWorld()
        world.add(0xA)
        world.run(until: 20.5)
        let before = world.receiver.samples
        // Every other of each is lost, never of the same number: nothing is measured any more.
        world.tamper = { octets, type in
            if type == .sync { return octets[31] & 1 == 0 }
            if type == .followUp { return octets[31] & 1 == 1 }
            return true
        }
        world.run(until: 60)
        #expect(world.receiver.samples == before)
        #expect(world.receiver.state == .uncalibrated)
        #expect(world.receiver.hindrance(at: world.now) == .noSync)
    }

    @Test(arguments: [300, -300])
    func `a master that is set is believed once several Syncs say so, and a stray never`(milliseconds: Int64) throws {
        var world = TimeReceiverWorld()
        world.add(0xA)
        world.run(until: 30.5)
        let step = Duration.milliseconds(milliseconds)
        world.masters[0].error = step
        world.run(until: 31.5)
        #expect(world.miss == .zero)
        world.masters[0].error = .zero
        world.run(until: 40.5)
        #expect(world.miss == .zero)
        world.masters[0].error = step
        world.run(until: 46)
        #expect(world.miss == .zero - step)
        let standing = try #require(world.receiver.standing(at: world.now))
        #expect(standing.delay == .microseconds(10))
    }

    @Test func `what was measured of a master before it knew the time is not meant of it afterwards`() throws {
        var world = TimeReceiverWorld()
        world.add(0xA)
        let locked = world.masters[0].claim
        world.masters[0].claim = locked.of(class: 248)
        world.masters[0].claim.flags = [.ptpTimescale]
        world.masters[0].error = .seconds(-1)
        world.run(until: 30)
        #expect(world.miss == .seconds(1))
        (world.masters[0].error, world.masters[0].claim) = (.zero, locked)
        var heard = 0
        for tenth in 301...500 {
            world.run(until: Double(tenth) / 10)
            guard let standing = world.receiver.standing(at: world.now), standing.word.isTraceable else { continue }
            #expect(world.miss == .zero)
            heard += 1
        }
        #expect(heard > 150)
    }

    @Test func `the way is asked for as often as the master wants it`() {
        var world = TimeReceiverWorld { $0.logMinDelayRequestInterval = 0 }
        world.add(0xA) { $0.logMinDelayRequestInterval = 3 }
        world.run(until: 100)
        let before = world.receiver.questions
        world.run(until: 900)
        #expect((90...110).contains(world.receiver.questions - before))
    }
}
