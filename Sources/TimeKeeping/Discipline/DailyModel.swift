// SPDX-License-Identifier: Apache-2.0

/// Phase, frequency, a daily sine of frequency and its wander over hours (weather): what carries the clock through an
/// outage. A crystal in a building follows the day's temperature, and freezing the last frequency throws that away;
/// freezing what is only weather is as bad, since weather passes.
struct DailyModel: Sendable {
    private(set) var filter = KalmanFilter<5>()
    private static let angularRate = 2 * 3.14159265358979324 / 86_400
    /// How long weather lasts, s.
    private static let weatherTime = 10_800.0
    /// The part of the frequency's random walk over seconds that is one over days too; the rest is weather.
    private static let lastingPart = 0.05

    init(phase: Double, phaseVariance: Double, frequency: Double, frequencyVariance: Double) {
        filter.setPhase(phase, variance: phaseVariance)
        filter.state[1] = frequency
        filter.covariance[1][1] = frequencyVariance
        filter.covariance[2][2] = 4.5e-14
        filter.covariance[3][3] = 4.5e-14
        filter.covariance[4][4] = 1e-16
    }

    /// Moves on by `dt` seconds of an oscillator as noisy as `noise`, in which the corrections gave the phase
    /// `control` seconds. Long spans go in turns of a minute, for which the series below are exact.
    mutating func predict(_ dt: Double, control: Double, noise: OscillatorNoise) {
        var left = dt
        while left > 60 {
            turn(60, control: 0, noise: noise)
            left -= 60
        }
        turn(left, control: control, noise: noise)
    }

    private mutating func turn(_ dt: Double, control: Double, noise: OscillatorNoise) {
        let angle = Self.angularRate * dt
        let c = 1 - angle * angle / 2 + angle * angle * angle * angle / 24
        let s = angle - angle * angle * angle / 6
        let kept = exponential(-dt / Self.weatherTime)
        let (lasting, passing) = (noise.walk * Self.lastingPart, noise.walk * (1 - Self.lastingPart))
        let (third, half) = (dt * dt * dt / 3, dt * dt / 2)
        let swing = 1e-24 * dt
        filter.predict(
            transition: [
                [1, dt, dt * c, dt * s / 2, dt * (1 + kept) / 2],
                [0, 1, 0, 0, 0], [0, 0, c, s, 0], [0, 0, -s, c, 0], [0, 0, 0, 0, kept],
            ],
            noise: [
                [noise.white * dt + noise.walk * third, lasting * half, 0, 0, passing * half],
                [lasting * half, lasting * dt, 0, 0, 0],
                [0, 0, swing, 0, 0], [0, 0, 0, swing, 0],
                [passing * half, 0, 0, 0, passing * dt],
            ], control: control)
    }

    mutating func setPhase(_ phase: Double, variance: Double) { filter.setPhase(phase, variance: variance) }

    mutating func addPhase(_ step: Double) { filter.state[0] += step }

    mutating func correct(measured: Double, noise: Double) { filter.correct(measured: measured, noise: noise) }

    mutating func doubt(by factor: Double) { filter.doubt(by: factor) }

    mutating func loosen(by innovation: Double) {
        filter.covariance[0][0] += innovation * innovation
        filter.covariance[4][4] += innovation * innovation / 100
    }

    /// Phase and frequency (all parts of it together) with their covariance; drift from the daily part.
    var estimate: KalmanFilter<3> {
        let (x, p) = (filter.state, filter.covariance)
        var out = KalmanFilter<3>()
        out.state = [x[0], x[1] + x[2] + x[4], Self.angularRate * x[3]]
        let across = p[0][1] + p[0][2] + p[0][4]
        let frequency = p[1][1] + p[2][2] + p[4][4] + 2 * (p[1][2] + p[1][4] + p[2][4])
        out.covariance = [
            [p[0][0], across, 0], [across, frequency, 0], [0, 0, Self.angularRate * Self.angularRate * p[3][3]],
        ]
        return out
    }
}
