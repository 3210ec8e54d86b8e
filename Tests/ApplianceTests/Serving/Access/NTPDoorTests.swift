// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import Testing
import TimeBase

@testable import Appliance

struct NTPDoorTests {
    private let wire = FakeSocket.Wire()
    private let guest = IPEndpoint(IPAddress(v4: 0xC000_0201), port: 40_000)
    private static let began = MonotonicInstant(sinceEpoch: .seconds(500))
    private let request: [UInt8] = [0x23] + [UInt8](repeating: 0, count: 39) + [1, 2, 3, 4, 5, 6, 7, 8]

    private func worker(
        _ door: NTPDoor, policy: AccessPolicy = .everyone, tap: TapRing<TappedRequest>? = nil
    ) -> NTPWorker<FakeSocket> {
        let state = TimeState(
            phase: .locked, since: Self.began, asOf: Self.began, reason: .justStarted,
            errorBound: ErrorBound(base: .microseconds(1)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        let clock = ClockMapping(
            anchor: Self.began,
            atAnchor: ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(1_700_000_037))), rate: 0)
        return NTPWorker(
            socket: FakeSocket(wire), time: Published(ServedTime(state: state, clock: clock)), policy: Posted(policy),
            door: door, tap: tap)
    }

    private func settings(_ change: (inout RateLimit) -> Void = { _ in }) -> Reception.Settings {
        var settings = Reception.Settings()
        var limit = RateLimit()
        (limit.capacity, limit.burst, limit.kiss, limit.leak) = (64, 2, 1, 4)
        change(&limit)
        settings.limit = limit
        return settings
    }

    private func ask(_ count: Int, from client: IPEndpoint? = nil, _ octets: [UInt8]? = nil) {
        for _ in 0..<count { wire.ask(octets ?? request, at: wire.now, from: client ?? guest) }
    }

    private var denyingAll: AccessPolicy { AccessPolicy(allow: [], deny: [.everything]) ?? .everyone }

    @Test func `who asks too often is refused, told so now and then, and never gets more than it sent`() throws {
        let worker = worker(NTPDoor(settings(), secret: HashSecret(1, 2)))
        ask(64)
        worker.serve()
        let counters = worker.counters.now
        #expect(counters.received == 64 && counters[.rateLimited] == 64 - counters.answered)
        // One as a stranger, two in a row, and a sixteenth of the rest by chance.
        #expect((3...12).contains(counters.answered))
        #expect(counters.kissed == (counters[.rateLimited] + 1) / 2 && counters.unsent == 0)
        let kisses = wire.sent.compactMap { NTPHeader($0.bytes.span) }.filter { $0.stratum == 0 }
        #expect(kisses.count == Int(counters.kissed) && wire.sent.count == Int(counters.kissed + counters.answered))
        let kiss = try #require(kisses.first)
        #expect(kiss.referenceID == KissCode.rate.letters && kiss.origin.raw == 0x0102_0304_0506_0708)
        #expect(wire.sent.allSatisfy { $0.bytes.count <= request.count })
    }

    @Test func `the live feed has who was limited, and why`() {
        let ring = TapRing<TappedRequest>(capacity: 64)
        let worker = worker(NTPDoor(settings(), secret: HashSecret(1, 2)), tap: ring)
        var place = ring.enter()
        ask(20)
        worker.serve()
        var limited: UInt64 = 0
        while case .heard(let it)? = ring.read(&place), it.source == guest && it.mode == 3 {
            if it.refusal == .rateLimited { limited += 1 }
        }
        #expect(limited > 0 && limited == worker.counters.now[.rateLimited])
        #expect(worker.clients.clients.first?.refused == limited)
    }

    @Test func `who asks at its pace is always answered, whatever another does`() {
        let worker = worker(NTPDoor(settings { $0.interval = 0 }, secret: HashSecret(1, 2)))
        let polite = IPEndpoint(IPAddress(v4: 0xC633_6401), port: 123)
        for _ in 0..<30 {
            ask(10)
            ask(1, from: polite)
            worker.serve()
            wire.now += .seconds(2)
        }
        #expect(wire.sent.count { $0.to == polite } == 30)
        #expect(worker.counters.now[.rateLimited] > 100)
    }

    @Test func `strangers beyond what is left for them are a crowd`() {
        let worker = worker(NTPDoor(settings { $0.strangers = 10 }, secret: HashSecret(1, 2)))
        for number in 0..<64 { ask(1, from: IPEndpoint(IPAddress(v4: 0x0A00_0000 + UInt32(number)), port: 5)) }
        worker.serve()
        #expect(worker.counters.now[.crowded] == 63 && worker.counters.now.answered == 1)
    }

    @Test func `the machine itself is never limited`() {
        let worker = worker(NTPDoor(settings { ($0.strangers, $0.returning) = (0, 0) }))
        for address in [IPAddress.loopbackV4, .loopbackV6, IPAddress(v4: 0x7F12_3456)] {
            ask(20, from: IPEndpoint(address, port: 5))
        }
        worker.serve()
        #expect(worker.counters.now.answered == 60)
    }

    @Test func `what asks for no time costs its client nothing`() {
        let worker = worker(NTPDoor(settings(), secret: HashSecret(1, 2)))
        for octet in [0x16, 0x24, 0x21, 0x25, 0x17] as [UInt8] { ask(8, [octet] + [UInt8](repeating: 0, count: 47)) }
        ask(3)
        worker.serve()
        #expect(worker.counters.now.answered == 3 && worker.counters.now[.rateLimited] == 0)
    }

