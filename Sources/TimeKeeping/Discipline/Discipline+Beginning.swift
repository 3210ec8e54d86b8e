// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// The first measurements.
extension Discipline {
    /// Once the first measurements turn out to be noisier than they were taken for, they taught less than was believed.
    mutating func doubtBeginning(_ noise: Double) {
        guard believed < Self.beginning else { return }
        if noise > assumedNoise {
            let factor = (noise / assumedNoise).squareRoot()
            model?.doubt(by: factor)
            daily?.doubt(by: factor)
        }
        assumedNoise = max(noise, assumedNoise)
    }
    private static let beginning = 64

    /// The first measurement, or one that shows that the first was wrong: all of it is taken for the phase.
    mutating func begin(at measured: Duration, _ far: Bool) -> Duration {
        let noise = jitterVariance
        assumedNoise = noise
        let frequency = model == nil ? -applied.frequency : estimate.state[1]
        let variance = model == nil ? 1e-8 : max(estimate.covariance[1][1], 1e-14)
        let phase = far ? 0 : measured.realSeconds
        if model == nil {
            model = OscillatorModel(
                phase: phase, phaseVariance: noise, frequency: frequency, frequencyVariance: variance)
            daily = HoldoverModel(
                phase: phase, phaseVariance: noise, frequency: frequency, frequencyVariance: variance)
        } else {
            model?.setPhase(phase, variance: noise)
            daily?.setPhase(phase, variance: noise)
        }
        gate.reset()
        surprise = SurpriseMeter()
        isReturning = false
        (verdict, age) = (.believed, 0)
        (believed, run) = (1, 1)
        return far ? .zero - measured : .zero
    }
}
