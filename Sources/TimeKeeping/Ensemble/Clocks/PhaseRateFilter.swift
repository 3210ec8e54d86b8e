// SPDX-License-Identifier: Apache-2.0

/// How two clocks lie to each other, by one hypothesis about how restless they are: a phase and a rate with their
/// covariance (Kalman, 1960), in closed form.
struct PhaseRateFilter: Sendable, BitwiseCopyable {
    /// Seconds; positive: the one that is judged is ahead.
    var phase = 0.0
    /// Fractional, of both oscillators as they would run free; positive: the one that is judged runs fast.
    var rate = 0.0
    var phaseVariance = 0.0
    var covariance = 0.0
    var rateVariance = 0.0

    /// - Parameters:
    ///   - gained: what corrections alone added to the phase meanwhile, s.
    ///   - white: white frequency noise, variance of phase gained per second, s.
    ///   - walk: random walk of frequency, variance of rate gained per second, 1/s.
    mutating func predict(_ elapsed: Double, gained: Double, white: Double, walk: Double) {
        let (t, wandered) = (elapsed, walk * elapsed)
        phase += rate * t + gained
        phaseVariance += 2 * t * covariance + t * t * rateVariance + white * t + wandered * t * t / 3
        covariance += t * rateVariance + wandered * t / 2
        rateVariance += wandered
    }

    /// By how many standard deviations a measurement differs from what it should be, squared.
    func surprise(measured: Double, noise: Double) -> Double {
        let innovation = measured - phase
        return innovation * innovation / (phaseVariance + noise)
    }

    /// Takes a measured phase. Joseph's form, which stays positive whatever the rounding.
    mutating func correct(measured: Double, noise: Double) {
        let total = phaseVariance + noise
        let (gain, rateGain) = (phaseVariance / total, covariance / total)
        let innovation = measured - phase
        phase += gain * innovation
        rate += rateGain * innovation
        let kept = 1 - gain
        let (p, c) = (phaseVariance, covariance)
        phaseVariance = kept * kept * p + gain * gain * noise
        covariance = kept * (c - rateGain * p) + gain * rateGain * noise
        rateVariance += rateGain * (rateGain * p - 2 * c) + rateGain * rateGain * noise
    }

    /// All that is known of the phase is this; the rate is known at best to a variance of `loosened`.
    mutating func restart(at value: Double, variance: Double, loosened: Double) {
        (phase, phaseVariance, covariance) = (value, variance, 0)
        rateVariance = max(rateVariance, loosened)
    }
}
