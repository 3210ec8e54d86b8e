// SPDX-License-Identifier: Apache-2.0

/// What the thermometer beside the oscillator says, smoothed with its trend: the noise of single readings would pass
/// for changes of temperature that do nothing to the oscillator, and so hide what temperature does.
struct Thermometer: Sendable {
    /// Temperatures count from here, °C: a coefficient means the same whatever this is, but rounds less near it.
    static let usual = 25.0
    /// The smoothed temperature less ``usual``, K, and its trend, K/s.
    private(set) var latest = 0.0
    private var trend = 0.0
    private var sum = 0.0
    private var passed = 0.0
    private var mean = 0.0
    /// Since the last reading, s.
    private var silence = Double.infinity
    private var last = 0.0

    /// Over how long it is smoothed, s.
    private static let smoothing = 200.0
    /// A thermometer that says nothing for so long is gone, s.
    private static let patience = 300.0
    /// A reading so far from the last one that was believed is no temperature, K; and so much more for each second.
    private static let leap = 20.0
    private static let fastest = 0.2
    private static let plausible = -80.0...180.0

    var isUsable: Bool { silence < Self.patience }

    mutating func hear(_ celsius: Double) {
        guard celsius.isFinite, Self.plausible.contains(celsius) else { return }
        let reading = celsius - Self.usual
        guard isUsable else { return begin(reading) }
        guard (reading - last).magnitude < Self.leap + Self.fastest * silence else { return }
        last = reading
        let share = exponential(-max(silence, 1) / Self.smoothing)
        let surprise = reading - latest
        latest += (1 - share * share) * surprise
        trend += (1 - share) * (1 - share) * surprise
        silence = 0
    }

    private mutating func begin(_ reading: Double) { (latest, last, trend, silence) = (reading, reading, 0, 0) }

    /// Time passes between readings, s. The trend is not followed beyond the next few.
    mutating func pass(_ seconds: Double) {
        let move = silence < 10 ? trend * min(seconds, 10) : 0
        silence += seconds
        sum += (latest + move / 2) * seconds
        latest += move
        passed += seconds
    }

    /// The mean since this was asked the last time, K.
    mutating func take() -> Double {
        if passed > 0 { mean = sum / passed }
        (sum, passed) = (0, 0)
        return mean
    }
}
