// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import NTP
import Testing
import TimeBase

/// A client that asks for the interleaved mode, and the kernel that tells when replies left.
struct InterleavedWorkerTests {
    private let wire = FakeSocket.Wire()
    private let client = IPEndpoint(.loopbackV4, port: 40_000)
    private static let began = MonotonicInstant(sinceEpoch: .seconds(500))
    /// 2023-11-14 22:13:20 UTC.
    private static let base: UInt64 = 0xE8FE_6F80_0000_0000

    private func served(era: UInt32 = 0) -> ServedTime {
        let state = TimeState(
            phase: .locked, since: Self.began, asOf: Self.began, reason: .justStarted,
            errorBound: ErrorBound(base: .microseconds(1)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        let shown = ClockReading(era: era, shown: TAIInstant(sinceEpoch: .seconds(1_700_000_037)))
        return ServedTime(state: state, clock: ClockMapping(anchor: Self.began, atAnchor: shown, rate: 0))
    }

    /// One exchange at so many seconds; the reply.
    private func exchange(
        _ worker: NTPWorker<FakeSocket>, at seconds: Int, origin: UInt64, receive: UInt64 = 0x44
    ) throws -> NTPHeader {
        var request = NTPHeader(version: 4, mode: .client)
        request.origin = NTPTimestamp(raw: origin)
        request.receive = NTPTimestamp(raw: receive)
        request.transmit = NTPTimestamp(raw: UInt64(seconds) << 8)
        var bytes = [UInt8](repeating: 0, count: 48)
        var span = bytes.mutableSpan
        request.write(into: &span)
        wire.now = Self.began + .seconds(seconds)
        wire.ask(bytes, at: wire.now, from: client)
        #expect(worker.serve() == 1)
        return try #require(wire.sent.last.flatMap { NTPHeader($0.bytes.span) })
    }

    private func worker(
        _ time: Published<ServedTime>, _ remembering: InterleavedMemory.Remembering = .whoAsks
    ) -> NTPWorker<FakeSocket> {
        NTPWorker(socket: FakeSocket(wire), time: time, terms: Posted(ReplyTerms(remembering: remembering)))
    }

    /// When the reply of that number left: so long after the second of its request.
    private func tell(_ number: UInt32, _ seconds: Int, after delay: Duration = .milliseconds(250)) {
        wire.stamps.append(SentStamp(number: number, at: Self.began + .seconds(seconds) + delay))
    }

    @Test func `who asks is told when the reply before really left, and only its replies are stamped`() throws {
        wire.tellsSending = true
        let worker = worker(Published(served()))
        let basic = try exchange(worker, at: 1, origin: 0)
        #expect(wire.wishes.isEmpty)
        let asked = try exchange(worker, at: 2, origin: basic.receive.raw)
        #expect(wire.wishes == [0] && worker.counters.now.interleaved == 0)
        tell(0, 2)
        let granted = try exchange(worker, at: 3, origin: asked.receive.raw)
        #expect(granted.origin.raw == 0x44 && worker.counters.now.departures == 1)
        #expect(granted.transmit.raw == Self.base + 2 << 32 + 0x4000_0000)
        #expect(wire.wishes == [0, 0] && worker.counters.now.interleaved == 1 && worker.counters.now.answered == 3)
    }

    @Test func `a stamp is taken even where no request comes`() throws {
        wire.tellsSending = true
        let worker = worker(Published(served()), .everyone)
        let first = try exchange(worker, at: 1, origin: 0)
        tell(0, 1)
        #expect(worker.serve() == 0 && wire.stamps.isEmpty)
        let next = try exchange(worker, at: 2, origin: first.receive.raw)
        #expect(next.transmit.raw == Self.base + 1 << 32 + 0x4000_0000)
    }

    @Test func `a stamp from before the request is another reply's`() throws {
        wire.tellsSending = true
        let worker = worker(Published(served()), .everyone)
        let first = try exchange(worker, at: 5, origin: 0)
        tell(0, 4)
        let next = try exchange(worker, at: 6, origin: first.receive.raw)
        #expect(next.transmit.seconds == UInt32(Self.base >> 32) + 5)
    }

    @Test func `where the kernel tells nothing, the reply's own word stands`() throws {
        let worker = worker(Published(served()), .everyone)
        let first = try exchange(worker, at: 1, origin: 0)
        let next = try exchange(worker, at: 2, origin: first.receive.raw)
        #expect(next.origin.raw == 0x44 && next.transmit == first.transmit)
    }

    @Test func `a step of the clock ends what was remembered`() throws {
        let time = Published(served())
        let worker = worker(time, .everyone)
        let first = try exchange(worker, at: 1, origin: 0)
        time.publish(served(era: 1))
        let next = try exchange(worker, at: 2, origin: first.receive.raw)
        #expect(next.origin.raw == 2 << 8 && worker.counters.now.interleaved == 0)
    }

    @Test func `terms that are published between two requests hold for the second`() throws {
        let terms = Posted(ReplyTerms())
        let worker = NTPWorker(socket: FakeSocket(wire), time: Published(served()), terms: terms)
        #expect(try exchange(worker, at: 1, origin: 0).receive.raw == Self.base + 1 << 32)
        terms.publish(ReplyTerms(remembering: .everyone))
        let first = try exchange(worker, at: 2, origin: 0)
        _ = try exchange(worker, at: 3, origin: first.receive.raw)
        #expect(worker.counters.now.interleaved == 1)
    }
}
