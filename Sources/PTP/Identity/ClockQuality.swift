// SPDX-License-Identifier: Apache-2.0

/// How good a clock claims to be (IEEE 1588-2019, 5.3.7 and 7.6.2).
public struct ClockQuality: Hashable, Sendable, BitwiseCopyable {
    /// 7.6.2.5, table 4; lower is better.
    public var clockClass: UInt8
    public var accuracy: ClockAccuracy
    /// offsetScaledLogVariance (7.6.3.3): 256 for each power of two of the PTP variance in s², plus 0x8000.
    public var variance: UInt16

    public init(clockClass: UInt8, accuracy: ClockAccuracy, variance: UInt16) {
        (self.clockClass, self.accuracy, self.variance) = (clockClass, accuracy, variance)
    }
}

/// How far a clock may be from its time scale, in the steps of table 5 (7.6.2.6); lower is better.
public struct ClockAccuracy: RawRepresentable, Hashable, Comparable, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let unknown = ClockAccuracy(rawValue: 0xFE)
    public static func < (a: Self, b: Self) -> Bool { a.rawValue < b.rawValue }
}

/// Where a grandmaster's time comes from (7.6.2.8, table 6).
public struct TimeSource: RawRepresentable, Hashable, Sendable, BitwiseCopyable {
    public var rawValue: UInt8
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    public static let atomicClock = TimeSource(rawValue: 0x10)
    public static let gnss = TimeSource(rawValue: 0x20)
    public static let terrestrialRadio = TimeSource(rawValue: 0x30)
    public static let serialTimeCode = TimeSource(rawValue: 0x39)
    public static let ptp = TimeSource(rawValue: 0x40)
    public static let ntp = TimeSource(rawValue: 0x50)
    public static let handSet = TimeSource(rawValue: 0x60)
    public static let other = TimeSource(rawValue: 0x90)
    public static let internalOscillator = TimeSource(rawValue: 0xA0)
}

/// A span of time as messages carry it in their correction fields (5.3.2): units of 2⁻¹⁶ ns, signed.
public struct TimeInterval: Hashable, Comparable, Sendable, BitwiseCopyable {
    public var scaledNanoseconds: Int64

    public init(scaledNanoseconds: Int64) { self.scaledNanoseconds = scaledNanoseconds }

    /// To the nearest unit; what is too large to be told becomes the largest there is (13.3.2.9).
    public init(_ duration: Duration) {
        // Beyond a million years nothing can be told, and the product would not fit.
        let limit: Int128 = 1 << 110
        let whole = min(max(duration.attoseconds, -limit), limit) * 65_536
        let half: Int128 = whole >= 0 ? 500_000_000 : -500_000_000
        scaledNanoseconds = Int64(clamping: (whole + half) / 1_000_000_000)
    }

    /// Rounded down to the attosecond.
    public var duration: Duration { Duration(attoseconds: (Int128(scaledNanoseconds) * 1_000_000_000) >> 16) }

    public static let zero = TimeInterval(scaledNanoseconds: 0)

    public static func < (a: Self, b: Self) -> Bool { a.scaledNanoseconds < b.scaledNanoseconds }

    /// The largest and the smallest stand for all beyond.
    public static func + (a: Self, b: Self) -> Self {
        let (sum, isOver) = a.scaledNanoseconds.addingReportingOverflow(b.scaledNanoseconds)
        return Self(scaledNanoseconds: isOver ? (a.scaledNanoseconds < 0 ? .min : .max) : sum)
    }

    public static func - (a: Self, b: Self) -> Self {
        let (difference, isOver) = a.scaledNanoseconds.subtractingReportingOverflow(b.scaledNanoseconds)
        return Self(scaledNanoseconds: isOver ? (a.scaledNanoseconds < 0 ? .min : .max) : difference)
    }
}
