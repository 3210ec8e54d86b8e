// SPDX-License-Identifier: Apache-2.0

/// Why the state is what it is. Plain values, so that it travels with ``TimeState``; ``sentence`` says it to people.
public enum Reason: Hashable, Sendable, BitwiseCopyable {
    case justStarted
    case receiverNotFound
    case receiverSilent(for: Duration)
    /// Bytes come, but no time in them; understood: they are messages at least.
    case noTimeStated(for: Duration, isUnderstood: Bool)
    case receiverUnplugged
    case noFix(satellitesUsed: UInt16)
    case noPulse(for: Duration)
    case labelling(agreeing: UInt16, needed: UInt16)
    case messagesDisagree
    /// Steadily, the messages begin shortly before the edge that they seem to be of: it may be the pulse's end.
    case messagesEarly(by: Duration)
    /// More than one edge comes in each second.
    case edgesCrowded
    case settling(offset: Duration)
    case following(reference: TimeReference, satellitesUsed: UInt16)
    /// Within its grace after the receiver's trouble began, its pulse is still followed.
    case followingUnvouched(since: HoldoverCause, for: Duration)
    /// The receiver states another time than the one that was established: it is not followed.
    case receiverContradicts(stated: TAIInstant, expected: TAIInstant)
    case pulseContradicts(offset: Duration)
    /// The receiver's signal is in trouble, and its pulse suffered: it is not followed.
    case signalTroubled(SignalTrouble, for: Duration)
    /// The source shows what cannot be so, or claims what the oscillator could not have done; the figure as
    /// ``Implausibility/figure`` has it.
    case implausible(Implausibility.Kind, figure: Double)
    case budgetSpent(cause: HoldoverCause)
    /// There would be a holdover, but it is not wanted.
    case holdoverLeftOut(cause: HoldoverCause)
    case clockStepped
    /// No receiver is followed, but other servers are; the best one's stratum.
    case followingUpstream(stratum: UInt8)
    /// They were followed, and nothing is known of them any more.
    case upstreamSilent(for: Duration)
    /// Most sources contradict the receiver by so much, clock by the receiver − clock by them, and the policy is that they
    /// win.
    case outvoted(by: Duration)
    /// Whoever keeps the time has not done so for this long.
    case keepingStopped(for: Duration)

    /// What is wrong with a receiver's signal.
    public enum SignalTrouble: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// The satellites are heard weaker than before.
        case weak
        case satellitesLost
        case interference
        /// The antenna's line is open or short-circuited.
        case antenna
    }

    /// Why the clock cannot follow its pulse.
    public enum HoldoverCause: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        case pulseLost, receiverSilent, receiverUnplugged, fixLost, receiverContradicts, pulseContradicts,
            signalTroubled, implausible, outvoted, upstreamLost
    }
}
