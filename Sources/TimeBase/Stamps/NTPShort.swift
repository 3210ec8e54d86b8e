// SPDX-License-Identifier: Apache-2.0

/// The 32-bit interval of NTP (RFC 5905, section 6): unsigned, 0 ... 65 535.99998 s in units of 2⁻¹⁶ s (15 µs). Root
/// delay and root dispersion travel in it.
public struct NTPShort: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// In units of 2⁻¹⁶ s, as on the wire read big-endian.
    public var raw: UInt32

    public init(raw: UInt32) {
        self.raw = raw
    }

    /// The largest interval it can say.
    public static let max = NTPShort(raw: .max)

    /// Rounded up, for a dispersion: a bound may grow on its way, but must not shrink. Saturates; below zero is zero.
    public init(roundingUp interval: Duration) {
        let (quotient, remainder) = Self.units(interval)
        raw = UInt32(clamping: quotient + (remainder > 0 ? 1 : 0))
    }

    /// Rounded to nearest, ties up, for a delay. Saturates; below zero is zero.
    public init(nearest interval: Duration) {
        let (quotient, remainder) = Self.units(interval)
        raw = UInt32(clamping: quotient + (remainder >= Duration.attosecondsPerSecond / 2 ? 1 : 0))
    }

    /// Exact.
    public var duration: Duration {
        Duration(attoseconds: Int128(raw) * (Duration.attosecondsPerSecond >> 16))
    }

    public static func < (a: Self, b: Self) -> Bool { a.raw < b.raw }

    /// Units of 2⁻¹⁶ s, with the remainder in units of 2⁻¹⁶ as. Limited first, so that nothing overflows.
    private static func units(_ interval: Duration) -> (quotient: Int128, remainder: Int128) {
        let limited = Swift.max(.zero, min(interval, .seconds(65_536)))
        return (limited.attoseconds << 16).quotientAndRemainder(dividingBy: Duration.attosecondsPerSecond)
    }
}
