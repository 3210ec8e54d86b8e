// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import NTP
import Testing
import TimeBase

struct NTPWorkerTests {
    private let wire = FakeSocket.Wire()
    private let client = IPEndpoint(.loopbackV4, port: 40_000)
    /// What the clock shows when the wire's time is 500 s: 2023-11-14 22:13:20 UTC.
    private static let shown = TAIInstant(sinceEpoch: .seconds(1_700_000_037))
    private static let began = MonotonicInstant(sinceEpoch: .seconds(500))

    private func served(rate: Double = 0) -> ServedTime {
        let state = TimeState(
            phase: .locked, since: Self.began, asOf: Self.began, reason: .justStarted,
            errorBound: ErrorBound(base: .microseconds(1)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        let clock = ClockMapping(
            anchor: Self.began, atAnchor: ClockReading(era: 0, shown: Self.shown), rate: rate)
        return ServedTime(state: state, clock: clock)
    }

    private func worker(_ time: ServedTime, policy: AccessPolicy = .everyone) -> NTPWorker<FakeSocket> {
        NTPWorker(socket: FakeSocket(wire), time: Published(time), policy: Posted(policy))
    }

    private let request: [UInt8] = [0x23] + [UInt8](repeating: 0, count: 39) + [1, 2, 3, 4, 5, 6, 7, 8]

    private func replies() -> [NTPHeader] { wire.sent.compactMap { NTPHeader($0.bytes.span) } }

    @Test func `receive and transmit are the clock's own reading of arrival and departure`() throws {
        let worker = worker(served())
        wire.now = Self.began + .seconds(2)
        wire.ask(request, at: Self.began + .milliseconds(1500), from: client)
        #expect(worker.serve() == 1)
        let reply = try #require(replies().first)
        #expect(reply.receive.raw == 0xE8FE_6F81_8000_0000)
        #expect(reply.transmit.raw == 0xE8FE_6F82_0000_0000)
        #expect(reply.origin.raw == 0x0102_0304_0506_0708)
        #expect(wire.sent[0].to == client)
    }

    @Test func `who listens hears each request, what it asked, and what became of it`() {
        let ring = TapRing<TappedRequest>(capacity: 8)
        let worker = NTPWorker(
            socket: FakeSocket(wire), time: Published(served()), policy: Posted(.everyone), tap: ring)
        var place = ring.enter()
        wire.ask(request, at: Self.began, from: client)
        wire.ask([0x16], at: Self.began, from: client)
        wire.ask([], at: Self.began, from: client)
        worker.serve()
        let heard = (0..<3).map { _ in ring.read(&place) }.map { item -> [Int] in
            guard case .heard(let it)? = item, it.source == client else { return [] }
            return [Int(it.version), Int(it.mode), it.refusal.map { Int($0.rawValue) } ?? -1]
        }
        #expect(
            heard == [[4, 3, -1], [2, 6, Int(Refusal.control.rawValue)], [0, 0, Int(Refusal.tooShort.rawValue)]])
        #expect(ring.read(&place) == nil)
    }

    @Test func `the clock's rate is followed, long after it was published`() throws {
        let worker = worker(served(rate: 1e-4))
        wire.now = Self.began + .seconds(20_000)
        wire.ask(request, at: Self.began + .seconds(19_999), from: client)
        worker.serve()
        let reply = try #require(replies().first)
        // 2 s gained in 20 000 s; of the last second, 100 µs.
        #expect(reply.transmit.seconds == 0xE8FE_6F80 + 20_002)
        #expect(reply.transmit.fraction == 0)
        let apart = Double(reply.transmit.raw &- reply.receive.raw) / 4_294_967_296
        #expect(abs(apart - 1.0001) < 1e-9)
    }

    @Test func `a large batch is stamped and sent in small parts`() {
        let worker = worker(served())
        wire.pace = .milliseconds(1)
        for _ in 0..<20 { wire.ask(request, at: Self.began, from: client) }
        #expect(worker.serve() == 20)
        #expect(wire.sendings == [8, 8, 4])
        #expect(Set(replies().map(\.transmit)).count == 3)
        #expect(worker.counters.now.answered == 20)
    }

    @Test func `each refusal is counted, and nothing is said`() {
        let worker = worker(served())
        let cases: [(first: UInt8, count: Int, reason: Refusal)] = [
            (0x23, 0, .tooShort), (0x23, 47, .tooShort), (0x03, 48, .version), (0x20, 48, .reservedMode),
            (0x21, 48, .symmetric), (0x24, 48, .server), (0x25, 48, .broadcast), (0x16, 12, .control),
            (0x17, 8, .privateUse), (0x23, 52, .malformedTail),
        ]
        for (first, count, _) in cases {
            wire.ask(Array(([first] + [UInt8](repeating: 0, count: 60)).prefix(count)), at: Self.began, from: client)
        }
        wire.ask(request, at: Self.began, from: IPEndpoint(.loopbackV4, port: 0))
        wire.ask(request, at: Self.began, from: client, isTruncated: true)
        worker.serve()
        let counters = worker.counters.now
        let others = [Refusal.denied, .controlLimited, .rateLimited, .crowded, .badMAC, .unknownField]
        for reason in Refusal.allCases where !others.contains(reason) {
            #expect(counters[reason] == (reason == .tooShort ? 2 : 1), "\(reason)")
        }
        #expect(counters.answered == 0 && counters.received == 12)
        #expect(wire.sent.isEmpty)
    }

    @Test func `a peer of the policy is answered in symmetric mode, and nobody else is`() throws {
        let loopback = try #require(AddressBlock(number: IPAddress.loopbackV4.number, length: 128))
        let worker = worker(served(), policy: try #require(AccessPolicy(allow: [], deny: [], peers: [loopback])))
        wire.ask([0x21] + request.dropFirst(), at: Self.began, from: client)
        wire.ask([0x21] + request.dropFirst(), at: Self.began, from: IPEndpoint(.loopbackV6, port: 5))
        worker.serve()
        #expect(replies().map(\.mode) == [.symmetricPassive] && wire.sent.map(\.to) == [client])
        #expect(worker.counters.now[.symmetric] == 1)
    }

    @Test func `what a cluster makes of the time is told`() throws {
        var member = ClusterMember(LocalTimeRule(stratum: 9, wait: .zero))
        var time = served()
        (time.state.phase, time.state.hasLocked) = (.unsynchronised, true)
        time.cluster = member.update(.init(state: time.state, clock: time.clock, now: Self.began), peers: [])
        wire.now = Self.began + .seconds(1)
        wire.ask(request, at: Self.began + .seconds(1), from: client)
        worker(time).serve()
        let reply = try #require(replies().first)
        #expect(reply.stratum == 9 && reply.leap == .none && reply.referenceID == ClusterStanding.localReference)
        #expect(reply.transmit.seconds == 0xE8FE_6F81)
    }

    @Test func `who is denied gets nothing, whatever is asked`() throws {
        let loopback = try #require(AddressBlock(number: IPAddress.loopbackV4.number, length: 128))
        let worker = worker(served(), policy: try #require(AccessPolicy(allow: [], deny: [loopback])))
        wire.ask(request, at: Self.began, from: client)
        wire.ask([0x16], at: Self.began, from: client)
        wire.ask(request, at: Self.began, from: IPEndpoint(.loopbackV6, port: 5))
        worker.serve()
        #expect(worker.counters.now[.denied] == 2)
        #expect(wire.sent.map(\.to.address) == [.loopbackV6])
    }

    @Test func `a policy that is published between two requests holds for the second`() throws {
        let policy = Posted(AccessPolicy.everyone)
        let worker = NTPWorker(socket: FakeSocket(wire), time: Published(served()), policy: policy)
        let loopback = try #require(AddressBlock(number: IPAddress.loopbackV4.number, length: 128))
        let strict = try #require(AccessPolicy(allow: [], deny: [loopback]))
        for (number, next) in [strict, .everyone, strict].enumerated() {
            wire.ask(request, at: Self.began, from: client)
            worker.serve()
            #expect(wire.sent.count == number / 2 + 1)
            policy.publish(next)
        }
    }

    @Test func `what is published between two requests is said in the second`() throws {
        let time = Published(served())
        let worker = NTPWorker(socket: FakeSocket(wire), time: time)
        wire.ask(request, at: Self.began, from: client)
        worker.serve()
        var lost = served()
        lost.state.phase = .unsynchronised
        time.publish(lost)
        wire.ask(request, at: Self.began, from: client)
        worker.serve()
        #expect(replies().map(\.stratum) == [1, 0])
        #expect(replies().map(\.leap) == [.none, .unknown])
    }

    @Test func `a state that nobody renews is no longer vouched for`() throws {
        let worker = worker(served())
        for age in [5, 6] {
            wire.now = Self.began + .seconds(age)
            wire.ask(request, at: wire.now, from: client)
            worker.serve()
        }
        let answers = replies()
        #expect(answers.map(\.leap) == [.none, .unknown])
        #expect(answers.map(\.stratum) == [1, 0])
    }

    @Test func `a socket that fails is counted and tried again`() {
        let worker = worker(served())
        wire.fault = .failed(errno: 12)
        #expect(worker.serve() == 0)
        #expect(worker.counters.socketFaults == 1)
        wire.fault = nil
        wire.ask(request, at: Self.began, from: client)
        #expect(worker.serve() == 1)
    }
}
