// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// Where a clock is and how its oscillator runs, by the measurements of other servers: each with its own noise, seconds
/// to hours apart.
struct UpstreamFollower: Sendable {
    /// Phase, s, clock − TAI; and fractional frequency of the free-running oscillator.
    private var filter = KalmanFilter<2>()

    /// A crystal's frequency noise: white, variance of phase gained per second, s; and its walk, 1/s.
    private static let white = 1e-18
    private static let walk = 1e-19
    /// How far a crystal of which nothing is known may be off, and one that was learned, fractional.
    private static let unknownFrequency = 20e-6
    private static let learnedFrequency = 2e-8
    /// The filter of each server gives every sample several times: one reading alone is worth less.
    private static let repetition = 4.0
    private static let fastest = 500e-6
    /// What lies this many standard deviations from where it is expected is a stranger; so many in a row are right.
    private static let gate = 5.0
    private static let patience = 3
    private var strangers = 0

    /// An offset is taken out by so much each second, so that what is noise is not all passed on: 1/s.
    private static let pace = 1.0 / 16

    /// - Parameters:
    ///   - frequency: of the free-running oscillator, as far as it is known; `nil`: not at all.
    ///   - isTrusted: whether that was learned from a source that nothing is to be said against.
    init(offset: Duration, deviation: Duration, frequency: Double?, isTrusted: Bool = true, applied: Double) {
        filter.state[0] = offset.realSeconds
        filter.state[1] = frequency ?? -applied
        let (phase, rate) = (
            deviation.realSeconds,
            frequency == nil || !isTrusted ? Self.unknownFrequency : Self.learnedFrequency
        )
        filter.covariance[0][0] = max(phase * phase * Self.repetition, 1e-18)
        filter.covariance[1][1] = rate * rate
    }

    /// Estimated clock − TAI.
    var offset: Duration { .realSeconds(filter.state[0]) }
    /// Of the free-running oscillator, fractional.
    var frequency: Double { min(max(filter.state[1], -Self.fastest), Self.fastest) }

    /// So many seconds have passed with this correction of the rate in force.
    mutating func pass(_ elapsed: Double, applied: Double) {
        var transition = KalmanFilter<2>.Matrix(repeating: .init(repeating: 0))
        transition[0][0] = 1
        transition[0][1] = elapsed
        transition[1][1] = 1
        var noise = KalmanFilter<2>.Matrix(repeating: .init(repeating: 0))
        let walk = Self.walk * elapsed
        noise[0][0] = Self.white * elapsed + walk * elapsed * elapsed / 3
        noise[0][1] = walk * elapsed / 2
        noise[1][0] = noise[0][1]
        noise[1][1] = walk
        filter.predict(transition: transition, noise: noise, control: applied * elapsed)
    }

    mutating func hear(_ offset: Duration, deviation: Duration) {
        let deviation = max(deviation.realSeconds, 1e-9)
        let noise = deviation * deviation * Self.repetition
        let apart = offset.realSeconds - filter.state[0]
        if apart * apart > Self.gate * Self.gate * filter.innovationVariance(noise: noise) {
            strangers += 1
            if strangers >= Self.patience { beginAnew(at: offset.realSeconds, noise) }
        } else {
            strangers = 0
            filter.correct(measured: offset.realSeconds, noise: noise)
        }
    }

    /// What was thought of the clock is not so.
    private mutating func beginAnew(at offset: Double, _ noise: Double) {
        strangers = 0
        filter.setPhase(offset, variance: noise)
        filter.covariance[1][1] = Self.unknownFrequency * Self.unknownFrequency
    }

    /// The clock was stepped by so much.
    mutating func stepped(by change: Duration) { filter.state[0] += change.realSeconds }

    /// What the policy makes of where the clock is, for the second to come; `nil`: more than it permits, the rate alone is
    /// kept.
    func correction(by policy: CorrectionPolicy, wasRight: Bool) -> ClockCorrection? {
        switch policy.correction(of: offset, over: .seconds(1), wasRight: wasRight) {
        case .step(let step): return ClockCorrection(frequency: -frequency, step: step)
        case .slew(let most):
            let (limit, wish) = (most.realSeconds.magnitude, -filter.state[0] * Self.pace)
            return ClockCorrection(frequency: -frequency + min(max(wish, -limit), limit))
        case .refused: return nil
        }
    }
}
