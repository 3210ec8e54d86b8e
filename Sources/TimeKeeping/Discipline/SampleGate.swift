// SPDX-License-Identifier: Apache-2.0

/// Decides whether a measurement is to be believed.
///
/// A late interrupt makes an edge late, never early, so the late side is narrower. Five refusals in a row mean that
/// it is the clock that moved, not the edges: fewer would let triples of late interrupts through (they do occur), and
/// never giving in would lose the clock for good.
struct SampleGate: Sendable {
    enum Verdict: Equatable {
        case believed
        case refused
        /// Too many refusals in a row: the clock is elsewhere.
        case moved
    }

    static let patience = 5
    private static let lateLimit = 5.0
    private static let earlyLimit = 8.0
    private(set) var refusals = 0

    /// `lowest` and `highest`: the innovation in standard deviations, by the hypothesis that likes it best and least.
    mutating func judge(lowest: Double, highest: Double) -> Verdict {
        guard lowest > Self.lateLimit || highest < -Self.earlyLimit else {
            refusals = 0
            return .believed
        }
        refusals += 1
        return refusals >= Self.patience ? .moved : .refused
    }

    mutating func reset() { refusals = 0 }
}
