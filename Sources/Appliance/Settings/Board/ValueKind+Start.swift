// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension ValueKind where Value == UTCInstant? {
    /// Between which days a simulated board may begin: GPS time, and the satellites' weeks, count from 1980.
    private static var days: ClosedRange<Int> { 3657...60_000 }

    /// A date and time of UTC, or `now`: `nil`.
    static var startingTime: Self {
        Self(SettingShape("now, or a UTC such as '2036-02-07T06:27:00Z'", "now")) { (node) throws(SettingRefusal) in
            let text = try ValueKind<String>.text.read(node)
            if text == "now" { return nil }
            guard let utc = UTCInstant(iso8601: text) else {
                throw SettingRefusal("\(quoted(text)) must be now, or a UTC such as '2036-02-07T06:27:00Z'")
            }
            guard days.contains(utc.day) else { throw SettingRefusal("\(quoted(text)) must be in 1980 to 2134") }
            return utc
        }
    }
}
