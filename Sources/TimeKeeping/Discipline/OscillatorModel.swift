// SPDX-License-Identifier: Apache-2.0

/// Phase, frequency and drift of the clock with their covariance, under several hypotheses of how restless its
/// oscillator is; the measurements decide between them.
///
/// It is a multiple model filter (after Blom and Bar-Shalom, 1988): five calm oscillators, each ten times noisier than
/// the one before, and one whose temperature is changing fast. So nobody needs to say what oscillator there is, and a
/// manoeuvre is followed without paying for readiness in calm times. Unlike in the textbook's interacting filter, the
/// calm hypotheses keep to themselves (see `keepApart`).
struct OscillatorModel: Sendable {
    static let count = 6
    /// The hypothesis of a manoeuvre.
    static let manoeuvre = 5

    var filters = InlineArray<6, KalmanFilter<3>>(repeating: KalmanFilter<3>())
    var weights = InlineArray<6, Double>(repeating: 0.0005)

    init(phase: Double, phaseVariance: Double, frequency: Double, frequencyVariance: Double) {
        for i in 0..<Self.count {
            let drift = Self.noise(of: i).drift
            filters[i].setPhase(phase, variance: phaseVariance)
            filters[i].state[1] = frequency
            filters[i].covariance[1][1] = frequencyVariance
            filters[i].covariance[2][2] = drift * drift
        }
        weights[2] = 1 - 0.0005 * Double(Self.count - 1)
    }

    static func noise(of hypothesis: Int) -> OscillatorNoise {
        switch hypothesis {
        case 0: .calm(scale: 0.01)
        case 1: .calm(scale: 0.1)
        case 2: .calm(scale: 1)
        case 3: .calm(scale: 10)
        case 4: .calm(scale: 100)
        default: .manoeuvre
        }
    }

    /// Moves on by `dt` seconds, in which the corrections gave the phase `control` seconds.
    mutating func predict(_ dt: Double, control: Double) {
        for i in 0..<Self.count {
            let noise = Self.noise(of: i)
            filters[i].predict(transition: noise.transition(dt), noise: noise.covariance(dt), control: control)
        }
    }

    mutating func addPhase(_ step: Double) {
        for i in 0..<Self.count { filters[i].state[0] += step }
    }

    /// Everything known about the phase is this; what is known of frequency and drift stays.
    mutating func setPhase(_ phase: Double, variance: Double) {
        for i in 0..<Self.count { filters[i].setPhase(phase, variance: variance) }
    }

    /// A measured phase's innovation in standard deviations, by the hypotheses that like it best and least.
    func innovationRange(measured: Double, noise: Double) -> (lowest: Double, highest: Double) {
        var range = (lowest: Double.infinity, highest: -Double.infinity)
        for i in 0..<Self.count {
            let deviation = filters[i].innovationVariance(noise: noise).squareRoot()
            let size = (measured - filters[i].state[0]) / deviation
            range = (min(range.lowest, size), max(range.highest, size))
        }
        return range
    }

    /// The clock jumped, or was not where it was thought to be. Its phase is to be learned again, and its frequency as
    /// far as an oscillator can have changed meanwhile: a jump of the phase is no sign of more.
    mutating func doubt(by factor: Double) { for i in 0..<Self.count { filters[i].doubt(by: factor) } }

    mutating func loosen(by innovation: Double) {
        for i in 0..<Self.count {
            filters[i].covariance[0][0] += innovation * innovation
            filters[i].covariance[1][1] += min(innovation * innovation / 100, 1e-12)
        }
    }

    /// Takes a measured phase, seconds, with its noise variance.
    mutating func correct(measured: Double, noise: Double) {
        mix()
        var best = Double.infinity
        var exponents = InlineArray<6, Double>(repeating: 0)
        var densities = InlineArray<6, Double>(repeating: 0)
        for i in 0..<Self.count {
            let variance = filters[i].innovationVariance(noise: noise)
            let innovation = measured - filters[i].state[0]
            exponents[i] = innovation * innovation / (2 * variance)
            densities[i] = 1 / variance.squareRoot()
            best = min(best, exponents[i])
            filters[i].correct(measured: measured, noise: noise)
        }
        for i in 0..<Self.count { weights[i] *= densities[i] * exponential(best - exponents[i]) + 1e-290 }
        normalise()
    }

    private mutating func normalise() {
        var sum = 0.0
        for i in 0..<Self.count { sum += weights[i] }
        for i in 0..<Self.count { weights[i] /= sum }
    }

    /// What all hypotheses together say.
    var estimate: KalmanFilter<3> { Self.merge(filters, weights) }

    /// The most probable hypothesis among the calm ones.
    var calmest: Int {
        var best = 0
        for i in 1..<Self.manoeuvre where weights[i] > weights[best] { best = i }
        return best
    }

    /// How restless the calm hypotheses think the oscillator is on average: log₁₀ of ``OscillatorNoise/calm(scale:)``'s scale.
    var restlessness: Double {
        var (sum, total) = (0.0, 1e-30)
        for i in 0..<Self.manoeuvre {
            sum += weights[i] * Double(i - 2)
            total += weights[i]
        }
        return sum / total
    }

    /// White frequency noise as the hypotheses have it on average, s.
    var whiteNoise: Double {
        var sum = 0.0
        for i in 0..<Self.count { sum += weights[i] * Self.noise(of: i).white }
        return sum
    }

    /// Overwrites what every hypothesis knows of phase and frequency; after a long outage the daily model knows more.
    mutating func adopt(_ other: KalmanFilter<3>) {
        for i in 0..<Self.count {
            for a in 0..<2 {
                filters[i].state[a] = other.state[a]
                for b in 0..<3 {
                    let value = b < 2 ? other.covariance[a][b] : 0
                    filters[i].covariance[a][b] = value
                    filters[i].covariance[b][a] = value
                }
            }
            let drift = Self.noise(of: i).drift
            filters[i].state[2] = 0
            filters[i].covariance[2][2] = drift * drift
        }
    }
}
