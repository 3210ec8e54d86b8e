// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What is known of a following clock: plain values, of the moment when it was last compared.
public struct FollowerClaim: Hashable, Sendable, BitwiseCopyable {
    public enum State: UInt8, Hashable, Sendable, BitwiseCopyable, CaseIterable {
        /// It is left alone: the clock that is kept is not worth following.
        case free
        /// It is being brought to the clock that is kept.
        case approaching
        /// It is steered, and where it should be.
        case following
        /// It has not been compared for a while.
        case lost

        /// The word that every interface uses for it.
        public var name: String {
            switch self {
            case .free: "free"
            case .approaching: "approaching"
            case .following: "following"
            case .lost: "lost"
            }
        }
    }

    public var state: State
    /// When it was last compared.
    public var asOf: MonotonicInstant
    /// Follower − disciplined clock, estimated: positive, the follower is ahead.
    public var offset: Duration
    /// How far `offset` may be off, by all that is known of the comparisons.
    public var uncertainty: Duration
    /// Standard deviation of one comparison, as learned; `nil` before.
    public var noise: Duration?
    /// How the follower would run against the disciplined clock without its correction: positive, fast.
    public var frequency: Double
    /// Comparisons that were not believed.
    public var refused: UInt64

    /// How far the follower is from the disciplined clock, at most.
    public var reach: Duration { offset.magnitude + uncertainty }

    /// A clock that was not compared for so long is not known any more.
    public static let staleness: Duration = .seconds(5)

    public init(
        state: State, asOf: MonotonicInstant, offset: Duration, uncertainty: Duration, noise: Duration? = nil,
        frequency: Double = 0, refused: UInt64 = 0
    ) {
        (self.state, self.asOf, self.offset, self.uncertainty) = (state, asOf, offset, uncertainty)
        (self.noise, self.frequency, self.refused) = (noise, frequency, refused)
    }

    /// What is to be told of it at `now`.
    public func told(at now: MonotonicInstant) -> FollowerClaim {
        guard now - asOf > Self.staleness else { return self }
        var claim = self
        claim.state = .lost
        return claim
    }
}
