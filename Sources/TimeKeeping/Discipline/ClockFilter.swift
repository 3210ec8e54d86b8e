// SPDX-License-Identifier: Apache-2.0

/// Phase, frequency and drift of a clock whose phase is measured: the filter of one hypothesis.
///
/// The covariance P is kept as its factors, P = L·D·Lᵀ with L unit lower triangular and the phase first. A measured
/// phase then touches only D's first element, exactly and without a subtraction, and a prediction is a weighted
/// orthogonalisation (Thornton, 1976): the covariance is symmetric and positive by construction, for any number of
/// years and whatever the rounding.
struct ClockFilter: Sendable {
    var phase = 0.0
    var frequency = 0.0
    var drift = 0.0
    /// D: the phase's variance, the frequency's once the phase is given, and the drift's once both are.
    private(set) var d = SIMD3<Double>(repeating: Self.least)
    /// L below its diagonal: frequency by phase, drift by phase, drift by frequency.
    private(set) var l = SIMD3<Double>(repeating: 0)

    /// The smallest variance that is kept: nothing divides by zero.
    private static let least = 1e-50

    init() {}

    /// From estimate and covariance. An element of D that rounding made negative or nothing counts as the smallest
    /// share of the variance that a Double can tell.
    init(_ other: KalmanFilter<3>) {
        (phase, frequency, drift) = (other.state[0], other.state[1], other.state[2])
        let p = other.covariance
        d[0] = max(p[0][0], Self.least)
        l[0] = p[1][0] / d[0]
        l[1] = p[2][0] / d[0]
        d[1] = max(p[1][1] - l[0] * p[1][0], 1e-15 * p[1][1], Self.least)
        l[2] = (p[2][1] - l[1] * p[1][0]) / d[1]
        d[2] = max(p[2][2] - l[1] * p[2][0] - l[2] * l[2] * d[1], 1e-15 * p[2][2], Self.least)
    }

    var phaseVariance: Double { d[0] }

    /// The covariance, multiplied out: p₀₀, p₀₁, p₀₂, p₁₁, p₁₂, p₂₂ and two zeros.
    var covariance: SIMD8<Double> {
        let (across, drifting) = (l[0] * d[0], l[1] * d[0])
        let given = l[2] * d[1]
        return [
            d[0], across, drifting, l[0] * across + d[1], l[0] * drifting + given,
            l[1] * drifting + l[2] * given + d[2], 0, 0,
        ]
    }

    var dense: KalmanFilter<3> {
        var out = KalmanFilter<3>()
        let p = covariance
        out.state = [phase, frequency, drift]
        out.covariance = [[p[0], p[1], p[2]], [p[1], p[3], p[4]], [p[2], p[4], p[5]]]
        return out
    }

    /// Everything known about the phase is this; it is uncorrelated with the rest.
    mutating func setPhase(_ value: Double, variance: Double) {
        var whole = dense
        whole.setPhase(value, variance: variance)
        self = ClockFilter(whole)
    }

    /// Adds to what is not known of phase and frequency (variances).
    mutating func loosen(phase: Double, frequency: Double) {
        var whole = dense
        whole.covariance[0][0] += phase
        whole.covariance[1][1] += frequency
        self = ClockFilter(whole)
    }

    /// What the measurements taught of phase and frequency is worth less: their deviations grow by this factor.
    mutating func doubt(by factor: Double) {
        d *= [factor * factor, factor * factor, 1]
        l /= [1, factor, factor]
    }

    /// Any drift of this standard deviation may have come up.
    mutating func loosenDrift(_ deviation: Double) { d[2] += deviation * deviation }

    /// The drift is nothing, with this standard deviation, whatever it was.
    mutating func forgetDrift(_ deviation: Double) {
        drift = 0
        (l[1], l[2]) = (0, 0)
        d[2] = deviation * deviation
    }

    /// Takes a measured phase with its noise variance.
    mutating func correct(measured: Double, noise: Double) {
        let share = d[0] / (d[0] + noise)
        let move = share * (measured - phase)
        phase += move
        frequency += l[0] * move
        drift += l[1] * move
        d[0] = max(share * noise, Self.least)
    }

    /// Moves on by the time that `noise` was computed for; `control` is added to the phase.
    mutating func predict(_ noise: ClockNoise, control: Double) {
        let (dt, gain, reach) = (noise.dt, noise.frequencyByDrift, noise.phaseByDrift)
        phase += dt * frequency + reach * drift + control
        frequency += gain * drift
        drift *= noise.kept
        // The columns of F·L and of the noise's own factor, row by row, and their weights.
        let weights: SIMD8<Double> = [d[0], d[1], d[2], noise.phase, noise.frequency, noise.drift, 0, 0]
        let first: SIMD8<Double> = [
            1 + dt * l[0] + reach * l[1], dt + reach * l[2], reach, 1, dt / 2, dt * dt / 6, 0, 0,
        ]
        var second: SIMD8<Double> = [l[0] + gain * l[1], 1 + gain * l[2], gain, 0, 1, dt / 2, 0, 0]
        var third: SIMD8<Double> = [noise.kept * l[1], noise.kept * l[2], noise.kept, 0, 0, 1, 0, 0]
        let weighted = weights * first
        d[0] = max((weighted * first).sum(), Self.least)
        l[0] = (weighted * second).sum() / d[0]
        l[1] = (weighted * third).sum() / d[0]
        second -= l[0] * first
        third -= l[1] * first
        d[1] = max((weights * second * second).sum(), Self.least)
        l[2] = (weights * second * third).sum() / d[1]
        third -= l[2] * second
        d[2] = max((weights * third * third).sum(), Self.least)
    }
}

/// What a hypothesis' oscillator does within one prediction, ready for ``ClockFilter``.
struct ClockNoise: Sendable {
    /// Length of the prediction, s; at most a minute, for which the series of ``init(_:_:)`` hold.
    let dt: Double
    /// How much of the drift is left at the end.
    let kept: Double
    /// What a drift of one adds to the frequency and to the phase.
    let frequencyByDrift, phaseByDrift: Double
    /// Variances of independent kicks: to the phase; to the frequency (half of it reaches the phase); to the drift.
    let phase, frequency, drift: Double

    init(_ noise: OscillatorNoise, _ dt: Double) {
        let part = dt / noise.driftTime
        self.dt = dt
        kept = exponential(-part)
        frequencyByDrift = dt * (1 - part / 2 * (1 - part / 3))
        phaseByDrift = dt * dt / 2 * (1 - part / 3)
        drift = noise.drift * noise.drift * (1 - kept * kept)
        frequency = noise.walk * dt + drift * dt * dt / 12
        phase = noise.white * dt + noise.walk * dt * dt * dt / 12
    }
}
