// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

@Suite struct UnicastScheduleTests {
    private func stamped(_ nanoseconds: Int64) -> TAIInstant { TAIInstant(sinceEpoch: .nanoseconds(nanoseconds)) }

    @Test(arguments: [-3, -2, -1, 0, 3, 4, 7] as [Int8])
    func `announcements come at even distances until the grant ends`(log: Int8) {
        var desk = Desk()
        desk.ask(.announce, log: log, seconds: 300, for: 1)
        _ = desk.sink.takeAll()
        let interval =
            Duration(attoseconds: 1_000_000_000_000_000_000) * (log >= 0 ? 1 << Int(log) : 1)
            / (log < 0 ? 1 << Int(-log) : 1)
        let start = desk.now
        var sent: [Duration] = []
        while let next = desk.service.nextWake?.sinceEpoch {
            desk.now = next
            desk.wake()
            sent += desk.sink.takeAll().map { _ in next }
        }
        #expect(abs(sent.count - Int(Duration.seconds(300) / interval)) <= 1)
        #expect(sent[0] <= start + interval + .milliseconds(1))
        #expect((sent.last ?? start) < start + .seconds(300))
        for (earlier, later) in zip(sent, sent.dropFirst()) {
            #expect((later - earlier - interval).magnitude <= .nanoseconds(1))
        }
        #expect(desk.service.grantedClients == 0)
        #expect(desk.facts(of: 1)?.announce == nil)
        #expect(desk.facts(of: 1)?.sent == UInt64(sent.count) + 1)
    }

