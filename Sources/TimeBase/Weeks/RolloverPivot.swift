// SPDX-License-Identifier: Apache-2.0

/// The day before which no date can be: the day this program was built, or better, the last one known for certain.
///
/// A receiver whose firmware has outlived its GPS weeks states dates that are a multiple of 1024 weeks (19.6 years)
/// too early. A stated date before this day is lifted by as many times 1024 weeks as bring it to this day or later;
/// a date that is not before it is left alone.
public struct RolloverPivot: Hashable, Sendable, BitwiseCopyable {
    /// Days since 1970-01-01; dates of this day are not lifted.
    public private(set) var earliestDay: Int

    /// 1024 weeks: the cycle of GPS's ten bits.
    public static let cycleInDays = 7168

    public init(earliest date: CivilDate) {
        earliestDay = date.daysSince1970
    }

    /// The time of day does not matter.
    public init(earliest: UTCInstant) {
        earliestDay = earliest.day
    }

    public var earliest: CivilDate { CivilDate(daysSince1970: earliestDay) }

    /// Learns that it is `known` now: the pivot moves up to the day before it (a receiver's message may be a little
    /// late), never down. Only for times that were proved otherwise than by the receiver's own word.
    public mutating func raise(to known: UTCInstant) {
        earliestDay = max(earliestDay, known.day - 1)
    }

    /// The same clock face on the first possible day.
    public func resolve(_ stated: UTCInstant) -> UTCInstant {
        UTCInstant(day: resolve(day: stated.day), secondOfDay: stated.secondOfDay, fraction: stated.fraction)
    }

    /// The first possible day.
    public func resolve(_ stated: CivilDate) -> CivilDate {
        CivilDate(daysSince1970: resolve(day: stated.daysSince1970))
    }

    /// For an instant that a receiver gave in another scale (a full week that has rolled over unnoticed).
    public func resolve<Scale: WeekCountedScale>(_ stated: Instant<Scale>) -> Instant<Scale> {
        let missing = (instant() - stated).attoseconds
        if missing <= 0 { return stated }
        let length = Duration.seconds(Self.cycleInDays * 86_400).attoseconds
        return stated + Duration(attoseconds: -(-missing).flooredQuotient(length) * length)
    }

    /// The first possible instant with these low bits of the week and this time of week.
    public func resolve<Scale: WeekCountedScale>(
        truncatedWeek: Int, bits: Int = Scale.weekBits, timeOfWeek: Duration
    ) -> Instant<Scale> {
        .resolved(truncatedWeek: truncatedWeek, bits: bits, timeOfWeek: timeOfWeek, pivot: instant())
    }

    /// The day's beginning on another scale, at most a minute too early: no leap seconds are counted.
    private func instant<Scale: AtomicTimeScale>() -> Instant<Scale> {
        Instant(TAIInstant(sinceEpoch: .seconds(earliestDay * 86_400)))
    }

    private func resolve(day: Int) -> Int {
        let missing = earliestDay - day
        return missing <= 0 ? day : day - (-missing).flooredQuotient(Self.cycleInDays) * Self.cycleInDays
    }
}
