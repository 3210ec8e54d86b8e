// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// How times and intervals are written into a packet (RFC 5905, 6).
public enum NTPFormat {
    /// 1900-01-01 to 1970-01-01: 70 years with 17 leap days.
    static let secondsFrom1900: Int128 = 2_208_988_800
    static let attosecondsPerSecond: Int128 = 1_000_000_000_000_000_000

    /// TAI − UTC as NTP and POSIX count it: within an inserted leap second they show 23:59:59 again, as the kernel
    /// does, so the change takes effect where 23:59:60 begins; a deleted second's where 23:59:59 would have begun.
    public static func taiMinusUTC(_ utc: UTCRelation, at instant: TAIInstant) -> Int32 {
        guard let next = utc.next, instant >= change(next) else { return utc.taiMinusUTC }
        return utc.taiMinusUTC &+ Int32(next.change)
    }

    /// The first instant with the new difference.
    static func change(_ leap: UTCRelation.Leap) -> TAIInstant {
        leap.change > 0 ? leap.at - .seconds(1) : leap.at
    }

    /// The 64-bit timestamp: units of 2⁻³² s since 1900, modulo 2³² s (it comes round in 2036), rounded down.
    public static func timestamp(_ instant: TAIInstant, utc: UTCRelation) -> UInt64 {
        let seconds = Duration.seconds(Int64(taiMinusUTC(utc, at: instant)))
        return timestamp(attosecondsSince1970: (instant.sinceEpoch - seconds).attoseconds)
    }

    static func timestamp(attosecondsSince1970 count: Int128) -> UInt64 {
        let since1900 = count + secondsFrom1900 * attosecondsPerSecond
        var (whole, rest) = since1900.quotientAndRemainder(dividingBy: attosecondsPerSecond)
        if rest < 0 { (whole, rest) = (whole - 1, rest + attosecondsPerSecond) }
        return UInt64(truncatingIfNeeded: whole) << 32 | UInt64((rest << 32) / attosecondsPerSecond)
    }

    /// The 32-bit interval in units of 2⁻¹⁶ s, rounded up; negative is zero, and the largest stands for all beyond.
    public static func shortRoundedUp(_ duration: Duration) -> UInt32 {
        guard duration > .zero else { return 0 }
        guard duration < .seconds(65_536) else { return .max }
        return UInt32(clamping: ((duration.attoseconds << 16) + attosecondsPerSecond - 1) / attosecondsPerSecond)
    }

    /// 2 to the power of `exponent`, in seconds; −60...60.
    static func duration(log2Seconds exponent: Int8) -> Duration {
        let power = Int(min(max(exponent, -60), 60))
        return Duration(attoseconds: power < 0 ? attosecondsPerSecond >> -power : attosecondsPerSecond << power)
    }
}
