// SPDX-License-Identifier: Apache-2.0

/// Phase, frequency and a daily sine of frequency: what carries the clock through an outage. A crystal in a building
/// follows the day's temperature, and freezing the last frequency throws that away.
struct DailyModel: Sendable {
    private(set) var filter = KalmanFilter<4>()
    private static let angularRate = 2 * 3.14159265358979324 / 86_400

    init(phase: Double, phaseVariance: Double, frequency: Double, frequencyVariance: Double) {
        filter.setPhase(phase, variance: phaseVariance)
        filter.state[1] = frequency
        filter.covariance[1][1] = frequencyVariance
        filter.covariance[2][2] = 4.5e-14
        filter.covariance[3][3] = 4.5e-14
    }

    /// Moves on by `dt` seconds of an oscillator as noisy as `noise`, in which the corrections gave the phase
    /// `control` seconds. Long spans go in turns of a minute, for which the sine's series below is exact.
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
        let (w, q) = (noise.walk, 1e-24 * dt)
        filter.predict(
            transition: [
                [1, dt, dt * c, dt * s / 2], [0, 1, 0, 0], [0, 0, c, s], [0, 0, -s, c],
            ],
            noise: [
                [noise.white * dt + w * dt * dt * dt / 3, w * dt * dt / 2, 0, 0],
                [w * dt * dt / 2, w * dt, 0, 0], [0, 0, q, 0], [0, 0, 0, q],
            ], control: control)
    }

    mutating func setPhase(_ phase: Double, variance: Double) { filter.setPhase(phase, variance: variance) }

    mutating func addPhase(_ step: Double) { filter.state[0] += step }

    mutating func correct(measured: Double, noise: Double) { filter.correct(measured: measured, noise: noise) }

    mutating func loosen(by innovation: Double) {
        filter.covariance[0][0] += innovation * innovation
        filter.covariance[1][1] += innovation * innovation / 100
    }

    /// Phase and frequency (the daily part included) with their covariance; drift from the daily part.
    var estimate: KalmanFilter<3> {
        let p = filter.covariance
        var out = KalmanFilter<3>()
        out.state = [filter.state[0], filter.state[1] + filter.state[2], Self.angularRate * filter.state[3]]
        let across = p[0][1] + p[0][2]
        let frequency = p[1][1] + 2 * p[1][2] + p[2][2]
        out.covariance = [
            [p[0][0], across, 0], [across, frequency, 0], [0, 0, Self.angularRate * Self.angularRate * p[3][3]],
        ]
        return out
    }
}
