// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Moments of the history and the journal as text.
public enum UTCText {
    /// ISO 8601 with milliseconds; the year 9999 at the latest.
    public static func of(_ unixMilliseconds: Int64) -> String { instant(unixMilliseconds).iso8601() }

    public static func instant(_ unixMilliseconds: Int64) -> UTCInstant {
        let bounded = max(0, min(unixMilliseconds, 253_402_300_799_999))
        let seconds = Int(bounded / 1000)
        return UTCInstant(
            day: seconds / 86_400, secondOfDay: seconds % 86_400, fraction: .milliseconds(bounded % 1000))
    }
}
