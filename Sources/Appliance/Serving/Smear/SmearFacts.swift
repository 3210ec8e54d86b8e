// SPDX-License-Identifier: Apache-2.0

public import NTP
public import TimeBase

/// How leap seconds are smeared now, where they are.
public struct SmearFacts: Sendable {
    public var smear: LeapSmear
    /// UTC on both sides of the leap second that is being spread, or is to come.
    public var utc: UTCRelation
    /// Smeared time − UTC.
    public var offset: Duration
    /// The smeared clock's rate against the true one: negative while it spreads an inserted second.
    public var rate: Double
    /// The leap second that is being spread, or is the next to be; `nil`: none is known.
    public var leap: UTCRelation.Leap?
    /// When its spreading begins and ends.
    public var begins: TAIInstant?
    public var ends: TAIInstant?
    public var isUnderWay: Bool

    /// As of `now`.
    init(_ smear: LeapSmear, _ time: ServedTime, at now: MonotonicInstant) {
        let shown = time.clock.reading(at: now).shown
        let utc = smear.relation(of: time.state.utc, after: time.lastLeap, at: shown)
        (self.smear, self.utc) = (smear, utc)
        (offset, rate) = (smear.offset(at: shown, utc), smear.rate(at: shown, utc))
        isUnderWay = smear.isUnderWay(at: shown, utc)
        guard let next = utc.next else { return }
        let span = smear.interval(around: next)
        if shown < span.upperBound { (leap, begins, ends) = (next, span.lowerBound, span.upperBound) }
    }
}