    @Test func `an announcement is the port's own, numbered for this client, with its interval`() throws {
        var desk = Desk()
        desk.ask(.announce, log: -1, for: 1)
        desk.ask(.announce, log: -1, for: 2)
        _ = desk.sink.takeAll()
        desk.run(until: desk.now + .seconds(2))
        let messages = desk.sink.takeAll().filter { $0.envelope.destination == Desk.address(2) }
        #expect(messages.count == 4)
        let numbers = try messages.map { try #require($0.octets.announce).header.sequence }
        #expect(zip(numbers, numbers.dropFirst()).allSatisfy { $1 == $0 &+ 1 })
        let announce = try #require(messages[0].octets.announce)
        #expect((announce.header.flags, announce.header.logInterval) == (.unicast, -1))
        #expect((messages[0].envelope.isEvent, messages[0].envelope.ticket) == (false, nil))
    }

    @Test func `a Sync asks for its stamp, and its Follow_Up goes to the same client with the same number`() throws {
        var desk = Desk()
        desk.ask(.sync, log: 0, for: 3)
        _ = desk.sink.takeAll()
        desk.run(until: desk.now + .seconds(1))
        let sent = try #require(desk.sink.takeAll().first)
        let sync = try #require(sent.octets.sync)
        #expect((sync.header.flags, sync.header.logInterval) == ([.unicast, .twoStep], 0x7F))
        #expect((sent.envelope.destination, sent.envelope.isEvent) == (Desk.address(3), true))
        let ticket = try #require(sent.envelope.ticket)
        let departure = stamped(5_000_000_123) + Duration(attoseconds: 500_000_000)
        let isOurs = desk.service.transmitted(
            ticket, departure: departure, header: Desk.header, counters: &desk.counters, into: &desk.sink)
        #expect(isOurs)
        let told = try #require(desk.sink.takeAll().first)
        let followUp = try #require(told.octets.followUp)
        #expect((followUp.header.sequence, followUp.header.flags) == (sync.header.sequence, .unicast))
        #expect(followUp.preciseOriginTimestamp == PTPTimestamp(seconds: 5, nanoseconds: 123))
        #expect(followUp.header.correction.scaledNanoseconds == 32_768)
        #expect((told.envelope.destination, told.envelope.isEvent) == (Desk.address(3), false))
        _ = desk.service.transmitted(
            ticket, departure: departure, header: Desk.header, counters: &desk.counters, into: &desk.sink)
        #expect(desk.sink.list.isEmpty, "a stamp is told once")
    }

    @Test func `a stamp that comes after the next Sync, or never, is counted and not told`() throws {
        var desk = Desk()
        desk.ask(.sync, log: 0, for: 3)
        _ = desk.sink.takeAll()
        desk.run(until: desk.now + .seconds(2))
        let tickets = desk.sink.takeAll().compactMap(\.envelope.ticket)
        #expect(tickets.count == 2)
        #expect(desk.counters.stampsLost == 1)
        for (ticket, departure) in [(tickets[0], stamped(5)), (tickets[1], nil), (tickets[1], stamped(6))] {
            _ = desk.service.transmitted(
                ticket, departure: departure, header: Desk.header, counters: &desk.counters, into: &desk.sink)
        }
        #expect((desk.counters.stampsLate, desk.counters.stampsLost) == (1, 2))
        #expect(desk.sink.list.isEmpty)
    }

    @Test(arguments: [0, 1, 0x0100_0005, 0x7FFF_FFFF, 0x8000_0000, 0xFFFF_FFFF] as [UInt32])
    func `tickets of others, and tickets of nobody, do no harm`(ticket: UInt32) {
        var desk = Desk()
        desk.ask(.sync, log: 0, for: 1)
        _ = desk.sink.takeAll()
        let isOurs = desk.service.transmitted(
            ticket, departure: stamped(5), header: Desk.header, counters: &desk.counters, into: &desk.sink)
        #expect(isOurs == (ticket >> 31 == 1))
        #expect(desk.sink.list.isEmpty)
    }

    @Test func `a card that writes the time into the Sync itself needs no stamp`() throws {
        var desk = Desk(stamping: .hardwareOneStep)
        desk.ask(.sync, log: 0, for: 1)
        #expect(desk.service.promisedRate == 1)
        _ = desk.sink.takeAll()
        desk.run(until: desk.now + .seconds(3))
        let sent = desk.sink.takeAll()
        #expect(sent.count == 3)
        #expect(sent.allSatisfy { $0.envelope.ticket == nil && $0.octets.sync?.header.flags == .unicast })
        #expect(desk.counters.stampsLost == 0)
    }

    @Test func `a renewal keeps the rhythm, and another rate begins its own`() {
        var desk = Desk()
        desk.ask(.announce, log: 0, seconds: 10, for: 1)
        _ = desk.sink.takeAll()
        var times: [Duration] = []
        for second in 1...40 {
            let end = Duration.seconds(1_000 + second)
            while let next = desk.service.nextWake?.sinceEpoch, next <= end {
                desk.now = next
                desk.wake()
                times += desk.sink.takeAll().map { _ in next }
            }
            desk.now = end
            if second % 9 == 0 { desk.ask(.announce, log: 0, seconds: 10, for: 1) }
            _ = desk.sink.takeAll()
        }
        #expect(times.count == 40)
        for (earlier, later) in zip(times, times.dropFirst()) { #expect(later - earlier == .seconds(1)) }
        desk.ask(.announce, log: -2, seconds: 10, for: 1)
        _ = desk.sink.takeAll()
        desk.run(until: desk.now + .seconds(1))
        #expect(desk.sink.takeAll().count == 4)
        #expect(desk.facts(of: 1)?.announce == -2)
    }

    @Test(arguments: [false, true]) func `a renewal at the very end begins anew, whether or not it was noticed`(
        woken: Bool
    ) {
        var desk = Desk()
        desk.ask(.delayResponse, log: 0, seconds: 10, for: 1)
        desk.now += .seconds(10)
        if woken {
            desk.wake()
            #expect(desk.service.grantedClients == 0)
        }
        #expect(desk.ask(.delayResponse, log: 0, seconds: 10, for: 1) == 10)
        desk.now += .seconds(10) - .nanoseconds(1)
        desk.wake()
        #expect(desk.service.grantedClients == 1)
        desk.now += .nanoseconds(1)
        #expect(desk.request(from: 1) == .notGranted, "over to the nanosecond, though nobody has looked yet")
        desk.now += .milliseconds(1)
        desk.wake()
        #expect(desk.service.grantedClients == 0)
    }

    @Test(arguments: [0.02, 0.3, 10, 3_600] as [Double])
    func `a pause is not made up for in a burst, and its end finds the rhythm again`(pause: Double) {
        var desk = Desk(
            limits: {
                var limits = UnicastLimits()
                limits.longestDuration = 1_000
                return limits
            }())
        for client in 0..<50 { desk.ask(.sync, log: -4, seconds: 1_000, for: client) }
        desk.run(until: desk.now + .seconds(2))
        _ = desk.sink.takeAll()
        desk.now += .realSeconds(pause)
        let wakes = 10
        for _ in 0..<wakes { desk.wake() }
        let sent = desk.sink.takeAll().count
        // At most the one message that each client was still owed.
        #expect(sent <= Int((50 * min(1, pause * 16)).rounded(.up)) + 1)
        desk.run(until: desk.now + .seconds(1))
        let later = desk.sink.takeAll().count
        #expect(pause > 1_000 ? later == 0 : abs(later - 800) <= 1)
    }
}
