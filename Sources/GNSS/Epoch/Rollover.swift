// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Undoes the rollover of GPS's ten-bit week number. A receiver whose firmware has outlived its own pivot states a date
/// that is 1024 weeks (19.6 years), or a multiple of that, too early.
struct Rollover: Sendable {
    /// `nil`: no date is lifted.
    var pivot: RolloverPivot?

    /// How many times 1024 weeks must be added to a day (since 1970) to bring it to the pivot's day or later.
    /// A date is never lowered: the pivot is the earliest date that can be, and says nothing of the latest.
    func periods(forDay day: Int) -> Int {
        guard let pivot, day < pivot.earliestDay else { return 0 }
        return min((pivot.earliestDay - day + RolloverPivot.cycleInDays - 1) / RolloverPivot.cycleInDays, 100)
    }

    /// As ``periods(forDay:)``, for a week counted from 1980-01-06.
    func periods(forGPSWeek week: Int) -> Int { periods(forDay: 3657 + week * 7) }

    /// The instant of a GPS week and time of week in milliseconds (0 ..< 604,800,000), lifted.
    func instant(week: Int, millisecond: Int) -> GPSInstant {
        let lifted = week + periods(forGPSWeek: week) * 1024
        return GPSInstant(sinceEpoch: .milliseconds(Int64(lifted) * 604_800_000 + Int64(millisecond)))
    }
}
