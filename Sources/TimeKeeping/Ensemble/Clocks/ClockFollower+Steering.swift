// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

extension ClockFollower {
    /// The whole estimated offset is to be gone at the next comparison, as far as the slew's limit lets it.
    mutating func command(after elapsed: Double) -> ClockCorrection {
        let known = relative.estimate
        if !isSteered {
            isSteered = true
            // What was in force before the first correction is not known, and is about to end.
            relative.restart(
                at: known.phase, variance: known.phaseVariance, loosened: Self.largestRate * Self.largestRate / 4)
        }
        let steady = -known.rate
        let correction: ClockCorrection
        if known.phase.magnitude > steering.stepBeyond.realSeconds {
            correction = ClockCorrection(frequency: Self.limited(steady), step: .realSeconds(-known.phase))
        } else {
            let limit = steering.acquiringSlewLimit
            let slew = min(max(known.phase / min(max(1, elapsed), 10), -limit), limit)
            correction = ClockCorrection(frequency: Self.limited(steady - slew))
        }
        own = correction.frequency
        return correction
    }

    private static func limited(_ rate: Double) -> Double { min(max(rate, -largestRate), largestRate) }

    /// Within so many standard deviations the truth lies, for all practical purposes.
    private static let certainty = 4.0

    mutating func publish(at now: MonotonicInstant, _ mayLead: Bool) {
        let known = relative.estimate
        // Until the next comparison the rate goes on being wrong; and what all comparisons have in common, a path that is
        // longer one way than the other, no averaging takes out.
        let variance = known.phaseVariance + 2 * known.covariance + known.rateVariance
        let uncertainty = Self.certainty * max(0, variance).squareRoot() + bias.magnitude + doubted + noise.window
        claimed = FollowerClaim(
            state: state(mayLead, uncertainty), asOf: now, offset: .realSeconds(known.phase),
            uncertainty: .realSeconds(uncertainty),
            noise: noise.isKnown ? .realSeconds(noise.variance.squareRoot()) : nil,
            frequency: known.rate, refused: refused)
    }

    private func state(_ mayLead: Bool, _ uncertainty: Double) -> FollowerClaim.State {
        guard mayLead else { return .free }
        let isThere = believed >= 8 && relative.estimate.phase.magnitude <= uncertainty + 1e-6
        return isThere ? .following : .approaching
    }
}
