// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TimeBase

/// How much later than their transmit timestamps one worker's replies left, of late. Written by that worker alone, without a
/// lock or an allocation; read by anybody.
public final class TransmitErrors: Sendable {
    /// Octaves of nanoseconds up to 17 s, of eight steps each.
    static let buckets = 256
    private static let longest: Duration = .milliseconds(500)

    /// This minute's and the one before's by turns: the kernel's of both, then the card's.
    private let counts = InlineArray<1024, Atomic<UInt32>> { _ in Atomic(0) }
    private let worst = InlineArray<4, Atomic<Int64>> { _ in Atomic(0) }
    private let minutes = InlineArray<2, Atomic<Int64>> { _ in Atomic(-1) }

    public init() {}

    /// - Parameters:
    ///   - error: the stamp of its leaving − the transmit timestamp that was written into it.
    ///   - at: when it left.
    func note(_ error: Duration, isByCard: Bool, at instant: MonotonicInstant) {
        // Between them lay a leap second.
        guard error.magnitude < Self.longest else { return }
        let minute = Self.minute(instant)
        let slot = Int(minute & 1)
        if minutes[slot].load(ordering: .relaxed) != minute { begin(minute, slot) }
        let nanoseconds = max(0, error.wholeNanoseconds)
        let place = slot + (isByCard ? 2 : 0)
        let bucket = place * Self.buckets + Self.bucket(of: nanoseconds)
        counts[bucket].store(counts[bucket].load(ordering: .relaxed) &+ 1, ordering: .relaxed)
        if nanoseconds > worst[place].load(ordering: .relaxed) { worst[place].store(nanoseconds, ordering: .relaxed) }
    }

    private func begin(_ minute: Int64, _ slot: Int) {
        for place in stride(from: slot, through: slot + 2, by: 2) {
            for bucket in 0..<Self.buckets { counts[place * Self.buckets + bucket].store(0, ordering: .relaxed) }
            worst[place].store(0, ordering: .relaxed)
        }
        minutes[slot].store(minute, ordering: .relaxed)
    }

    /// Adds what was noted in the minute of `now` and the one before. Each number is right; together they may be a reply apart.
    func add(to sums: inout TransmitErrorSums, isByCard: Bool, at now: MonotonicInstant) {
        let minute = Self.minute(now)
        for slot in 0..<2 where minute - minutes[slot].load(ordering: .relaxed) <= 1 {
            let place = slot + (isByCard ? 2 : 0)
            for bucket in 0..<Self.buckets {
                sums.counts[bucket] += UInt64(counts[place * Self.buckets + bucket].load(ordering: .relaxed))
            }
            sums.worst = max(sums.worst, worst[place].load(ordering: .relaxed))
        }
    }

    private static func minute(_ instant: MonotonicInstant) -> Int64 { instant.sinceEpoch.wholeSeconds / 60 }

    // MARK: Buckets

    /// The number of the bucket for so many nanoseconds, 0 or more.
    static func bucket(of nanoseconds: Int64) -> Int {
        if nanoseconds < 8 { return Int(nanoseconds) }
        let octave = 63 - nanoseconds.leadingZeroBitCount
        let step = Int(nanoseconds >> Int64(octave - 3)) & 7
        return min((octave - 2) * 8 + step, buckets - 1)
    }

    /// The largest that a bucket has, ns.
    static func upperEnd(of bucket: Int) -> Int64 {
        if bucket < 8 { return Int64(bucket) }
        let (octave, step) = (bucket / 8 + 2, Int64(bucket % 8))
        return (9 + step) << Int64(octave - 3) - 1
    }
}

/// Of several workers.
struct TransmitErrorSums {
    var counts = [UInt64](repeating: 0, count: TransmitErrors.buckets)
    var worst: Int64 = 0

    /// `nil`: nothing was looked at.
    func facts(isByCard: Bool) -> TransmitErrorFacts? {
        let samples = counts.reduce(0, +)
        guard samples > 0 else { return nil }
        return TransmitErrorFacts(
            stamper: isByCard ? "card" : "kernel", samples: samples, medianNs: quantile(samples, 50),
            p99Ns: quantile(samples, 99), worstNs: worst)
    }

    /// To an eighth at most too large, and no larger than the worst.
    private func quantile(_ samples: UInt64, _ percent: UInt64) -> Int64 {
        let rank = max(1, (samples * percent + 99) / 100)
        var sum: UInt64 = 0
        for (bucket, count) in counts.enumerated() {
            sum += count
            if sum >= rank { return min(TransmitErrors.upperEnd(of: bucket), worst) }
        }
        return worst
    }
}

/// How much later than the transmit timestamps in them plain replies left, by those that were looked at in this minute and the
/// one before.
public struct TransmitErrorFacts: Codable, Hashable, Sendable {
    /// By whose stamps: "kernel", "card"
    public var stamper: String
    public var samples: UInt64
    /// Half of them, and 99 of 100, were no later; to an eighth.
    public var medianNs: Int64
    public var p99Ns: Int64
    public var worstNs: Int64

    /// By the kernel's stamps and by the cards', as far as there are any.
    static func all(_ errors: [TransmitErrors], at now: MonotonicInstant) -> [Self] {
        [false, true].compactMap { isByCard in
            var sums = TransmitErrorSums()
            for one in errors { one.add(to: &sums, isByCard: isByCard, at: now) }
            return sums.facts(isByCard: isByCard)
        }
    }

    /// "4.2 µs after their timestamp (half of them), 31 µs (99 of 100), 85 µs (the worst of 1200), by the kernel"
    public var phrase: String {
        let times = [medianNs, p99Ns, worstNs].map { StatusReport.human(Double($0)) }
        return "replies left \(times[0]) after their timestamp (half of them), \(times[1]) (99 of 100), \(times[2]) "
            + "(the worst of \(samples)), by the \(stamper)"
    }
}
