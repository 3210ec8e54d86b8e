// SPDX-License-Identifier: Apache-2.0

/// What is measured once a second and remembered. The raw values are the names that the API uses.
///
/// The file keeps every value as a whole number of a small unit (``unitsPerOne``), which takes two to four octets
/// where a floating-point number takes eight, and sums without rounding. A value beyond ±10¹⁵ units is kept as that;
/// one that is no number is not kept.
public enum Series: String, CaseIterable, Codable, Sendable {
    // The order is the file's: a new one goes to the end, and Measurement.cells grows by one.

    /// Our clock minus the reference, in nanoseconds; kept to 0.001 ns, within ±1,000 s.
    case offset
    /// How wrong the time served may be, in nanoseconds, not negative; kept to 0.001 ns, up to 1,000 s.
    case bound
    /// What the clock's rate is corrected by at the moment, in parts per 10⁹, positive: our oscillator runs fast;
    /// kept to 0.0001.
    case frequency
    /// Of the board, in degrees Celsius; kept to 0.001.
    case temperature
    /// Satellites used.
    case satellites
    /// Mean carrier-to-noise density of the satellites used, in dB-Hz; kept to 0.01.
    case cn0
    /// What a pulse differs from its prediction, in nanoseconds; kept to 0.001 ns, within ±1,000 s.
    case pulseResidual
    /// From the pulse until the timing loop has handled it, in nanoseconds; kept to 1 ns.
    case loopLatency
    /// NTP requests in this second; kept to 0.01.
    case ntpRequests
    /// How far apart the two clocks are that are the furthest apart in any group that is watched, in nanoseconds, not
    /// negative; kept to 1 ns.
    case watchWorst

    /// The file's units in one of the series' own units.
    var unitsPerOne: Double {
        switch self {
        case .offset, .bound, .temperature, .pulseResidual: 1000
        case .frequency: 10_000
        case .cn0, .ntpRequests: 100
        case .satellites, .loopLatency, .watchWorst: 1
        }
    }

    /// The series' number in the file.
    var code: Int { Self.allCases.firstIndex(of: self) ?? 0 }

    /// `nil` for what is no number.
    func units(of value: Double) -> Int64? {
        guard value.isFinite else { return nil }
        let scaled = (value * unitsPerOne).rounded()
        return Int64(max(-1e15, min(1e15, scaled)))
    }

    func value(ofUnits units: Double) -> Double { units / unitsPerOne }
}
