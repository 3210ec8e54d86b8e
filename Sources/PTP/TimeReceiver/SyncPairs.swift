// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Syncs and the Follow_Ups that tell when they left. The second may come before the first (IEEE 1588-2019, 9.5.10 does not
/// forbid it, networks do it).
struct SyncPairs: Sendable {
    struct Pair: Sendable, BitwiseCopyable {
        var sequence: UInt16
        var at: MonotonicInstant
        /// Of the Sync: when it arrived, by our scale.
        var ingress: TAIInstant?
        /// Of the Follow_Up.
        var origin: TAIInstant?
        /// Of both.
        var correction = Duration.zero
    }

    /// One half counts no longer: sequence numbers come again.
    private static let patience: Duration = .seconds(10)
    private var halves = InlineArray<4, Pair?>(repeating: nil)

    /// A Sync that a Follow_Up belongs to. Returns the pair, if that has come already.
    mutating func sync(
        _ sequence: UInt16, arrived ingress: TAIInstant, correction: Duration, at now: MonotonicInstant
    ) -> Pair? {
        take(sequence, at: now) { half in
            // Sent again, or doubled on its way: the first one counts.
            guard half.ingress == nil else { return }
            half.ingress = ingress
            half.correction += correction
        }
    }

    mutating func followUp(
        _ sequence: UInt16, origin: TAIInstant, correction: Duration, at now: MonotonicInstant
    ) -> Pair? {
        take(sequence, at: now) { half in
            guard half.origin == nil else { return }
            half.origin = origin
            half.correction += correction
        }
    }

    private mutating func take(
        _ sequence: UInt16, at now: MonotonicInstant, _ change: (inout Pair) -> Void
    ) -> Pair? {
        let index = place(of: sequence, at: now)
        var half = halves[index] ?? Pair(sequence: sequence, at: now)
        change(&half)
        let isWhole = half.ingress != nil && half.origin != nil
        halves[index] = isWhole ? nil : half
        return isWhole ? half : nil
    }

    /// Where the half of that number lies, or else a place for it: a free one, or the oldest's.
    private mutating func place(of sequence: UInt16, at now: MonotonicInstant) -> Int {
        var (oldest, age) = (0, Duration.zero)
        for index in halves.indices {
            if let half = halves[index], now - half.at > Self.patience { halves[index] = nil }
            if halves[index]?.sequence == sequence { return index }
            let here = halves[index].map { now - $0.at } ?? Self.patience * 2
            if here > age { (oldest, age) = (index, here) }
        }
        halves[oldest] = nil
        return oldest
    }
}
