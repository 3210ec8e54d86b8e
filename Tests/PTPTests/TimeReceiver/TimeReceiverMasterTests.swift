// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

/// Whom a receiver of time follows, and whom never.
@Suite struct TimeReceiverMasterTests {
    private func two() -> TimeReceiverWorld {
        var world = TimeReceiverWorld()
        world.add(0xA) { $0.priority1 = 10 }
        world.add(0xB) { $0.priority1 = 20 }
        world.masters[1].error = .microseconds(50)
        return world
    }

    private func master(_ world: TimeReceiverWorld) -> UInt64? { world.receiver.facts.master?.clock.raw }

    @Test func `the better of two is followed, the other when it falls silent, and it again when it is back`() {
        var world = two()
        world.run(until: 20)
        #expect(master(world) == 0xA)
        #expect(world.miss == .zero)
        world.masters[0].isAlive = false
        world.run(until: 40)
        #expect(master(world) == 0xB)
        // What was measured of the first is not meant of the second.
        #expect(world.miss == .microseconds(-50))
        world.masters[0].isAlive = true
        world.run(until: 60)
        #expect(master(world) == 0xA)
        #expect(world.miss == .zero)
        #expect(world.receiver.counters.handovers == 2)
    }

    @Test func `a silent network is told, and a single lost Announce is not`() {
        var world = TimeReceiverWorld()
        world.add(0xA)
        world.run(until: 20)
        world.tamper = { _, type in type != .announce }
        world.run(until: 22.5)
        world.tamper = { _, _ in true }
        world.run(until: 40)
        #expect(world.receiver.counters.handovers == 0)
        world.masters[0].isAlive = false
        world.run(until: 60)
        #expect(world.receiver.state == .listening)
        #expect(world.receiver.hindrance(at: world.now) == .noMaster)
        #expect(world.receiver.standing(at: world.now) == nil)
    }

    @Test func `Syncs that stop are told before the Announces have`() {
        var world = TimeReceiverWorld()
        world.add(0xA)
        world.run(until: 20)
        #expect(world.receiver.state == .slave)
        world.tamper = { _, type in type != .sync }
        world.run(until: 30)
        #expect(world.receiver.state == .uncalibrated)
        #expect(world.receiver.hindrance(at: world.now) == .noSync)
        world.tamper = { _, _ in true }
        world.run(until: 40)
        #expect(world.receiver.state == .slave)
    }

    @Test func `a master of another domain is not heard`() {
        var world = TimeReceiverWorld { $0.domain = 5 }
        world.add(0xA) { $0.domain = 6 }
        world.run(until: 30)
        #expect(world.receiver.state == .listening)
        #expect(world.receiver.counters[.otherDomain] > 20)
    }

    @Test func `who flags itself an alternate master is not followed`() {
        var world = TimeReceiverWorld()
        world.add(0xA)
        world.tamper = { octets, _ in
            octets[6] |= 0x01
            return true
        }
        world.run(until: 30)
        #expect(world.receiver.state == .listening)
    }

    @Test func `our own clock is never followed, neither directly nor by way of others`() {
        var world = TimeReceiverWorld(own: [ClockIdentity(raw: 0xA)])
        world.add(0xA)
        world.run(until: 30)
        #expect(world.receiver.state == .listening)
        #expect(world.receiver.counters[.own] > 10)
        // A boundary clock that follows us announces us as the grandmaster.
        for second in 31...40 {
            world.run(until: Double(second))
            var header = MessageHeader(
                type: .announce, messageLength: 0,
                source: PortIdentity(clock: ClockIdentity(raw: 0xBC), number: 1))
            header.sequence = UInt16(second)
            var message = AnnounceMessage(header: header)
            (message.grandmasterIdentity, message.stepsRemoved) = (ClockIdentity(raw: 0xA), 1)
            message.grandmasterPriority1 = 1
            world.hear(message)
        }
        #expect(world.receiver.state == .listening)
    }

    @Test func `a cable that was pulled takes all that was known with it`() {
        var world = TimeReceiverWorld()
        world.add(0xA)
        world.run(until: 20)
        world.receiver.linkChanged(isUp: false, at: world.now)
        #expect(world.receiver.state == .faulty)
        #expect(world.receiver.standing(at: world.now) == nil)
        world.receiver.linkChanged(isUp: true, at: world.now)
        world.run(until: 40)
        #expect(world.receiver.state == .slave)
        #expect(world.miss == .zero)
    }

    @Test func `the delay response of another client says nothing of our way`() {
        var world = TimeReceiverWorld()
        world.add(0xA)
        world.tamper = { octets, type in
            if type == .delayResponse { octets[53] ^= 1 }
            return true
        }
        world.run(until: 30)
        #expect(world.receiver.state == .uncalibrated)
        #expect(world.receiver.hindrance(at: world.now) == .noDelay)
    }
}
