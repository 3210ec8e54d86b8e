// SPDX-License-Identifier: Apache-2.0

/// POSIX time: seconds since 1970-01-01 00:00:00 UTC that count 86 400 for every day, leap seconds or not.
///
/// An inserted second has no number of its own: as on Linux, its stamps repeat those of 23:59:59. So the way back
/// from a stamp within such a second leads to 23:59:59, and two stamps do not subtract to a true interval.
public struct UnixTimestamp: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Counted as POSIX counts; negative before 1970.
    public var sinceEpoch: Duration

    public init(sinceEpoch: Duration) {
        self.sinceEpoch = sinceEpoch
    }

    /// As in a `timespec`. Any values; nanoseconds of a second or more carry over.
    public init(seconds: Int64, nanoseconds: Int64 = 0) {
        sinceEpoch = .seconds(seconds) + .nanoseconds(nanoseconds)
    }

    public init(_ utc: UTCInstant) {
        sinceEpoch = .seconds(utc.secondsSince1970) + utc.fraction
    }

    /// Never a leap second.
    public var utc: UTCInstant {
        UTCInstant(secondsSince1970: seconds, fraction: sinceEpoch - .seconds(seconds))
    }

    /// Whole seconds, rounded down.
    public var seconds: Int64 { sinceEpoch.wholeSeconds }
    /// What remains above ``seconds``, in whole nanoseconds rounded down: 0 ... 999 999 999.
    public var nanoseconds: Int64 { sinceEpoch.fractionOfSecond.wholeNanoseconds }

    public static func < (a: Self, b: Self) -> Bool { a.sinceEpoch < b.sinceEpoch }
}
