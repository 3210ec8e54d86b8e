// SPDX-License-Identifier: Apache-2.0

/// What the thermometer beside the oscillator said of late.
struct Thermometer: Sendable {
    /// Temperatures count from here, °C: a coefficient means the same whatever this is, but rounds less near it.
    static let usual = 25.0
    /// The last reading less ``usual``, K.
    private(set) var latest = 0.0
    /// Variance of a reading, K², as far as learned.
    private(set) var noise = 0.0025
    private var sum = 0.0
    private var readings = 0.0
    private var mean = 0.0
    private(set) var isUsable = false

    mutating func hear(_ celsius: Double) {
        latest = celsius - Self.usual
        sum += latest
        readings += 1
        isUsable = true
    }

    mutating func pass(_ seconds: Double) {}

    /// The mean since this was asked the last time, K.
    mutating func take() -> Double {
        if readings > 0 { mean = sum / readings }
        (sum, readings) = (0, 0)
        return mean
    }
}
