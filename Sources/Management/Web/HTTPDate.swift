// SPDX-License-Identifier: Apache-2.0

import Appliance
import TimeBase

/// The `Date` of a response, by our own clock: IMF-fixdate (RFC 9110, 5.6.7).
enum HTTPDate {
    /// `nil` while the time is not to be relied on: then there is no clock to speak of (RFC 9110, 6.6.1).
    static func text(of snapshot: ApplianceSnapshot) -> String? {
        guard snapshot.state.isTrustworthy else { return nil }
        return text(of: snapshot.state.utc.utc(snapshot.clock.reading(at: snapshot.now).shown))
    }

    static func text(of utc: UTCInstant) -> String {
        let (date, face) = (utc.date, utc.clockFace)
        // 1970-01-01 was a Thursday.
        let weekday = weekdays[((utc.day % 7) + 7) % 7]
        let day = "\(weekday), \(two(date.day)) \(months[date.month - 1]) \(date.year)"
        return "\(day) \(two(face.hour)):\(two(face.minute)):\(two(face.second)) GMT"
    }

    private static func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    private static let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