    @Test func `version 1, which has no modes, is limited like any other`() {
        let worker = worker(NTPDoor(settings(), secret: HashSecret(1, 2)))
        ask(40, [0x08] + [UInt8](repeating: 0, count: 47))
        worker.serve()
        #expect(worker.counters.now[.rateLimited] > 20)
    }

    @Test func `the denied are told where that is wanted, and only what asks for the time`() {
        var settings = Reception.Settings()
        let door = NTPDoor(settings)
        let worker = worker(door, policy: denyingAll)
        ask(1)
        worker.serve()
        #expect(wire.sent.isEmpty && worker.counters.now[.denied] == 1)
        settings.tellsDenied = true
        door.apply(settings)
        ask(1)
        ask(1, [0x16] + [UInt8](repeating: 0, count: 11))
        ask(1, Array(request.prefix(47)))
        worker.serve()
        let told = wire.sent.compactMap { NTPHeader($0.bytes.span) }
        #expect(told.map(\.referenceID) == [KissCode.deny.letters])
        let counters = worker.counters.now
        #expect(counters[.denied] == 3 && counters[.tooShort] == 1 && counters.kissed == 1)
    }

    @Test func `a limit that changes holds from the next batch on`() {
        let door = NTPDoor(settings(), secret: HashSecret(1, 2))
        let worker = worker(door)
        ask(20)
        worker.serve()
        let before = worker.counters.now[.rateLimited]
        door.apply(Reception.Settings())
        ask(20)
        worker.serve()
        #expect(before > 0 && worker.counters.now[.rateLimited] == before)
    }

    @Test func `each client counts once, however many workers it asks`() {
        let door = NTPDoor(settings { $0.burst = 100 }, secret: HashSecret(1, 2))
        let workers = [worker(door), worker(door)]
        var census = ClientCensus()
        for number in 0..<30 {
            for worker in workers {
                ask(1, from: IPEndpoint(IPAddress(v4: 0x0A00_0000 + UInt32(number)), port: 5))
                worker.serve()
                worker.visitors.add(to: &census)
            }
            wire.now += .seconds(1)
        }
        // Nobody comes any more, but the last one is told.
        for worker in workers {
            worker.serve()
            worker.visitors.add(to: &census)
        }
        let slice = ClientCensus.slice(at: wire.now.sinceEpoch.wholeNanoseconds)
        let distinct = NTPFacts.Distinct(census, at: slice)
        // To some 2 %.
        #expect(
            (29...30).contains(distinct.minute) && distinct.hour == distinct.minute && distinct.day == distinct.hour)
        let later = NTPFacts.Distinct(census, at: slice + 6)
        #expect(later == NTPFacts.Distinct(minute: 0, hour: distinct.hour, day: distinct.day))
    }

    @Test func `where more comes than can be taken, the system is to let the known through`() {
        let door = NTPDoor(settings { $0.interval = -1 }, secret: HashSecret(1, 2))
        let worker = worker(door)
        for _ in 0..<4 {
            for number in 0..<3 { ask(1, from: IPEndpoint(IPAddress(v4: 0xC633_6400 + UInt32(number)), port: 123)) }
            worker.serve()
            wire.now += .seconds(2)
        }
        wire.fill = 0.5
        ask(10)
        worker.serve()
        // A batch that is not full is taken in time.
        #expect(wire.sifted.isEmpty)
        ask(64)
        worker.serve()
        #expect(wire.sifted.map(\.networks) == [2] && wire.sifted.map(\.share) == [.max / 4])
        wire.fill = 0
        for _ in 0..<20 {
            wire.now += .seconds(1)
            worker.serve()
        }
        #expect(wire.sifted.last?.share == .max)
        let told = wire.sifted.count
        wire.now += .seconds(1)
        worker.serve()
        #expect(wire.sifted.count == told)
    }

    @Test func `while the system is not done with one filter, it is asked for no other`() {
        let worker = worker(NTPDoor(settings(), secret: HashSecret(1, 2)))
        wire.fill = 1
        ask(64)
        worker.serve()
        wire.isSifting = true
        for _ in 0..<3 {
            wire.now += .seconds(1)
            ask(64)
            worker.serve()
        }
        #expect(wire.sifted.count == 1)
        wire.isSifting = false
        wire.now += .seconds(1)
        ask(64)
        worker.serve()
        #expect(wire.sifted.map(\.share) == [.max / 4, .max / 16])
    }

    @Test func `without a limit nobody is known, and the system keeps nobody out`() {
        let door = NTPDoor(settings(), secret: HashSecret(1, 2))
        let worker = worker(door)
        wire.fill = 1
        ask(64)
        worker.serve()
        door.apply(Reception.Settings())
        for _ in 0..<3 {
            wire.now += .seconds(1)
            ask(64)
            worker.serve()
        }
        #expect(wire.sifted.map(\.share) == [.max / 4, .max])
    }

    @Test func `what the system threw away is counted once a second, past the end of its own count`() {
        let worker = worker(NTPDoor())
        for (now, all) in [(1, 5), (2, 7), (3, UInt32.max), (4, 1)] as [(Int, UInt32)] {
            (wire.now, wire.overruns) = (Self.began + .seconds(now), all)
            worker.serve()
        }
        #expect(worker.counters.now.overruns == 1 << 32 + 1)
    }
}
