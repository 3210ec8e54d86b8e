// SPDX-License-Identifier: Apache-2.0

public import NTP
public import TimeBase

/// Which leap second is rehearsed, and how it is smeared.
public struct LeapPlan: Sendable {
    public enum Kind: String, Sendable, CaseIterable, Codable {
        /// 23:59:60 is inserted.
        case inserted
        /// 23:59:59 is left out.
        case deleted

        var change: Int8 { self == .inserted ? 1 : -1 }
    }

    /// Why there cannot be such a leap second, for people.
    public struct Refusal: Error, Hashable, Sendable, CustomStringConvertible {
        public var description: String
    }

    public let kind: Kind
    /// The day at whose end it is.
    public let date: CivilDate
    public let smear: LeapSmear
    public let seed: UInt64
    public let leap: UTCRelation.Leap
    /// How long before the leap second it begins: long enough to see the announcement and the smear begin, with an hour
    /// for the clock to settle; and how long after the smear it ends.
    var lead: Duration
    var tail = Self.hour
    /// TAI − UTC before it.
    public let taiMinusUTC: Int32

    private static let (day, hour) = (Duration.seconds(86_400), Duration.seconds(3600))

    /// The first end of June or December of which the built-in table does not know.
    public static var nextDate: CivilDate {
        let known = LeapSecondTable.builtIn.utc(LeapSecondTable.builtIn.listExpiry).date
        let june = CivilDate(year: known.year, month: 6, day: 30)
        return known.month <= 6 ? june ?? known : CivilDate(year: known.year, month: 12, day: 31) ?? known
    }

    /// - Parameter date: the last day of a month: one that had this leap second, or one that the built-in table knows
    ///   nothing of.
    public init(
        _ kind: Kind, at date: CivilDate = Self.nextDate, smear: LeapSmear = LeapSmear(.linear), seed: UInt64 = 1
    ) throws(Refusal) {
        let next = CivilDate(daysSince1970: date.daysSince1970 + 1)
        guard next.day == 1 else { throw Refusal(description: "leap seconds are at the end of a month") }
        let table = LeapSecondTable.builtIn
        let count = table.taiMinusUTC(at: UTCInstant(day: date.daysSince1970, secondOfDay: 0, fraction: .zero))
        let seconds = next.daysSince1970 * 86_400 + Int(count) + Int(kind.change)
        let leap = UTCRelation.Leap(at: TAIInstant(sinceEpoch: .seconds(seconds)), change: kind.change)
        do throws(LeapSecondContradiction) {
            _ = try table.updated(with: LeapSecondNotice(at: leap.at - Self.day, taiMinusUTC: count, next: leap))
        } catch {
            throw Refusal(description: "it is known that UTC has no such leap second at the end of that day")
        }
        (self.kind, self.date, self.smear, self.seed) = (kind, date, smear, seed)
        (self.leap, taiMinusUTC) = (leap, count)
        lead = max(Self.day, smear.duration / 2) + Self.hour
    }

    /// What is true of UTC.
    var truth: UTCRelation { UTCRelation(taiMinusUTC: taiMinusUTC, next: leap) }

    var start: TAIInstant { leap.at - lead }

    /// Whole seconds from the start to the end.
    var seconds: Int { Int((smear.interval(around: leap).upperBound + tail - start).wholeSeconds) }
}
