// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// UTC without its jump: a leap second spread over the hours around it, for clients that cannot bear 23:59:60. By
/// default from noon to noon UTC, half of it before the leap and half after.
///
/// Smeared time is not UTC: clients must have either this or the true time from all their servers, never both. All
/// here is a pure function of TAI and of the leap second.
public struct LeapSmear: Hashable, Sendable, BitwiseCopyable {
    /// How the second is spread.
    public enum Shape: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// At one rate, which begins and ends at once: ±11.6 ppm over a day, the common practice of large operators.
        case linear
        /// Along half a wave of a cosine: the rate has no jump, and is at most ±18.2 ppm over a day.
        case cosine
    }

    /// No client's clock can be asked to follow a faster one (MAXFREQ of RFC 5905).
    public static let greatestRate = 500e-6
    public static let longest: Duration = .seconds(10 * 86_400)

    public let shape: Shape
    /// By the smeared clock, which takes one second more for it where a second is inserted.
    public let duration: Duration

    /// 24 hours.
    public init(_ shape: Shape) {
        (self.shape, duration) = (shape, .seconds(86_400))
    }

    /// `nil` where the rate would be above ``greatestRate``, which is at about an hour, or the duration above
    /// ``longest``.
    public init?(_ shape: Shape, duration: Duration) {
        guard duration > .seconds(2), duration <= Self.longest else { return nil }
        (self.shape, self.duration) = (shape, duration)
        // A left-out second is spread over one second less.
        guard Self.peak(of: shape) / (duration.realSeconds - 1) <= Self.greatestRate else { return nil }
    }

    /// What the clock of `table` is smeared by at `tai`: its last change too, for as long as that is being spread. The
    /// relation at `tai` itself knows only changes to come.
    public func relation(of table: LeapSecondTable, at tai: TAIInstant) -> UTCRelation {
        var relation = table.relation(at: tai - duration / 2)
        relation.isCurrent = table.relation(at: tai).isCurrent
        return relation
    }

    /// The same without the table: what is said of UTC at `tai`, and the last change that has passed.
    public func relation(
        of utc: UTCRelation, after last: UTCRelation.Leap?, at tai: TAIInstant
    ) -> UTCRelation {
        utc.reaching(backTo: tai - duration / 2, over: last)
    }

    /// TAI − smeared time at `tai`: seconds, but between two whole numbers while it smears.
    public func taiMinusSmeared(at tai: TAIInstant, _ utc: UTCRelation) -> Duration {
        let whole = Duration.seconds(Int64(utc.taiMinusUTC))
        guard let next = utc.next else { return whole }
        return whole + .realSeconds(Double(next.change) * progress(place(of: tai, around: next)))
    }

    /// Smeared time − UTC: in ±0.5 s by default, 0 but around a leap second. It jumps at the leap because UTC does.
    public func offset(at tai: TAIInstant, _ utc: UTCRelation) -> Duration {
        .seconds(Int64(utc.taiMinusUTC(at: tai))) - taiMinusSmeared(at: tai, utc)
    }

    /// How much faster than TAI the smeared clock runs, fractional: negative while it spreads an inserted second.
    public func rate(at tai: TAIInstant, _ utc: UTCRelation) -> Double {
        guard let next = utc.next else { return 0 }
        let x = place(of: tai, around: next)
        guard x > 0, x < 1 else { return 0 }
        let slope = shape == .linear ? 1 : Double.pi / 2 * HalfWave.sine(x)
        return -Double(next.change) * slope / span(of: next).realSeconds
    }

    /// The greatest magnitude of ``rate(at:_:)`` for an inserted second.
    public var peakRate: Double { Self.peak(of: shape) / (duration.realSeconds + 1) }

    /// Whether a leap second is being spread at `tai`.
    public func isUnderWay(at tai: TAIInstant, _ utc: UTCRelation) -> Bool {
        guard let next = utc.next else { return false }
        let x = place(of: tai, around: next)
        return x > 0 && x < 1
    }

    /// From when to when a leap second is spread.
    public func interval(around leap: UTCRelation.Leap) -> Range<TAIInstant> {
        let begin = beginning(around: leap)
        return begin..<(begin + span(of: leap))
    }

    private static func peak(of shape: Shape) -> Double { shape == .linear ? 1 : Double.pi / 2 }

    /// How long it takes in TAI: a day of 86,401 or 86,399 s.
    private func span(of leap: UTCRelation.Leap) -> Duration { duration + .seconds(Int64(leap.change)) }

    private func beginning(around leap: UTCRelation.Leap) -> TAIInstant {
        leap.at - .seconds(Int64(leap.change)) - duration / 2
    }

    /// Where in the smear an instant lies: 0 up to its beginning, 1 from its end on.
    private func place(of tai: TAIInstant, around leap: UTCRelation.Leap) -> Double {
        let x = (tai - beginning(around: leap)).realSeconds / span(of: leap).realSeconds
        return min(max(x, 0), 1)
    }

    /// How much of the second is spread.
    private func progress(_ x: Double) -> Double { shape == .linear ? x : HalfWave.rise(x) }
}
