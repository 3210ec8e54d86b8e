// SPDX-License-Identifier: Apache-2.0

/// Learns how fast the oscillator's frequency walks over minutes: small filters of phase and frequency side by side,
/// each for a walk 1.78 times that of the one before, among which the likelihood of what they predict decides.
struct WalkMeter: Sendable {
    static let count = 33
    /// From rung to rung, of the walk's variance.
    private static let step = 1.7782794100389228
    /// Phase, frequency, and the covariance's three elements.
    private var phases = InlineArray<33, Double>(repeating: 0)
    private var frequencies = InlineArray<33, Double>(repeating: 0)
    private var variances = InlineArray<33, InlineArray<3, Double>>(repeating: [1, 0, 1e-8])
    /// Logarithm of what speaks for each, the best's being nothing.
    var logWeights = InlineArray<33, Double>(repeating: 0)
    /// Blocks heard, and those since the phase was set.
    private var (heard, run) = (0, 0)
    /// Variance of frequency gained per second, 1/s.
    private(set) var walk = 0.0
    /// Whether there was enough to tell.
    private(set) var isKnown = false

    /// Blocks until something can be told.
    private static let patience = 32
    /// Blocks over which it forgets: some four days.
    private static let memory = 20_000.0
    /// A longer gap, s, tells more of the day than of the walk.
    private static let longestGap = 600.0
    private static let calmWalk = OscillatorNoise.calm(scale: 1).walk
    /// Of white noise of frequency, as a multiple of the walk's variance, s².
    private static let whiteShare = 6.0

    private static func walk(of rung: Int) -> Double {
        calmWalk * 1e-4 * power(of: rung)
    }

    /// ``step`` to the `rung`-th.
    private static func power(of rung: Int) -> Double {
        var product = 1.0
        for _ in 0..<rung { product *= step }
        return product
    }

    /// Takes a phase `span` seconds after the last one, with the variance of its noise.
    mutating func take(_ phase: Double, after span: Double, noise: Double) {
        if span > Self.longestGap { setPhase(phase) }
        (heard, run) = (heard + 1, run + 1)
        if heard >= Self.patience { isKnown = true }
        var best = -Double.infinity
        for i in 0..<Self.count {
            let surprise = turn(i, phase, span, noise)
            logWeights[i] = logWeights[i] * (1 - 1 / Self.memory) + (run > 4 ? surprise : 0)
            best = max(best, logWeights[i])
        }
        conclude(best)
    }

    /// The logarithm of the likelihood, but for a constant.
    private mutating func turn(_ i: Int, _ phase: Double, _ span: Double, _ noise: Double) -> Double {
        let walk = Self.walk(of: i)
        var (a, b, c) = (variances[i][0], variances[i][1], variances[i][2])
        a += span * (2 * b + span * c) + walk * span * (Self.whiteShare + span * span / 3)
        b += span * c + walk * span * span / 2
        c += walk * span
        phases[i] += span * frequencies[i]
        let (total, innovation) = (a + noise, phase - phases[i])
        phases[i] += a / total * innovation
        frequencies[i] += b / total * innovation
        variances[i] = [a * noise / total, b * noise / total, c - b * b / total]
        return -(naturalLogarithm(total) + min(innovation * innovation / total, Self.farthest)) / 2
    }
    /// A manoeuvre, or an outlier, must not count for more than this, in variances.
    private static let farthest = 20.0

    /// Goes on from stored weights; those of a meter that had heard nothing are all the same.
    mutating func restore() {
        for i in 0..<Self.count where logWeights[i] < 0 { isKnown = true }
        if isKnown { conclude(0) }
    }

    private mutating func conclude(_ best: Double) {
        var top = 0
        for i in 0..<Self.count {
            logWeights[i] = max(logWeights[i] - best, -1e6)
            if opinion(i) > opinion(top) { top = i }
        }
        walk = Self.walk(of: top)
        // The vertex of the parabola through the best and its neighbours, in rungs from the best, where it is sharp.
        let inside = top > 0 && top < Self.count - 1
        let (below, above) = inside ? (opinion(top - 1) - opinion(top), opinion(top + 1) - opinion(top)) : (0, 0)
        guard below + above < -Self.sharpness else {
            walk = max(walk, mean(opinion(top)))
            return
        }
        let vertex = (below - above) / (2 * (below + above))
        walk *= 1 + vertex * (vertex > 0 ? Self.step - 1 : 1 - 1 / Self.step)
    }
    /// So much less must the neighbours together be than the best, logarithm, before the best alone is believed.
    private static let sharpness = 1.0

    /// What was measured, and how rare such an oscillator is: where the pulse is so noisy that it hides any walk, the
    /// largest one is not to be expected.
    private func opinion(_ rung: Int) -> Double {
        let above = Double(max(rung - Self.ordinary, 0))
        return logWeights[rung] - above * above / Self.rarity
    }
    /// The rung of ``OscillatorNoise/calm(scale:)`` with a scale of one, above which oscillators get rarer.
    private static let ordinary = 16
    /// Twice the variance of how far above it they are, in rungs.
    private static let rarity = 32.0

    /// What is to be expected while many are nearly as probable: the larger ones of these weigh more.
    private func mean(_ best: Double) -> Double {
        var (sum, total) = (0.0, 0.0)
        for i in 0..<Self.count {
            let weight = exponential(opinion(i) - best)
            sum += weight * Self.walk(of: i)
            total += weight
        }
        return sum / total
    }

    /// The first measurements were noisier than was thought: the noise has passed for a walk.
    mutating func doubt() { if !isKnown { self = WalkMeter() } }

    /// The phase is another, or is not known any more.
    mutating func setPhase(_ phase: Double) {
        for i in 0..<Self.count {
            phases[i] = phase
            variances[i] = [1e-6, 0, variances[i][2] + 1e-16]
        }
        run = 0
    }
}
