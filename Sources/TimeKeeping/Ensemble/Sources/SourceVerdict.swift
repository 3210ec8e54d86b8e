// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What became of one source.
public enum SourceVerdict: Hashable, Sendable, BitwiseCopyable {
    /// It was never heard.
    case absent
    /// It has not been heard for longer than its word lasts.
    case silent
    /// It is followed, together with all others that are.
    case selected
    /// It agrees, but those that are followed know the time much better, or are preferred.
    case agrees
    /// It agrees within what it may be off, but lies apart from those that lie together (RFC 5905, 11.2.2).
    case outlier(by: Duration)
    /// A receiver that is followed because the policy says so, though most sources have another time: it seems to be a
    /// falseticker.
    case outvoted(by: Duration)
    /// It is one of most sources that have another time than the receiver, which is followed because the policy says
    /// so.
    case overruled(by: Duration)
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
        /// A receiver is followed against most of the sources, because the policy says so.
        case policy
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
    public var verdicts = InlineArray<16, SourceVerdict>(repeating: .absent)
    /// A receiver that contradicts most sources, whoever is followed; of several, the first.
    public var dispute: SourceDispute?
    /// Our own clock seems to have been led astray by a receiver: what was known of it before is not to be relied on.
    public var isOwnDoubted = false
    /// What those that are no receivers say by themselves; `nil`: none of them is believed.
    public var upstream: UpstreamWord?
    /// Those that make the offset.
    var contributors = SourceSet()
    var isPreferring = false
    /// Where the truth is taken to be; `nil` without a basis.
    var region: OffsetInterval?
}

/// What servers and grandmasters say together, without receivers and without our own clock.
public struct UpstreamWord: Sendable, BitwiseCopyable {
    /// Clock − TAI.
    public var offset: Duration
    /// How far that may be off, from the judgement on.
    public var bound: ErrorBound
}

extension SourceJudgement {
    /// Of nobody yet.
    public static let none = SourceJudgement(basis: .none)
}
