// SPDX-License-Identifier: Apache-2.0

import Synchronization
import TimeBase

/// How long the timing loop takes from an edge until it has dealt with it. Written by the timing thread alone, without
/// a lock; read by anybody.
public final class LatencyHistogram: Sendable {
    /// The buckets' upper ends, s, inclusive; what is longer has a bucket of its own.
    public static let limits: [Double] = [
        10e-6, 20e-6, 50e-6, 100e-6, 200e-6, 500e-6, 1e-3, 2e-3, 5e-3, 10e-3, 20e-3, 50e-3, 0.1, 0.25, 1,
    ]
    private static let nanoseconds = limits.map { Int64($0 * 1e9 + 0.5) }

    private let buckets = InlineArray<16, Atomic<UInt64>> { _ in Atomic(0) }
    private let total = Atomic<UInt64>(0)
    private let latest = Atomic<UInt64>(0)

    public init() {}

    func note(_ latency: Duration) {
        let value = max(0, latency.wholeNanoseconds)
        var index = 0
        while index < Self.nanoseconds.count, value > Self.nanoseconds[index] { index += 1 }
        let bucket = buckets[index].load(ordering: .relaxed)
        buckets[index].store(bucket &+ 1, ordering: .relaxed)
        total.store(total.load(ordering: .relaxed) &+ UInt64(value), ordering: .relaxed)
        latest.store(UInt64(value), ordering: .relaxed)
    }

    /// As they are now. Each number is right; together they may be an edge apart.
    public var now: LatencyFacts {
        let counts = (0..<16).map { buckets[$0].load(ordering: .relaxed) }
        return LatencyFacts(
            counts: counts, sum: .nanoseconds(Int64(clamping: total.load(ordering: .relaxed))),
            latest: counts.allSatisfy { $0 == 0 }
                ? nil : .nanoseconds(Int64(clamping: latest.load(ordering: .relaxed))))
    }
}

/// What a ``LatencyHistogram`` showed.
public struct LatencyFacts: Hashable, Sendable {
    /// One for each of ``LatencyHistogram/limits``, and one for what is longer.
    public var counts: [UInt64]
    public var sum: Duration
    /// Of the last edge; `nil` before the first.
    public var latest: Duration?

    public init(counts: [UInt64] = [], sum: Duration = .zero, latest: Duration? = nil) {
        (self.counts, self.sum, self.latest) = (counts, sum, latest)
    }
}
