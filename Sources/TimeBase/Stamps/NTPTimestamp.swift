// SPDX-License-Identifier: Apache-2.0

/// The 64-bit timestamp of NTP (RFC 5905, section 6): seconds since 1900-01-01 00:00:00 UTC modulo 2³², and a
/// fraction of 2⁻³² s (233 ps).
///
/// It repeats every 136 years (next on 2036-02-07 06:28:16 UTC), so it becomes a date only near a pivot. Like
/// ``UnixTimestamp`` it has no number for an inserted second, and repeats 23:59:59 there.
public struct NTPTimestamp: Hashable, Sendable, BitwiseCopyable {
    /// Seconds in the upper half, fraction in the lower, as on the wire read big-endian.
    public var raw: UInt64

    public init(raw: UInt64) {
        self.raw = raw
    }

    /// All zero: "unknown or unsynchronised" (RFC 5905, section 6).
    public static var unset: NTPTimestamp { NTPTimestamp(raw: 0) }

    /// Rounded down to 2⁻³² s, so that a stamp never shows a moment not yet reached. Allocates nothing.
    public init(_ utc: UTCInstant) {
        let seconds = UInt32(truncatingIfNeeded: utc.secondsSince1970 &+ Self.epochBefore1970)
        raw = UInt64(seconds) << 32 | UInt64(utc.fraction.binaryFraction)
    }

    public var seconds: UInt32 { UInt32(truncatingIfNeeded: raw >> 32) }
    /// In units of 2⁻³² s.
    public var fraction: UInt32 { UInt32(truncatingIfNeeded: raw) }

    /// The one moment within 68 years of `pivot` (2³¹ s to either side) that has this stamp.
    /// `NTPTimestamp(stamp.resolved(near: pivot)) == stamp`, always.
    public func resolved(near pivot: UTCInstant) -> UTCInstant {
        let center = pivot.secondsSince1970
        let ahead = Int32(truncatingIfNeeded: Int64(seconds) &- Self.epochBefore1970 &- center)
        return UTCInstant(secondsSince1970: center + Int64(ahead), fraction: Duration(binaryFraction: fraction))
    }

    /// a − b modulo 2³² s, in −68 ... +68 years, to the nearest attosecond: true where the stamps lie that close
    /// and no leap second lies between them.
    public static func - (a: Self, b: Self) -> Duration {
        let units = Int64(truncatingIfNeeded: a.raw &- b.raw)
        return .seconds(units >> 32) + Duration(binaryFraction: UInt32(truncatingIfNeeded: units))
    }

    /// Seconds from 1900-01-01 to 1970-01-01 (RFC 5905, figure 4).
    private static var epochBefore1970: Int64 { 2_208_988_800 }
}

extension Duration {
    /// A fraction of a second in units of 2⁻³² s, rounded down; of a value in 0 ..< 1 s.
    var binaryFraction: UInt32 {
        let attoseconds = UInt64(truncatingIfNeeded: attoseconds)
        let product = attoseconds.multipliedFullWidth(by: 1 << 32)
        return UInt32(truncatingIfNeeded: Self.unitsPerSecond.dividingFullWidth(product).quotient)
    }

    /// From units of 2⁻³² s, rounded up to the next attosecond, so that ``binaryFraction`` gives them back.
    init(binaryFraction units: UInt32) {
        let (high, low) = UInt64(units).multipliedFullWidth(by: Self.unitsPerSecond)
        let whole = high << 32 | low >> 32
        let isExact = low & 0xFFFF_FFFF == 0
        self.init(attoseconds: Int128(whole) + (isExact ? 0 : 1))
    }

    private static var unitsPerSecond: UInt64 { 1_000_000_000_000_000_000 }
}
