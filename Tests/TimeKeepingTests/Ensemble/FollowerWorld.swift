// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

@testable import TimeKeeping

/// A disciplined clock that is steered, another that follows it, an oscillator each, and comparisons once a second.
struct FollowerWorld {
    var follower = ClockFollower()
    /// Follower − disciplined clock, s.
    var error = 0.5
    /// The oscillators' rates, fractional.
    var (rate, leaderRate) = (20e-6, -7e-6)
    /// How restless both are, in terms of a temperature-compensated crystal.
    var restless = 1.0
    /// Of the comparisons: one standard deviation, s; and how far each may be off by its own word.
    var noise = 50e-9
    var window = 150e-9
    /// How many of the comparisons are held up for long.
    var held = 0.0
    /// Added to the next comparisons, s, one each.
    var outliers: [Double] = []
    /// How the disciplined clock's own pulse jitters: what its corrections are made from, s.
    var leaderNoise = 100e-9
    var isLeaderTold = true
    /// Whether the follower runs on the disciplined clock's corrected rate.
    var isShared = false
    /// The follower's largest correction.
    var limit = 500e-6
    private(set) var discipline = Discipline()
    private(set) var leaderError = 0.0
    private(set) var steps = 0
    private(set) var outside = 0
    private(set) var second = 0
    private var era: UInt32 = 7
    private var random = SplitMix64(state: 3)
    private var (leading, applied) = (ClockCorrection(frequency: 0), 0.0)
    private var (squares, counted, largest) = (0.0, 0, 0.0)

    init(noise: Double = 50e-9, seed: UInt64 = 3) {
        (self.noise, window, random) = (noise, 3 * noise, SplitMix64(state: seed))
    }

    var now: MonotonicInstant { MonotonicInstant(sinceEpoch: .seconds(second)) }
    /// Of the error since the last reset.
    var rms: Double { (squares / Double(max(counted, 1))).squareRoot() }
    var worst: Double { largest }

    mutating func resetFigures() { (squares, counted, largest, outside) = (0, 0, 0, 0) }

    mutating func setByOthers(by change: Double) {
        error += change
        era += 1
    }

    mutating func run(_ seconds: Int, mayLead: Bool = true) {
        for _ in 0..<seconds {
            second += 1
            lead()
            score()
            compare(mayLead)
            pass()
        }
    }

    private mutating func lead() {
        leading = discipline.update(
            measured: .realSeconds(leaderError + leaderNoise * random.normal()), mayStep: false)
        if isLeaderTold { follower.led(by: leading, oscillator: discipline.frequency, at: now) }
    }

    private mutating func score() {
        squares += error * error
        counted += 1
        largest = max(largest, error.magnitude)
    }

    private mutating func compare(_ mayLead: Bool) {
        let late = random.uniform() < held ? random.uniform() * 20 * noise : 0
        let wrong = outliers.isEmpty ? 0 : outliers.removeFirst()
        let offset = error + noise * random.normal() + (random.uniform() < 0.5 ? late : -late) + wrong
        let comparison = ClockComparison(
            follower: 0, era: era, offset: .realSeconds(offset), uncertainty: .realSeconds(window + late))
        let correction = follower.hear(comparison, at: now, mayLead: mayLead)
        if let claim = follower.claim, error.magnitude > claim.reach.realSeconds { outside += 1 }
        guard var correction else { return }
        correction.frequency = min(max(correction.frequency, -limit), limit)
        if correction.step != .zero { (steps, era) = (steps + 1, era + 1) }
        error += correction.step.realSeconds
        applied = correction.frequency
        follower.applied(correction)
    }

    /// A second passes.
    private mutating func pass() {
        rate += 2.886e-10 * restless * random.normal()
        leaderRate += 2.886e-10 * restless * random.normal()
        let led = leaderRate + 1e-9 * restless * random.normal() + leading.frequency
        leaderError += led
        error += applied + rate + 1e-9 * restless * random.normal() + (isShared ? 0 : -led)
    }
}
