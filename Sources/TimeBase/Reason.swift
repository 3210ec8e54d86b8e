// SPDX-License-Identifier: Apache-2.0

/// Why the state is what it is. Plain values, so that it travels with ``TimeState``; ``sentence`` says it to people.
public enum Reason: Hashable, Sendable, BitwiseCopyable {
    case justStarted
    case receiverNotFound
    case receiverSilent(for: Duration)
    case receiverUnplugged
    case noFix(satellitesUsed: UInt16)
    case noPulse(for: Duration)
    case labelling(agreeing: UInt16, needed: UInt16)
    case messagesDisagree
    case settling(offset: Duration)
    case following(reference: TimeReference, satellitesUsed: UInt16)
    /// The receiver states another time than the one that was established: it is not followed.
    case receiverContradicts(stated: TAIInstant, expected: TAIInstant)
    case pulseContradicts(offset: Duration)
    case budgetSpent(cause: HoldoverCause)
    case clockStepped

    /// Why holdover began.
    public enum HoldoverCause: UInt8, Sendable, BitwiseCopyable {
        case pulseLost, receiverSilent, receiverUnplugged, fixLost, receiverContradicts, pulseContradicts
    }
}
