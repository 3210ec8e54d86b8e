// SPDX-License-Identifier: Apache-2.0

/// Notices that the innovations of late do not scatter about nothing: the oscillator does what no hypothesis expects,
/// and the estimate lags behind. Means of the innovations over a few seconds, over some ten and over half a minute are
/// followed; what they have beyond chance is the lag.
struct SurpriseMeter: Sendable {
    private var means = SIMD4<Double>(repeating: 0)
    private var squares = 1.0
    /// How much of a new innovation goes into each mean.
    private static let gains: SIMD4<Double> = [1.0 / 3, 1.0 / 6, 1.0 / 12, 1.0 / 24]
    /// By how many of its own deviations a mean may differ from nothing without meaning anything.
    private static let chance = 2.5
    /// The means' deviations as parts of an innovation's: √(g/(2−g)).
    private static let deviations: SIMD4<Double> = (gains / (2 - gains)).squareRoot()

    /// How far the estimate lags behind, s: positive, the clock is further ahead than is believed.
    private(set) var lag = 0.0
    /// How many times larger the innovations of late are than believed; at least 1.
    private(set) var excess = 1.0

    /// Takes an innovation, s, and the variance that it was expected to have.
    mutating func hear(_ innovation: Double, variance: Double) {
        let capped = min(max(innovation, -4 * variance.squareRoot()), 4 * variance.squareRoot())
        means += Self.gains * (capped - means)
        squares += (capped * capped / variance - squares) / 12
        lag = 0
        let limits = Self.deviations * (Self.chance * variance.squareRoot())
        for i in 0..<4 {
            let beyond = means[i].magnitude - limits[i]
            if beyond > lag.magnitude { lag = means[i] > 0 ? beyond : -beyond }
        }
        excess = max(1, (squares / 2.5).squareRoot())
    }

    mutating func reset() { self = SurpriseMeter() }
}
