// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What a server tells of our clock, all its samples together: one candidate for selection.
public struct SourceStanding: Sendable, BitwiseCopyable {
    /// When the newest of its samples was taken.
    public var newest: MonotonicInstant
    /// Our clock − the server's, as of ``asOf``: positive, ours is ahead.
    public var offset: Duration
    /// How far our clock − UTC may be from ``offset`` if the server's word of itself is true, from ``asOf`` on.
    public var bound: ErrorBound
    public var asOf: MonotonicInstant
    /// To the server and back; the least of late.
    public var delay: Duration
    /// Of the samples around the offset, one standard deviation.
    public var jitter: Duration
    public var word: ServerWord
    /// So long after ``newest`` its word stands.
    public var lasts: Duration

    /// Round trip to the primary source.
    public var rootDelay: Duration { word.rootDelay + delay }

    /// One standard deviation of the offset, by which sources that agree are weighed: the jitter, and a way that may be
    /// slower in one direction by anything up to all of its delay, each alike.
    public var deviation: Duration {
        let asymmetry = rootDelay.realSeconds / 2 / 3.0.squareRoot()
        let noise = jitter.realSeconds
        return max(.realSeconds((asymmetry * asymmetry + noise * noise).squareRoot()), .nanoseconds(1))
    }
}

extension ClientAssociation {
    /// What its samples say; `nil`: there are none.
    public func standing(at now: MonotonicInstant) -> SourceStanding? {
        guard let word, let estimate = filter.estimate(at: now, tolerance: settings.tolerance) else { return nil }
        let age = min(max(0, (now - word.at).realSeconds), 1e9)
        let base = estimate.reach + word.distance + .realSeconds(settings.tolerance * age)
        // The ways' bound spreads by both clocks' rates, and the server's own word by its.
        let bound = ErrorBound(base: base, growth: 2 * settings.tolerance)
        return SourceStanding(
            newest: estimate.newest, offset: estimate.offset, bound: bound, asOf: now, delay: estimate.delay,
            jitter: estimate.jitter, word: word, lasts: schedule.interval * 8 + .seconds(16))
    }
}
