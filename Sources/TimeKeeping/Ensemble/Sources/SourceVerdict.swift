// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What became of one source.
public enum SourceVerdict: Hashable, Sendable, BitwiseCopyable {
    /// It was never heard.
    case absent
    /// It has not been heard for longer than its word lasts.
    case silent
    /// It is followed, together with all others that are.
    case selected
    /// It agrees, but was vetoed not long ago: so many more readings must agree.
    case onProbation(UInt16)
    /// It is not believed.
    case vetoed(Veto)
    /// It contradicts another, and nothing decides between them: neither is believed more than the other.
    case contested(by: Duration)

    public enum Veto: Hashable, Sendable, BitwiseCopyable {
        /// It shows another second, or another date: so many seconds behind what is believed; negative, ahead.
        case otherSecond(Int64)
        /// It is apart from what is believed by more than both may be off: positive, it has our clock further ahead.
        case apart(Duration)
        /// It is apart, and goes on moving at this rate, fractional: positive, it runs slow.
        case drags(Duration, rate: Double)
        /// Nobody agrees with anybody.
        case noMajority
    }
}

/// What all sources together say.
public struct SourceJudgement: Sendable, BitwiseCopyable {
    public enum Basis: Sendable, BitwiseCopyable {
        /// Nobody was heard, or nobody is believed: the clock goes by itself.
        case none
        /// More than half of the sources agree.
        case majority
        /// They do, but our own oscillator cannot have gone that far: either it is faulty, or all of them lie.
        case againstOwnClock
        /// They do not, and our own prediction decided.
        case ownClock
        /// Two or more contradict each other within what our own clock may be off: the bound has room for all of them.
        case contested
    }

    public var basis: Basis
    /// Clock − TAI, and how far that may be off; zero and unknown without a basis.
    public var offset = Duration.zero
    public var bound = ErrorBound.unknown.base
    /// Of `offset`, by the sources' own words.
    public var deviation = Duration.zero
    /// Of each source, by its number.
    public var verdicts = InlineArray<8, SourceVerdict>(repeating: .absent)
    /// Where the truth is taken to be; `nil` without a basis.
    var region: OffsetInterval?
}
