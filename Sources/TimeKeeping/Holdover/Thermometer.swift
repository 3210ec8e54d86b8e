// SPDX-License-Identifier: Apache-2.0

/// What the thermometer beside the oscillator says, smoothed with its trend: the noise of single readings would pass
/// for changes of temperature that do nothing to the oscillator, and so hide what temperature does.
struct Thermometer: Sendable {
    /// Temperatures count from here, °C: a coefficient means the same whatever this is, but rounds less near it.
    static let usual = 25.0
    /// The smoothed temperature less ``usual``, K, and its trend, K/s.
    private(set) var latest = 0.0
    private var trend = 0.0
    /// Variance of what is left of a reading's noise, times the time it lasts, K²·s.
    private(set) var noise = 0.0
    private var sum = 0.0
    private var passed = 0.0
    private var mean = 0.0
    private var silence = 0.0
    private var isBegun = false

    /// Over how long it is smoothed, s.
    private static let smoothing = 200.0

    var isUsable: Bool { isBegun && silence < 60 }

    mutating func hear(_ celsius: Double) {
        let reading = celsius - Self.usual
        if !isBegun { latest = reading }
        isBegun = true
        let share = exponential(-max(silence, 1) / Self.smoothing)
        let surprise = reading - latest
        latest += (1 - share * share) * surprise
        trend += (1 - share) * (1 - share) * surprise
        silence = 0
    }

    /// Time passes between readings, s.
    mutating func pass(_ seconds: Double) {
        silence += seconds
        sum += (latest + trend * seconds / 2) * seconds
        latest += trend * seconds
        passed += seconds
    }

    /// The mean since this was asked the last time, K.
    mutating func take() -> Double {
        if passed > 0 { mean = sum / passed }
        (sum, passed) = (0, 0)
        return mean
    }
}
