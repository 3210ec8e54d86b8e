// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// A day and a millisecond of that day, in UTC, as receivers state it: before rollovers are undone.
struct WallClock: Equatable, Sendable, BitwiseCopyable {
    /// Days since 1970-01-01.
    var day: Int
    /// 0 ... 86,400,999; from 86,400,000 on within an inserted leap second.
    var millisecond: Int

    init(day: Int, millisecond: Int) { (self.day, self.millisecond) = (day, millisecond) }

    /// From the fields of NAV-PVT and NAV-TIMEUTC: `nanosecond` may be negative, and is rounded to the nearest
    /// millisecond. `nil` where no clock shows it.
    init?(year: UInt16, month: UInt8, day: UInt8, hour: UInt8, minute: UInt8, second: UInt8, nanosecond: Int32) {
        guard let date = CivilDate(year: Int(year), month: Int(month), day: Int(day)), hour < 24, minute < 60,
            second < 60 || (second == 60 && hour == 23 && minute == 59)
        else { return nil }
        let seconds = second == 60 ? 86_400 : Int(hour) * 3600 + Int(minute) * 60 + Int(second)
        let rounded = (Int(nanosecond) + 500_000_500_000) / 1_000_000 - 500_000
        self.init(day: date.daysSince1970, millisecond: seconds * 1000 + rounded)
        normalise(hadLeapSecond: second == 60)
    }

    /// From weeks and time of week that count UTC's days, with leap seconds taken away: how TIM-TP writes UTC.
    init(countedAsWeeks instant: GPSInstant) {
        let milliseconds = Int(instant.sinceEpoch.wholeNanoseconds / 1_000_000)
        self.init(day: 3657 + milliseconds / 86_400_000, millisecond: milliseconds % 86_400_000)
    }

    private mutating func normalise(hadLeapSecond: Bool) {
        let length = hadLeapSecond ? 86_401_000 : 86_400_000
        if millisecond < 0 {
            day -= 1
            millisecond += 86_400_000
        } else if millisecond >= length {
            day += 1
            millisecond -= length
        }
    }

    var instant: UTCInstant? {
        guard (0..<86_401_000).contains(millisecond) else { return nil }
        return UTCInstant(
            day: day, secondOfDay: millisecond / 1000, fraction: .milliseconds(Int64(millisecond % 1000)))
    }
}
