// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// A notice's time as the protocols write it.
extension Notice {
    private var utc: UTCInstant {
        let (seconds, milliseconds) = utcMilliseconds.quotientAndRemainder(dividingBy: 1000)
        let (day, secondOfDay) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
        return UTCInstant(day: day, secondOfDay: secondOfDay, fraction: .milliseconds(milliseconds))
    }

    /// `2026-11-21T11:43:18.250Z` (RFC 3339), which syslog takes too (RFC 5424, 6.2.3).
    var timestamp: String { utc.iso8601(decimals: 3) }

    /// `Sat, 21 Nov 2026 11:43:18 +0000` (RFC 5322, 3.3)
    var mailDate: String {
        let (date, face) = (utc.date, utc.clockFace)
        let clock = [face.hour, face.minute, face.second].map(Self.twoDigits).joined(separator: ":")
        let weekday = Self.weekdays[(utc.day + 4) % 7]
        return "\(weekday), \(date.day) \(Self.months[date.month - 1]) \(date.year) \(clock) +0000"
    }

    private static func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let weekdays = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
