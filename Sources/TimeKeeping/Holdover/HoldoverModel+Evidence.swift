// SPDX-License-Identifier: Apache-2.0

/// Which hypotheses the measurements speak for.
extension HoldoverModel {
    /// No evidence counts for more than this, logarithm: an oscillator, or its room, may change its ways.
    private static let firmest = 20.0
    /// Innovations beyond this, in variances, do not tell the hypotheses apart: none of them expects a manoeuvre.
    private static let farthest = 16.0
    /// Blocks over which evidence is forgotten: a month.
    private static let memory = 160_000.0

    /// Takes a phase, and lets it decide between the hypotheses.
    mutating func weigh(measured: Double, noise: Double) {
        for i in 0..<HoldoverKind.count {
            let variance = hypotheses[i].filter.innovationVariance(noise: noise)
            let innovation = measured - hypotheses[i].filter.state[0]
            let size = innovation * innovation / variance
            evidence[i] *= 1 - 1 / Self.memory
            evidence[i] -= (naturalLogarithm(variance) + min(size, Self.farthest)) / 2
            if size > Self.farthest {
                let rate = innovation / max(sinceBlock, PhaseBlock.length)
                hypotheses[i].unsettle(by: rate * rate)
            }
            hypotheses[i].correct(measured: measured, noise: noise)
        }
        weighEvidence()
    }

    mutating func weighEvidence() {
        var best = (blind: -Double.infinity, aided: -Double.infinity)
        for i in 0..<HoldoverKind.count {
            if HoldoverKind.kind(i).isAided {
                best.aided = max(best.aided, evidence[i])
            } else {
                best.blind = max(best.blind, evidence[i])
            }
        }
        let top = max(best.blind, best.aided)
        var sum = 0.0
        for i in 0..<HoldoverKind.count {
            let isAided = HoldoverKind.kind(i).isAided
            // Among themselves the blind ones keep their order, for the day when the thermometer is gone.
            evidence[i] = max(evidence[i], (isAided ? best.aided : best.blind) - Self.firmest)
            if isAided != (best.aided == top) { evidence[i] = max(evidence[i], top - 2 * Self.firmest) }
            evidence[i] -= top
            let isAsked = thermometer.isUsable || !isAided
            weights[i] = isAsked ? exponential(evidence[i] - (thermometer.isUsable ? 0 : best.blind - top)) : 0
            sum += weights[i]
        }
        for i in 0..<HoldoverKind.count { weights[i] /= sum }
    }

    /// There is a thermometer: those that want one are no better than the others yet.
    mutating func welcomeThermometer() {
        guard settlings < 2 || sinceBlock < Rehearsal.interval else { return weighEvidence() }
        var best = -Double.infinity
        for i in 0..<HoldoverKind.count where !HoldoverKind.kind(i).isAided { best = max(best, evidence[i]) }
        for i in 0..<HoldoverKind.count where HoldoverKind.kind(i).isAided {
            evidence[i] = best + HoldoverKind.kind(i).prior
        }
        weighEvidence()
    }

    /// The thermometer is gone: the others go on from where it has brought the clock.
    mutating func missThermometer() {
        let reached = known
        weighEvidence()
        guard sinceBlock > Self.shortGap else { return }
        for i in 0..<HoldoverKind.count where !HoldoverKind.kind(i).isAided {
            hypotheses[i].correct(measured: reached.state[0], noise: reached.covariance[0][0])
        }
    }

    /// What the day and its weather do to this oscillator is not known before a day was seen: until then the frequency
    /// may walk with this many times the variance that shows, while nothing is heard.
    func doubt(of hypothesis: Int) -> Double {
        let kind = HoldoverKind.kind(hypothesis)
        return Self.unseenDoubt * max(0, 1 - heard / Self.day) * (kind.isAided ? kind.lasting : 1)
    }
    private static let unseenDoubt = 30.0
    private static let day = 86_400.0
}
