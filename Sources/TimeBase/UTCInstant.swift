// SPDX-License-Identifier: Apache-2.0

/// A moment as Coordinated Universal Time writes it: a day, a second of that day (86400 is an inserted leap
/// second, 23:59:60), and a fraction.
///
/// It orders, prints and compares, but it does not subtract: how long lies between two UTC instants is known
/// only to a ``LeapSecondTable``.
public struct UTCInstant: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Days since 1970-01-01.
    public let day: Int
    /// 0 ... 86399, or 86400 within an inserted leap second.
    public let secondOfDay: Int
    /// 0 ..< 1 s
    public let fraction: Duration

    /// Traps on a second or fraction out of range: those are a programmer's errors. Outside input goes through
    /// ``init(date:hour:minute:second:fraction:)``.
    public init(day: Int, secondOfDay: Int, fraction: Duration = .zero) {
        precondition((0...86_400).contains(secondOfDay) && fraction >= .zero && fraction < .seconds(1))
        (self.day, self.secondOfDay, self.fraction) = (day, secondOfDay, fraction)
    }

    /// From a clock face; `nil` where no clock shows it. A second of 60 is taken at 23:59 only; whether that day
    /// had a leap second is for the table to say.
    public init?(date: CivilDate, hour: Int, minute: Int, second: Int, fraction: Duration = .zero) {
        guard (0...23).contains(hour), (0...59).contains(minute), fraction >= .zero, fraction < .seconds(1) else {
            return nil
        }
        guard (0...59).contains(second) || (second == 60 && hour == 23 && minute == 59) else { return nil }
        self.init(
            day: date.daysSince1970, secondOfDay: hour * 3600 + minute * 60 + second, fraction: fraction)
    }

    public var date: CivilDate { CivilDate(daysSince1970: day) }
    public var isLeapSecond: Bool { secondOfDay == 86_400 }

    /// Hour, minute and second as a clock shows them; the second is 60 within an inserted leap second.
    public var clockFace: (hour: Int, minute: Int, second: Int) {
        if isLeapSecond { return (23, 59, 60) }
        return (secondOfDay / 3600, secondOfDay / 60 % 60, secondOfDay % 60)
    }

    /// Milliseconds since 1970-01-01 as POSIX counts them, 86,400,000 a day: an inserted second repeats the first of the
    /// next day.
    public var unixMilliseconds: Int64 {
        (Int64(day) * 86_400 + Int64(secondOfDay)) * 1000 + fraction.wholeNanoseconds / 1_000_000
    }

    public static func < (a: Self, b: Self) -> Bool {
        (a.day, a.secondOfDay, a.fraction) < (b.day, b.secondOfDay, b.fraction)
    }
}
