// SPDX-License-Identifier: Apache-2.0

/// Phase, frequency and drift of the clock with their covariance, under several hypotheses of how restless its
/// oscillator is; the measurements decide between them.
///
/// It is a multiple model filter (after Blom and Bar-Shalom, 1988): calm oscillators, each √10 times noisier than the
/// one before, and two whose temperature is changing fast. So nobody needs to say what oscillator there is, and a
/// manoeuvre is followed without paying for readiness in calm times. Unlike in the textbook's interacting filter, the
/// calm hypotheses keep to themselves (see ``mix()``).
struct OscillatorModel: Sendable {
    /// The hypotheses before this one are calm; this is the onset of a manoeuvre, the drift changing at once.
    static let onset = 8
    /// The hypothesis of a manoeuvre that goes on.
    static let lasting = 9
    static let count = 10
    typealias Each = InlineArray<10, Double>
    typealias Filters = InlineArray<10, ClockFilter>

    var filters = Filters(repeating: ClockFilter())
    var weights = Each(repeating: 0.0005)
    /// How probable each calm hypothesis was of late, outside manoeuvres; sums to 1.
    var nature = Each { $0 < onset ? 1 / Double(onset) : 0 }

    init(phase: Double, phaseVariance: Double, frequency: Double, frequencyVariance: Double) {
        for i in 0..<Self.count {
            var start = KalmanFilter<3>()
            let drift = Self.noise(of: i).drift
            start.state = [phase, frequency, 0]
            start.covariance = [[phaseVariance, 0, 0], [0, frequencyVariance, 0], [0, 0, drift * drift]]
            filters[i] = ClockFilter(start)
        }
        weights[Self.ordinary] = 1 - 0.0005 * Double(Self.count - 1)
    }

    /// The hypothesis of a temperature-compensated crystal.
    static let ordinary = 4

    static func noise(of hypothesis: Int) -> OscillatorNoise {
        switch hypothesis {
        case onset: .manoeuvre(drift: 1e-10)
        case lasting: .manoeuvre(drift: 0.6e-9)
        default: .calm(scale: exponential(Double(hypothesis - 7) * 1.151292546497023) * 31.62277660168379)
        }
    }

    /// The noise of every hypothesis over a second, by far the most frequent turn.
    private static let noiseInOneSecond = noises(1)

    private static func noises(_ dt: Double) -> InlineArray<10, ClockNoise> {
        InlineArray { ClockNoise(noise(of: $0), dt) }
    }

    private static let longestTurn = 60.0

    /// Moves on by `dt` seconds, in which the corrections gave the phase `control` seconds.
    mutating func predict(_ dt: Double, control: Double) {
        if dt == 1 { return turn(Self.noiseInOneSecond, control: control) }
        var left = dt
        if left > Self.longestTurn {
            let noise = Self.noises(Self.longestTurn)
            while left > Self.longestTurn {
                turn(noise, control: 0)
                left -= Self.longestTurn
            }
        }
        turn(Self.noises(left), control: control)
    }

    private mutating func turn(_ noise: InlineArray<10, ClockNoise>, control: Double) {
        for i in 0..<Self.count { filters[i].predict(noise[i], control: control) }
    }

    mutating func addPhase(_ step: Double) {
        for i in 0..<Self.count { filters[i].phase += step }
    }

    /// Everything known about the phase is this; what is known of frequency and drift stays.
    mutating func setPhase(_ phase: Double, variance: Double) {
        for i in 0..<Self.count { filters[i].setPhase(phase, variance: variance) }
    }

    /// A measured phase's innovation in standard deviations, by the hypotheses that like it best and least.
    func innovationRange(measured: Double, noise: Double) -> (lowest: Double, highest: Double) {
        var range = (lowest: Double.infinity, highest: -Double.infinity)
        for i in 0..<Self.count {
            let deviation = (filters[i].phaseVariance + noise).squareRoot()
            let size = (measured - filters[i].phase) / deviation
            range = (min(range.lowest, size), max(range.highest, size))
        }
        return range
    }

    /// The measurements were this many times noisier (in standard deviations) than was thought when they were taken.
    mutating func doubt(by factor: Double) { for i in 0..<Self.count { filters[i].doubt(by: factor) } }

    /// The clock jumped, or was not where it was thought to be. Its phase is to be learned again, and its frequency as
    /// far as an oscillator can have changed meanwhile: a jump of the phase is no sign of more.
    mutating func loosen(by innovation: Double) {
        let square = innovation * innovation
        for i in 0..<Self.count { filters[i].loosen(phase: square, frequency: min(square / 100, 1e-12)) }
    }

    /// Takes a measured phase, seconds, with its noise variance.
    mutating func correct(measured: Double, noise: Double) {
        mix(noise: noise)
        var best = Double.infinity
        var exponents = Each(repeating: 0)
        var densities = Each(repeating: 0)
        for i in 0..<Self.count {
            let variance = filters[i].phaseVariance + noise
            let innovation = measured - filters[i].phase
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

    /// How restless the calm hypotheses think the oscillator is on average: log₁₀ of
    /// ``OscillatorNoise/calm(scale:)``'s scale.
    var restlessness: Double {
        var (sum, total) = (0.0, 1e-30)
        for i in 0..<Self.onset {
            sum += weights[i] * Double(i - Self.ordinary) / 2
            total += weights[i]
        }
        return sum / total
    }

    /// White frequency noise as the hypotheses have it on average, s.
    var whiteNoise: Double {
        var sum = 0.0
        for i in 0..<Self.count { sum += weights[i] * Self.noiseInOneSecond[i].phase }
        return sum
    }

    /// Overwrites what every hypothesis knows of phase and frequency; after a long outage the daily model knows more.
    mutating func adopt(_ other: KalmanFilter<3>) {
        for i in 0..<Self.count {
            let drift = Self.noise(of: i).drift
            var start = other
            start.state[2] = 0
            for a in 0..<2 { (start.covariance[a][2], start.covariance[2][a]) = (0, 0) }
            start.covariance[2][2] = drift * drift
            filters[i] = ClockFilter(start)
        }
    }
}
