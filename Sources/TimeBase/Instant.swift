// SPDX-License-Identifier: Apache-2.0

/// A moment on one time scale, with attosecond resolution and a range of ±2.9 × 10¹¹ years.
///
/// The scale is part of the type: `TAIInstant - GPSInstant` does not compile; convert first. UTC is not an
/// `Instant`, because its seconds are not all there: see ``UTCInstant`` and ``LeapSecondTable``.
public struct Instant<Scale: TimeScale>: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// Time since the scale's own epoch; negative before it.
    public var sinceEpoch: Duration

    public init(sinceEpoch: Duration) {
        self.sinceEpoch = sinceEpoch
    }

    public static func < (a: Self, b: Self) -> Bool { a.sinceEpoch < b.sinceEpoch }
    public static func - (a: Self, b: Self) -> Duration { a.sinceEpoch - b.sinceEpoch }
    public static func + (a: Self, b: Duration) -> Self { Self(sinceEpoch: a.sinceEpoch + b) }
    public static func - (a: Self, b: Duration) -> Self { Self(sinceEpoch: a.sinceEpoch - b) }
    public static func += (a: inout Self, b: Duration) { a.sinceEpoch += b }
    public static func -= (a: inout Self, b: Duration) { a.sinceEpoch -= b }
}

extension Instant where Scale: AtomicTimeScale {
    /// The same moment counted on another atomic scale. Exact.
    public init<Other: AtomicTimeScale>(_ other: Instant<Other>) {
        sinceEpoch = other.sinceEpoch + Other.epochSinceTAIEpoch - Scale.epochSinceTAIEpoch
    }
}

public typealias TAIInstant = Instant<TAI>
public typealias GPSInstant = Instant<GPS>
public typealias GalileoInstant = Instant<Galileo>
public typealias BeiDouInstant = Instant<BeiDou>
public typealias MonotonicInstant = Instant<Monotonic>
