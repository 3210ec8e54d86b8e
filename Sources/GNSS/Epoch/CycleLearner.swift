// SPDX-License-Identifier: Apache-2.0

/// Learns which message a receiver sends last in each epoch, so that an epoch need not wait for the next one to begin.
///
/// It depends on the order of messages alone, so that a recorded stream gives the same epochs in whatever pieces it comes.
struct CycleLearner: Sendable {
    /// A message by type and sender, and the how-manieth of them within the epoch.
    struct Step: Equatable, Sendable, BitwiseCopyable {
        var kind: UInt16
        var occurrence: UInt8
    }

    /// So many epochs in a row must end alike.
    private static let needed = 3

    private var candidate = Step(kind: 0, occurrence: 0)
    private var agreeing = 0

    /// An epoch turned out to have ended with this step, because another time began after it.
    mutating func ended(with step: Step) {
        if step == candidate {
            agreeing = min(agreeing + 1, Self.needed)
        } else {
            (candidate, agreeing) = (step, 1)
        }
    }

    /// More of an epoch came after it was taken for complete.
    mutating func wasWrong() { agreeing = 0 }

    func isLast(_ step: Step) -> Bool { agreeing >= Self.needed && step == candidate }
}

/// How often each kind of message came in an epoch; the sixteen kinds that came first are counted.
struct StepCounter: Sendable {
    private var kinds = InlineArray<16, UInt16>(repeating: 0)
    private var counts = InlineArray<16, UInt8>(repeating: 0)
    private var filled = 0

    /// Counts one, and says the how-manieth it is (saturating).
    mutating func count(_ kind: UInt16) -> CycleLearner.Step {
        for index in 0..<filled where kinds[index] == kind {
            counts[index] = counts[index] &+ (counts[index] == .max ? 0 : 1)
            return CycleLearner.Step(kind: kind, occurrence: counts[index])
        }
        guard filled < 16 else { return CycleLearner.Step(kind: kind, occurrence: .max) }
        kinds[filled] = kind
        counts[filled] = 1
        filled += 1
        return CycleLearner.Step(kind: kind, occurrence: 1)
    }

    func contains(_ kind: UInt16) -> Bool {
        for index in 0..<filled where kinds[index] == kind { return true }
        return false
    }
}
