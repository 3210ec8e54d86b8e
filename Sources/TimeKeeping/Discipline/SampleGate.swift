// SPDX-License-Identifier: Apache-2.0

/// Decides whether a measurement is to be believed.
///
/// A late interrupt makes an edge late, never early, so the late side is narrower. Refusals that agree, five more than
/// disagree with them, mean that it is the clock that moved, not the edges: fewer would let triples of late interrupts
/// through (they do occur), counting those that scatter would let a storm of them through, and never giving in would lose
/// the clock for good.
struct SampleGate: Sendable {
    enum Verdict: Equatable {
        case believed
        case refused
        /// Too many refusals in a row: the clock is elsewhere.
        case moved
    }

    static let patience = 5
    /// So many in a row mean that it moved, agreeing or not.
    static let longestRow = 60
    private static let lateLimit = 5.0
    private static let earlyLimit = 8.0
    /// Refusals in a row, and how many more of them agree with ``place`` than do not.
    private(set) var row = 0
    private(set) var refusals = 0
    /// The last innovation of those that agree, s, and how far it was from the one before: they may stay where they are,
    /// or run away evenly.
    private var place = 0.0
    private var pace = 0.0

    /// - Parameters:
    ///   - lowest: the innovation in standard deviations, by the hypothesis that likes it best; `highest`: least.
    ///   - innovation: itself, s.
    ///   - tolerance: how far those of a clock that moved are apart at most, from one to the next, s.
    mutating func judge(lowest: Double, highest: Double, innovation: Double, tolerance: Double) -> Verdict {
        guard lowest > Self.lateLimit || highest < -Self.earlyLimit else {
            reset()
            return .believed
        }
        row += 1
        vote(innovation, tolerance)
        return refusals >= Self.patience || row >= Self.longestRow ? .moved : .refused
    }

    private mutating func vote(_ innovation: Double, _ tolerance: Double) {
        let step = innovation - place
        let agrees = step.magnitude <= tolerance || (step - pace).magnitude <= tolerance
        if refusals > 0, agrees {
            (refusals, place, pace) = (refusals + 1, innovation, step)
        } else if refusals <= 1 {
            (refusals, place, pace) = (1, innovation, refusals == 0 ? 0 : step)
        } else {
            refusals -= 1
        }
    }

    mutating func reset() { (row, refusals) = (0, 0) }
}
