// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import Testing
import TimeBase

@testable import Appliance

struct TransmitErrorsTests {
    private let minute = MonotonicInstant(sinceEpoch: .seconds(600))

    @Test func `every time has a bucket, and no bucket's end is more than an eighth beyond it`() {
        for value in Array(0..<2_000) + [123_456, 5_000_000, 499_999_999, 16_000_000_000] as [Int64] {
            let bucket = TransmitErrors.bucket(of: value)
            let end = TransmitErrors.upperEnd(of: bucket)
            #expect(end >= value && end <= value + value / 8 + 1)
            #expect(bucket == 0 || TransmitErrors.upperEnd(of: bucket - 1) < value)
        }
        #expect(TransmitErrors.bucket(of: .max) == TransmitErrors.buckets - 1)
    }

    @Test func `median, 99 of 100 and the worst`() throws {
        let errors = TransmitErrors()
        for value in 1...1_000 { errors.note(.microseconds(value), isByCard: false, at: minute) }
        let facts = try #require(TransmitErrorFacts.all([errors], at: minute + .seconds(30)).first)
        #expect(facts.stamper == "kernel" && facts.samples == 1_000 && facts.worstNs == 1_000_000)
        #expect((500_000...563_000).contains(facts.medianNs) && (990_000...1_000_000).contains(facts.p99Ns))
    }

    @Test func `cards and workers are told apart and added up, and what lies a leap second off is no error`() {
        let (one, other) = (TransmitErrors(), TransmitErrors())
        one.note(.microseconds(3), isByCard: false, at: minute)
        one.note(.microseconds(9), isByCard: true, at: minute)
        other.note(.microseconds(5), isByCard: false, at: minute)
        other.note(.seconds(-1), isByCard: false, at: minute)
        other.note(.microseconds(-1), isByCard: true, at: minute)
        let facts = TransmitErrorFacts.all([one, other], at: minute)
        #expect(facts.map(\.stamper) == ["kernel", "card"] && facts.map(\.samples) == [2, 2])
        #expect(facts.map(\.worstNs) == [5_000, 9_000] && facts[1].medianNs == 0)
    }

    @Test func `what is older than the minute before is forgotten`() {
        let errors = TransmitErrors()
        errors.note(.microseconds(900), isByCard: false, at: minute)
        errors.note(.microseconds(1), isByCard: false, at: minute + .seconds(60))
        #expect(TransmitErrorFacts.all([errors], at: minute + .seconds(119)).first?.worstNs == 900_000)
        #expect(TransmitErrorFacts.all([errors], at: minute + .seconds(120)).first?.worstNs == 1_000)
        errors.note(.microseconds(2), isByCard: false, at: minute + .seconds(120))
        #expect(TransmitErrorFacts.all([errors], at: minute + .seconds(120)).first?.worstNs == 2_000)
        #expect(TransmitErrorFacts.all([errors], at: minute + .seconds(300)).isEmpty)
    }
}

struct DepartureSamplerTests {
    /// Chunks of so many replies each, `pace` apart; how many were taken at each place of a chunk.
    private func places(_ size: Int, every pace: UInt64, chunks: Int) -> [Int] {
        var sampler = DepartureSampler()
        var taken = [Int](repeating: 0, count: size)
        for chunk in 0..<chunks {
            let written = NTPTimestamp(raw: 0xE900_0000_0000_0000 + UInt64(chunk) * pace)
            for place in 0..<size where sampler.takes(written) { taken[place] += 1 }
        }
        return taken
    }

    @Test func `at full load a hundred a second at most in one second of eight, from every place of a chunk`() {
        // 8 replies each 0.1 ms, for 80 s.
        let taken = places(8, every: 429_497, chunks: 800_000)
        let sum = taken.reduce(0, +)
        #expect((900...1_000).contains(sum))
        #expect(taken.allSatisfy { $0 > sum / 16 })
    }

    @Test func `a client now and then is looked at, too`() {
        // One each second, for 800 s.
        #expect(places(1, every: 1 << 32, chunks: 800)[0] >= 50)
    }
}

/// A worker that looks at some of its replies' leaving.
struct SampledWorkerTests {
    private static let began = MonotonicInstant(sinceEpoch: .seconds(500))

    /// 2023-11-14 22:13:20 UTC; of the eighth seconds.
    private var served: ServedTime {
        let state = TimeState(
            phase: .locked, since: Self.began, asOf: Self.began, reason: .justStarted,
            errorBound: ErrorBound(base: .microseconds(1)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        let shown = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(1_700_000_037)))
        return ServedTime(state: state, clock: ClockMapping(anchor: Self.began, atAnchor: shown, rate: 0))
    }

    private func ask(_ worker: NTPWorker<FakeSocket>, _ wire: FakeSocket.Wire, after time: Duration) {
        var bytes = [UInt8](repeating: 0, count: 48)
        (bytes[0], bytes[40]) = (0x23, 1)
        wire.now = Self.began + time
        wire.ask(bytes, at: wire.now, from: IPEndpoint(.loopbackV4, port: 40_000))
        worker.serve()
    }

    @Test func `how late a plain reply left is noted, by the kernel and then by the card`() throws {
        let (wire, errors) = (FakeSocket.Wire(), TransmitErrors())
        wire.tellsSending = true
        let worker = NTPWorker(socket: FakeSocket(wire), time: Published(served), errors: errors)
        var wished: Duration?
        for number in 0..<64 where wished == nil {
            let time = Duration.milliseconds(number * 20)
            ask(worker, wire, after: time)
            if !wire.wishes.isEmpty { wished = time }
        }
        let left = Self.began + (try #require(wished))
        wire.stamps = [
            SentStamp(number: 0, at: left + .microseconds(7)),
            SentStamp(number: 0, at: left + .microseconds(11), isByCard: true),
        ]
        ask(worker, wire, after: .seconds(3))
        let facts = TransmitErrorFacts.all([errors], at: wire.now)
        #expect(facts.map(\.samples) == [1, 1] && worker.counters.now.departures == 1)
        #expect((6_999...7_001).contains(facts[0].worstNs) && (10_999...11_001).contains(facts[1].worstNs))
    }

    @Test func `without anybody to tell it to, nobody is asked`() {
        let wire = FakeSocket.Wire()
        wire.tellsSending = true
        let worker = NTPWorker(socket: FakeSocket(wire), time: Published(served))
        for number in 0..<64 { ask(worker, wire, after: .milliseconds(number * 20)) }
        #expect(wire.wishes.isEmpty)
    }
}
