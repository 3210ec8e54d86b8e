// SPDX-License-Identifier: Apache-2.0

/// What Gnomon claims about the time, published as a whole once a second and at every change.
///
/// Stratum, leap bits, dispersion, reference id, lamps and alarms are derived from this and from nothing else, so
/// that no two of them can disagree. Plain fields only: it is copied through a lock-free snapshot.
public struct TimeState: Sendable, BitwiseCopyable {
    public enum Phase: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// The program has begun; nothing has been heard yet.
        case starting
        /// Something is heard, but not yet enough to know the second or to have settled on it.
        case acquiring
        /// The clock follows the pulse, and the pulse's second is known.
        case locked
        /// The clock runs on what was learned while locked, within its budget of error.
        case holdover
        /// The clock follows other clocks, since its own source is gone.
        case fallback
        /// The time is not to be relied on.
        case unsynchronised
    }

    public var phase: Phase
    /// When this phase began.
    public var since: MonotonicInstant
    /// When this state was computed; `offset` and `errorBound` are of this moment.
    public var asOf: MonotonicInstant
    public var reason: Reason
    /// Estimated clock − TAI: positive, our clock is ahead.
    public var offset: Duration
    /// Estimated fractional frequency of the free-running oscillator: positive, it runs fast.
    public var frequency: Double
    /// How wrong the clock may be, now and as time goes on without further news.
    public var errorBound: ErrorBound
    /// What the time came from; kept through holdover.
    public var reference: TimeReference
    /// When the clock was last corrected by its reference, in its own time; `nil` before the first time.
    public var lastUpdate: TAIInstant?
    public var utc: UTCRelation
    /// Whether it was ever locked: then what is shown was right once.
    public var hasLocked: Bool
    /// How steady the clock is, as measured against its pulse over single seconds: a third of the Allan variance at 1 s, in
    /// s² (the PTP variance of IEEE 1588-2019, 7.6.3.2). What makes stamps uncertain is in it. Kept through holdover; `nil`
    /// before it was measured.
    public var variance: Double?
    /// Estimated fractional frequency of the clock as it is corrected, against its reference: positive, it gains on it. What
    /// an offset is slewed away by is in it.
    public var rate = 0.0
    /// The server that is followed in ``Phase/fallback``.
    public var upstream: UpstreamServer?

    public init(
        phase: Phase, since: MonotonicInstant, asOf: MonotonicInstant, reason: Reason, offset: Duration = .zero,
        frequency: Double = 0, errorBound: ErrorBound = .unknown, reference: TimeReference = .none,
        lastUpdate: TAIInstant? = nil, utc: UTCRelation, hasLocked: Bool = false, variance: Double? = nil
    ) {
        self.phase = phase
        self.since = since
        self.asOf = asOf
        self.reason = reason
        self.offset = offset
        self.frequency = frequency
        self.errorBound = errorBound
        self.reference = reference
        self.lastUpdate = lastUpdate
        self.utc = utc
        self.hasLocked = hasLocked
        self.variance = variance
    }

    /// A state that was not renewed for this long comes from a timing loop that has stopped.
    public static let staleness: Duration = .seconds(5)

    /// What is to be told of this state at `now`. A stale one is not relied on any more: its bound knows how clocks
    /// drift, but not what befell this one since.
    public func told(at now: MonotonicInstant) -> TimeState {
        let age = now - asOf
        guard age > Self.staleness else { return self }
        var state = self
        (state.phase, state.since, state.reason) = (.unsynchronised, asOf + Self.staleness, .keepingStopped(for: age))
        return state
    }

    /// Whether clients may rely on the time within its error bound.
    public var isTrustworthy: Bool { phase == .locked || phase == .holdover || phase == .fallback }
}

/// What a time came from, as a reference id names it.
public enum TimeReference: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case none, gps, galileo, beidou, glonass, qzss, navic
    /// Several constellations together, or satellites of which the receiver does not say whose they are.
    case gnss
}

/// How UTC lies to TAI now, and the change that is coming.
public struct UTCRelation: Sendable, BitwiseCopyable {
    public struct Leap: Hashable, Sendable, BitwiseCopyable {
        /// The first instant after the change: TAI of 00:00:00 UTC of the next day.
        public var at: TAIInstant
        /// +1: a second is inserted (23:59:60); −1: 23:59:59 is left out.
        public var change: Int8

        public init(at: TAIInstant, change: Int8) {
            (self.at, self.change) = (at, change)
        }
    }

    /// TAI − UTC in seconds before `next`; 37 since 2017.
    public var taiMinusUTC: Int32
    /// The next change known to come, however far away.
    public var next: Leap?
    /// Whether the table behind this reaches up to now: false once it has expired and no receiver has vouched.
    public var isCurrent: Bool

    public init(taiMinusUTC: Int32, next: Leap? = nil, isCurrent: Bool = true) {
        (self.taiMinusUTC, self.next, self.isCurrent) = (taiMinusUTC, next, isCurrent)
    }
}
