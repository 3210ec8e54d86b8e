// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Undoes the rollover of GPS's ten-bit week number. A receiver whose firmware has outlived its own pivot states a date
/// that is 1024 weeks (19.6 years), or a multiple of that, too early.
struct Rollover: Sendable {
    static let period = 1024 * 7

    /// Dates more than 512 weeks before this day (since 1970) are lifted; `nil`: none are.
    var pivotDay: Int?

    /// How many times 1024 weeks must be added to a day (since 1970) to bring it within 512 weeks before the pivot, or after it.
    /// A date is never lowered: the pivot is an earliest plausible date, not a latest.
    func periods(forDay day: Int) -> Int {
        guard let pivotDay else { return 0 }
        let missing = pivotDay - Self.period / 2 - day
        return missing > 0 ? min((missing + Self.period - 1) / Self.period, 100) : 0
    }

    /// As ``periods(forDay:)``, for a week counted from 1980-01-06.
    func periods(forGPSWeek week: Int) -> Int { periods(forDay: 3657 + week * 7) }

    /// The instant of a GPS week and time of week in milliseconds (0 ..< 604,800,000), lifted.
    func instant(week: Int, millisecond: Int) -> GPSInstant {
        let lifted = week + periods(forGPSWeek: week) * 1024
        return GPSInstant(sinceEpoch: .milliseconds(Int64(lifted) * 604_800_000 + Int64(millisecond)))
    }
}
