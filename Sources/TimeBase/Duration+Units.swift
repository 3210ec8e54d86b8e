// SPDX-License-Identifier: Apache-2.0

/// Intervals are `Swift.Duration`: 128 bits of attoseconds, exact in sums. These are the field's units for it.
extension Duration {
    /// Exact, any `Int64`.
    public static func picoseconds(_ count: Int64) -> Duration {
        Duration(attoseconds: Int128(count) * 1_000_000)
    }

    /// From seconds as a real number, for results of estimation; exact to 2⁻⁵³ of the value.
    /// Values beyond ±10¹⁸ s, and NaN, trap.
    public static func realSeconds(_ seconds: Double) -> Duration {
        let whole = seconds.rounded(.towardZero)
        let rest = (seconds - whole) * 1e18
        return Duration(attoseconds: Int128(whole) * attosecondsPerSecond + Int128(rest.rounded()))
    }

    /// In seconds as a real number, for estimation; relative error at most 2⁻⁵².
    public var realSeconds: Double {
        let (whole, rest) = components
        return Double(whole) + Double(rest) * 1e-18
    }

    /// In nanoseconds as a real number; relative error at most 2⁻⁵².
    public var realNanoseconds: Double {
        let (whole, rest) = components
        return Double(whole) * 1e9 + Double(rest) * 1e-9
    }

    /// Whole nanoseconds, rounded down (towards the past), so that a stamp never shows a moment not yet reached.
    /// Saturates at the ends of `Int64` (±292 years).
    public var wholeNanoseconds: Int64 { Int64(clamping: floorDivided(by: 1_000_000_000)) }

    /// Whole picoseconds, rounded to nearest, ties away from zero. Saturates at the ends of `Int64` (±106 days).
    public var wholePicoseconds: Int64 {
        let half: Int128 = attoseconds < 0 ? -500_000 : 500_000
        return Int64(clamping: (attoseconds + half) / 1_000_000)
    }

    /// Whole seconds, rounded down (towards the past).
    public var wholeSeconds: Int64 { Int64(clamping: floorDivided(by: Self.attosecondsPerSecond)) }

    /// What remains above ``wholeSeconds``: in 0 ..< 1 s, also for negative values.
    public var fractionOfSecond: Duration {
        Duration(attoseconds: attoseconds - floorDivided(by: Self.attosecondsPerSecond) * Self.attosecondsPerSecond)
    }

    /// The nearest multiple of one second; ties go up.
    public var roundedToSecond: Duration {
        .seconds((self + .milliseconds(500)).wholeSeconds)
    }

    public var magnitude: Duration { self < .zero ? .zero - self : self }

    static var attosecondsPerSecond: Int128 { 1_000_000_000_000_000_000 }

    private func floorDivided(by divisor: Int128) -> Int128 {
        let (quotient, remainder) = attoseconds.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
