// SPDX-License-Identifier: Apache-2.0

/// How restless an oscillator is: the parameters of one hypothesis about it.
struct OscillatorNoise: Sendable {
    /// White frequency noise: variance of phase gained per second, s.
    var white: Double
    /// Random walk of frequency: variance of frequency gained per second, 1/s.
    var walk: Double
    /// Drift: root mean square of a first-order Markov process, 1/s ...
    var drift: Double
    /// ... and its correlation time, s.
    var driftTime: Double

    /// A temperature-compensated crystal and its multiples: an ADEV of 1e-9 at 1 s and 1e-8 at 1 h, and a drift such
    /// as a daily temperature swing of 0.3 ppm brings.
    static func calm(scale: Double) -> OscillatorNoise {
        OscillatorNoise(
            white: 1e-18 * scale * scale, walk: 8.33e-20 * scale * scale, drift: 2.2e-11 * scale, driftTime: 5000)
    }

    /// The same crystal while its temperature changes fast: a drift of 1.5e-9 is 1 ppm in eleven minutes.
    static func manoeuvre(drift: Double) -> OscillatorNoise {
        OscillatorNoise(white: 1e-18, walk: 8.33e-20, drift: drift, driftTime: 400)
    }
}
