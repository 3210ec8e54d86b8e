// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// The last eight samples of one server, and what they say together.
///
/// Each sample says where the offset lies: within half its delay and its dispersion, which grows as the sample ages.
/// The truth is where all of them overlap, and the middle of that is the offset. RFC 5905 (10) takes the one sample of
/// least delay instead. But the quickest way there and the quickest way back need not come of one exchange: the overlap
/// has both, is never wider than the best sample, and is a bound and not an estimate.
struct SampleFilter: Sendable, BitwiseCopyable {
    static let stages = 8

    struct Estimate: Sendable, BitwiseCopyable {
        /// Our clock − the server's.
        var offset: Duration
        /// How far that may be wrong by what lies between the server and us.
        var reach: Duration
        /// Least of the samples that were used.
        var delay: Duration
        /// Of the offsets around the result, one standard deviation.
        var jitter: Duration
        /// Samples that overlap.
        var used: Int
        /// When the newest of them was taken.
        var newest: MonotonicInstant
    }

    /// Newest first.
    private var samples = InlineArray<8, NTPSample?>(repeating: nil)

    var isEmpty: Bool { samples[0] == nil }

    /// A second sample of an exchange takes the first one's place: it is the one with the true transmit timestamp.
    mutating func add(_ sample: NTPSample) {
        if samples[0]?.at != sample.at {
            for i in stride(from: Self.stages - 1, to: 0, by: -1) { samples[i] = samples[i - 1] }
        }
        samples[0] = sample
    }

    mutating func clear() { samples = InlineArray(repeating: nil) }

    mutating func clockMoved(by change: Duration) {
        for i in samples.indices { samples[i]?.offset += change }
    }

    /// - Parameter tolerance: by which samples spread as they age, fractional.
    func estimate(at now: MonotonicInstant, tolerance: Double) -> Estimate? {
        guard let first = firstInAgreement(at: now, tolerance) else { return nil }
        guard var common = interval(first, at: now, tolerance), let newest = samples[first]?.at else { return nil }
        var end = first + 1
        while end < Self.stages, let next = interval(end, at: now, tolerance), next.overlaps(common) {
            common = common.common(with: next)
            end += 1
        }
        let offset = common.middle
        return Estimate(
            offset: offset, reach: common.upper - offset, delay: leastDelay(first..<end),
            jitter: jitter(around: offset, first..<end), used: end - first, newest: newest)
    }

    /// A newest sample that contradicts the one before it is put aside until a second one bears it out.
    private func firstInAgreement(at now: MonotonicInstant, _ tolerance: Double) -> Int? {
        guard let newest = interval(0, at: now, tolerance) else { return nil }
        guard let before = interval(1, at: now, tolerance) else { return 0 }
        return newest.overlaps(before) ? 0 : 1
    }

    private func interval(_ index: Int, at now: MonotonicInstant, _ tolerance: Double) -> Interval? {
        guard let sample = samples[index] else { return nil }
        let age = min(max(0, (now - sample.at).realSeconds), 1e9)
        let reach = sample.reach + .realSeconds(tolerance * age)
        return Interval(lower: sample.offset - reach, upper: sample.offset + reach)
    }

    private func leastDelay(_ range: Range<Int>) -> Duration {
        var least: Duration?
        for i in range { if let delay = samples[i]?.delay { least = min(least ?? delay, delay) } }
        return least ?? .zero
    }

    /// Root mean square, as in RFC 5905, 10.
    private func jitter(around offset: Duration, _ range: Range<Int>) -> Duration {
        var sum = 0.0
        for i in range {
            guard let sample = samples[i] else { continue }
            let distance = (sample.offset - offset).realSeconds
            sum += distance * distance
        }
        return .realSeconds((sum / Double(max(1, range.count - 1))).squareRoot())
    }

    private struct Interval {
        var lower: Duration
        var upper: Duration

        var middle: Duration { lower + (upper - lower) / 2 }
        func overlaps(_ other: Interval) -> Bool { lower <= other.upper && other.lower <= upper }
        func common(with other: Interval) -> Interval {
            Interval(lower: max(lower, other.lower), upper: min(upper, other.upper))
        }
    }
}
