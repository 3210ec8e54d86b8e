// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

@testable import Appliance

struct PTPWorkerTests {
    private static let began = MonotonicInstant(sinceEpoch: .seconds(500))
    /// What the clock shows when the wire's time is 500 s.
    private static let shown = TAIInstant(sinceEpoch: .seconds(1_700_000_037))
    private static let client = MessageAddress.ip(.loopbackV4)

    private let wire = FakeTransport.Wire()
    private let desk = PTPPortDesk(number: 1, interface: "eth0", settings: PortSettings(.defaultE2E))

    private func worker(
        stamping: Stamping = .software, strayed: @escaping PTPClock.Strayed = { .zero },
        settings change: (inout PortSettings) -> Void = { $0.isGrandmasterOnly = true }
    ) -> PTPWorker<FakeTransport> {
        var settings = PortSettings(.defaultE2E)
        change(&settings)
        var state = TimeState(
            phase: .locked, since: Self.began, asOf: Self.began, reason: .justStarted,
            errorBound: ErrorBound(base: .nanoseconds(80)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        state.hasLocked = true
        let clock = ClockMapping(anchor: Self.began, atAnchor: ClockReading(era: 0, shown: Self.shown), rate: 0)
        let identity = PortIdentity(clock: ClockIdentity(raw: 0x001B_21FF_FE00_0001), number: 1)
        return PTPWorker(
            FakeTransport(wire), Port(settings, identity: identity, stamping: stamping, at: Self.began),
            clock: PTPClock(
                Published(ServedTime(state: state, clock: clock)), profile: settings.profile, strayed: strayed),
            desk: desk)
    }

    private func request(sequence: UInt16 = 7) -> [UInt8] {
        let source = PortIdentity(clock: ClockIdentity(raw: 0x001B_21FF_FE00_0002), number: 1)
        var header = MessageHeader(type: .delayRequest, messageLength: 44, source: source)
        header.sequence = sequence
        var octets = [UInt8](repeating: 0, count: 44)
        var span = octets.mutableSpan
        _ = DelayRequestMessage(header: header).write(into: &span)
        return octets
    }

    private func turn(_ worker: inout PTPWorker<FakeTransport>, _ count: Int) throws {
        for _ in 0..<count { try worker.turn() }
    }

    @Test func `it announces what the clock is worth, and follows up each Sync by when it left`() throws {
        var worker = worker()
        try turn(&worker, 20)
        let announce = try #require(wire.sent(.announce).first.flatMap { AnnounceMessage($0.octets.span) })
        #expect(announce.grandmasterClockQuality.clockClass == 6)
        #expect(announce.grandmasterClockQuality.accuracy == ClockAccuracy(rawValue: 0x21))
        let syncs = wire.sent(.sync).compactMap { SyncMessage($0.octets.span) }
        let followUps = wire.sent(.followUp).compactMap { FollowUpMessage($0.octets.span) }
        #expect(syncs.count > 2 && followUps.count >= syncs.count - 1)
        #expect(followUps.map(\.header.sequence) == syncs.map(\.header.sequence).prefix(followUps.count).map(\.self))
        let left = try #require(followUps.first).preciseOriginTimestamp.tai
        #expect(left >= Self.shown && left < Self.shown + .seconds(5))
    }

    @Test func `a request is answered by when it arrived, in our clock's time`() throws {
        var worker = worker()
        try turn(&worker, 4)
        let arrived = wire.now - .microseconds(3)
        wire.hear(request(), stamp: .kernel(arrived), from: Self.client)
        try turn(&worker, 1)
        let response = try #require(wire.sent(.delayResponse).first.flatMap { DelayResponseMessage($0.octets.span) })
        #expect(response.receiveTimestamp.tai == Self.shown + (arrived - Self.began))
        #expect(response.header.sequence == 7)
    }

    @Test func `a card's stamp is our clock's time already`() throws {
        var worker = worker(stamping: .hardware)
        try turn(&worker, 4)
        wire.hear(request(), stamp: .hardware(nanoseconds: 1_700_000_040_123_456_789), from: Self.client)
        try turn(&worker, 1)
        let response = try #require(wire.sent(.delayResponse).first.flatMap { DelayResponseMessage($0.octets.span) })
        #expect(response.receiveTimestamp == PTPTimestamp(seconds: 1_700_000_040, nanoseconds: 123_456_789))
    }

    @Test func `how far a card's clock strays is part of what is claimed`() throws {
        var worker = worker(stamping: .hardware, strayed: { .microseconds(2) })
        try turn(&worker, 8)
        let announce = try #require(wire.sent(.announce).first.flatMap { AnnounceMessage($0.octets.span) })
        #expect(announce.grandmasterClockQuality.accuracy.limit == .microseconds(2) + .nanoseconds(500))
    }

    @Test func `what comes without a stamp, or not as an event, is not answered`() throws {
        var worker = worker()
        try turn(&worker, 4)
        wire.hear(request(), stamp: .none, from: Self.client)
        wire.hear(request(), stamp: .kernel(wire.now), from: Self.client, isEvent: false)
        wire.hear([1, 2, 3], stamp: .none, from: Self.client)
        try turn(&worker, 4)
        #expect(wire.sent(.delayResponse).isEmpty)
        let counters = try #require(desk.facts.port?.counters)
        #expect((counters[.unstamped], counters[.malformed]) == (2, 1))
    }

    @Test func `without a link it is faulty, and begins anew with one`() throws {
        var worker = worker()
        try turn(&worker, 4)
        #expect(worker.port.state == .master)
        wire.isLinkUp = false
        try turn(&worker, 1)
        #expect(desk.facts.state == .faulty)
        #expect(desk.facts.sentence == "Nobody is served: the network link is down.")
        wire.isLinkUp = true
        try turn(&worker, 3)
        #expect(desk.facts.state == .master)
    }

    @Test func `what the kernel does not take is counted`() throws {
        var worker = worker()
        wire.refuses = 1
        try turn(&worker, 20)
        #expect(try #require(desk.facts.port).counters.unsent > 0)
    }

    @Test func `stamps that never come are noted with the time`() throws {
        var worker = worker()
        wire.stamp = nil
        try turn(&worker, 60)
        let facts = desk.facts
        #expect(try #require(facts.port).counters.stampsLost > 0)
        #expect(facts.lastStampMissed != nil)
    }

    @Test func `who asks is told`() throws {
        var worker = worker()
        try turn(&worker, 4)
        wire.hear(request(), stamp: .kernel(wire.now), from: Self.client)
        try turn(&worker, 16)
        #expect(desk.clients.map(\.address) == [Self.client])
    }

    @Test func `a fault of the way ends it, and what it did is told still`() throws {
        var worker = worker()
        try turn(&worker, 20)
        wire.fault = .addressAbsent
        #expect(throws: SocketFault.addressAbsent) { try worker.run { false } }
        #expect(try #require(desk.facts.port).counters[sent: .sync] > 0)
    }

    @Test func `a better master makes it passive, and is told of`() throws {
        var worker = worker(settings: { $0.isGrandmasterOnly = false })
        let sender = PortIdentity(clock: ClockIdentity(raw: 0x001B_21FF_FE00_0009), number: 1)
        for sequence in 0..<12 {
            var header = MessageHeader(type: .announce, messageLength: 64, source: sender)
            (header.sequence, header.logInterval) = (UInt16(sequence), 1)
            var announce = AnnounceMessage(header: header)
            announce.grandmasterPriority1 = 1
            announce.grandmasterIdentity = sender.clock
            var octets = [UInt8](repeating: 0, count: 64)
            var span = octets.mutableSpan
            _ = announce.write(into: &span)
            wire.hear(octets, stamp: .none, from: Self.client, isEvent: false)
            try turn(&worker, 1)
            wire.now += .seconds(1)
        }
        #expect(desk.facts.state == .passive)
        #expect(desk.facts.betterMaster?.grandmaster == sender.clock)
        #expect(desk.facts.sentence == "It keeps silent: 001b21.fffe.000009 is a better master.")
    }
}
