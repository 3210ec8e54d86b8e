// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What the master that is followed tells of our clock.
public struct TimeReceiverStanding: Sendable, BitwiseCopyable {
    /// When its last Sync came.
    public var newest: MonotonicInstant
    /// Our scale − the master's, whatever that counts: positive, ours is ahead.
    public var offset: Duration
    /// One way.
    public var delay: Duration
    /// One standard deviation of its Syncs.
    public var jitter: Duration
    public var word: MasterWord
    /// So long after ``newest`` its word stands.
    public var lasts: Duration

    /// How far our scale − the grandmaster's truth may be from ``offset`` now: the way may be slower in one direction by all
    /// of its delay twice over, stamps scatter, and the grandmaster may be off by what it says.
    public func bound(at now: MonotonicInstant) -> ErrorBound {
        let age = min(max(0, (now - newest).realSeconds), 1e6)
        let base = delay + jitter * 3 + word.distance + .realSeconds(PathFilter.tolerance * age)
        return ErrorBound(base: base, growth: 2 * PathFilter.tolerance)
    }

    /// One standard deviation of the offset, by which sources that agree are weighed: the jitter, and a way of which no one
    /// knows how its delay is spread over both directions.
    public var deviation: Duration {
        let (asymmetry, noise) = (delay.realSeconds / 3.0.squareRoot(), jitter.realSeconds)
        return max(.realSeconds((asymmetry * asymmetry + noise * noise).squareRoot()), .nanoseconds(1))
    }
}

extension TimeReceiver {
    /// `nil`: nobody is followed, or not enough of it is known.
    public func standing(at now: MonotonicInstant) -> TimeReceiverStanding? {
        guard isHeard(at: now), let word, let estimate = filter.estimate(at: now, usual: usualJitter) else {
            return nil
        }
        return TimeReceiverStanding(
            newest: estimate.newest, offset: estimate.offset, delay: estimate.delay, jitter: estimate.jitter,
            word: word, lasts: syncLasts)
    }
}
