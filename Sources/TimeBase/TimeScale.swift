// SPDX-License-Identifier: Apache-2.0

/// A scale on which instants are counted. Two instants subtract only where their scale is one and the same.
public protocol TimeScale: Sendable {
    /// The scale's short name as the field writes it ("TAI", "GPS"); for logs, not for parsing.
    static var name: String { get }
}

/// A scale that ticks with TAI: it never repeats or omits a second, so it converts by a constant.
public protocol AtomicTimeScale: TimeScale {
    /// Where the scale's own epoch (its zero) lies, counted from the TAI epoch used here.
    static var epochSinceTAIEpoch: Duration { get }
}

/// International Atomic Time, counted from 1970-01-01 00:00:00 TAI: the PTP epoch (IEEE 1588-2019, 7.2.3).
public enum TAI: AtomicTimeScale {
    public static let name = "TAI"
    public static var epochSinceTAIEpoch: Duration { .zero }
}

/// GPS system time, counted from 1980-01-06 00:00:00 UTC; TAI − GPS = 19 s always (IS-GPS-200, 20.3.3.5.2.4).
public enum GPS: AtomicTimeScale {
    public static let name = "GPS"
    public static var epochSinceTAIEpoch: Duration { .seconds(3657 * 86_400 + 19) }
}

/// Galileo System Time, counted from 1999-08-22 00:00:00 GPS time (13 s before midnight UTC), so that
/// TAI − GST = 19 s as for GPS (Galileo OS SIS ICD, 5.1.2).
public enum Galileo: AtomicTimeScale {
    public static let name = "GST"
    public static var epochSinceTAIEpoch: Duration { .seconds(10_825 * 86_400 + 19) }
}

/// BeiDou Time, counted from 2006-01-01 00:00:00 UTC; TAI − BDT = 33 s always (BDS-SIS-ICD, 3.3).
public enum BeiDou: AtomicTimeScale {
    public static let name = "BDT"
    public static var epochSinceTAIEpoch: Duration { .seconds(13_149 * 86_400 + 33) }
}

/// The host's never-stepped counter (CLOCK_MONOTONIC_RAW or its simulation), counted from an arbitrary start.
/// It orders events and measures waits; it says nothing about the time of day and converts to no other scale.
public enum Monotonic: TimeScale {
    public static let name = "monotonic"
}
