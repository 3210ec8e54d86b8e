// SPDX-License-Identifier: Apache-2.0

/// Notices that the innovations of late do not scatter about nothing: the oscillator does what no hypothesis expects,
/// and the estimate lags behind. Means of the innovations over a few seconds, over some ten and over half a minute are
/// followed; what they have beyond chance is the lag.
struct SurpriseMeter: Sendable {
    private var means = SIMD4<Double>(repeating: 0)
    private var squares = 1.0
    /// How much of a new innovation goes into each mean.
    private static let gains: SIMD4<Double> = [1.0 / 2, 1.0 / 4, 1.0 / 9, 1.0 / 20]
    /// By how many of its own deviations a mean may differ from nothing without meaning anything.
    private static let chance = 1.3
    /// A mean over the past is behind a lag that grows.
    private static let delay = 1.5
    /// The means' deviations as parts of an innovation's: √(g/(2−g)).
    private static let deviations: SIMD4<Double> = (gains / (2 - gains)).squareRoot()

    /// How far the estimate lags behind, s: positive, the clock is further ahead than is believed.
    private(set) var lag = 0.0
    /// How many times larger the innovations of late are than believed; at least 1.
    private(set) var excess = 1.0

    /// Takes an innovation, s, and the variance that it was expected to have.
    mutating func hear(_ innovation: Double, variance: Double) {
        let limit = 8 * variance.squareRoot()
        let capped = min(max(innovation, -limit), limit)
        means += Self.gains * (capped - means)
        squares += (capped * capped / variance - squares) / 12
        lag = 0
        let limits = Self.deviations * (Self.chance * variance.squareRoot())
        for i in 0..<4 {
            let beyond = Self.delay * (means[i].magnitude - limits[i])
            if beyond > lag.magnitude { lag = means[i] > 0 ? beyond : -beyond }
        }
        excess = max(1, (squares / 2.5).squareRoot())
    }

    /// A measurement was refused that may yet be right: then the frequency changed after the last one believed, `age`
    /// seconds ago, and another second of that is ahead.
    mutating func suspect(_ innovation: Double, age: Double) {
        let ahead = innovation * (1 + 1 / max(age, 1))
        if ahead.magnitude > lag.magnitude { lag = ahead }
    }
}
