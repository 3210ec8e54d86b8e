// SPDX-License-Identifier: Apache-2.0

/// The equivalent degrees of freedom of an overlapping Allan or modified Allan (so time) variance, 1 or above.
///
/// Greenhall and Riley, Uncertainty of stability variances based on finite differences (PTTI 2003), whose algorithm
/// NIST SP 1065 gives for AVAR, MVAR and TVAR: 1/edf = Σ over lags j of (1 − |j|/M) ρ(j)² / M, with the M terms' own
/// autocorrelation ρ from the noise's generalised autocovariance. The sum is made in full, not by the fitted tables.
/// With gaps M is the number of terms there are.
func degreesOfFreedom(_ noise: PowerLawNoise, factor: Int, terms: Int, isModified: Bool) -> Double {
    let lags = min(terms, 3 * factor)
    let once = (0...lags + 2 * factor).map { filtered(noise, $0, factor: factor, isModified: isModified) }
    func covariance(_ lag: Int) -> Double {
        6 * once[lag] - 4 * (once[abs(lag - factor)] + once[lag + factor]) + once[abs(lag - 2 * factor)]
            + once[lag + 2 * factor]
    }
    let variance = covariance(0)
    var sum = 1.0
    for lag in 1...lags {
        let correlation = covariance(lag) / variance
        sum += (lag == lags ? 1 : 2) * (1 - Double(lag) / Double(terms)) * correlation * correlation
    }
    return max(Double(terms) / sum, 1)
}

/// The generalised autocovariance of the phase after the variance's averaging filter, at a lag of `steps` samples; times
/// a constant, which falls out.
///
/// The filter's own second difference loses its digits for long averages of a smooth function: there it is replaced by
/// its limit, the function of a noise that is two steps of the exponent whiter.
private func filtered(_ noise: PowerLawNoise, _ steps: Int, factor: Int, isModified: Bool) -> Double {
    let t = Double(steps) / Double(factor)
    if !isModified, factor > 32, noise.rawValue <= 0 { return autocovariance(noise.rawValue + 2, t) }
    let width = isModified ? factor : 1
    let before = Double(abs(steps - width)) / Double(factor)
    let after = Double(steps + width) / Double(factor)
    return 2 * autocovariance(noise.rawValue, t) - autocovariance(noise.rawValue, before)
        - autocovariance(noise.rawValue, after)
}

/// The generalised autocovariance of phase noise of the exponent α at a lag t ≥ 0, times a constant.
private func autocovariance(_ alpha: Int, _ t: Double) -> Double {
    switch alpha {
    case 2: -t
    case 1: t > 0 ? t * t * naturalLogarithm(t) : 0
    case 0: t * t * t
    case -1: t > 0 ? -t * t * t * t * naturalLogarithm(t) : 0
    default: -t * t * t * t * t
    }
}
