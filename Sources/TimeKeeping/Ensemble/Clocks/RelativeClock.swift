// SPDX-License-Identifier: Apache-2.0

/// How a following clock lies to the disciplined one: hypotheses about how restless the oscillators are, and about what
/// moves them, weighed by how well each foretells the comparisons. Nothing about either clock needs to be told.
struct RelativeClock: Sendable, BitwiseCopyable {
    private static let count = 12

    private var filters = InlineArray<12, PhaseRateFilter>(repeating: PhaseRateFilter())
    private var weights = InlineArray<12, Double>(repeating: 1.0 / 12)
    /// What each view's rate leaves out, s gained since the last prediction.
    private var gained = Gains()
    private var stepped = 0.0
    private(set) var leader = LeaderMotion()
    /// All hypotheses together; the rate is the follower's, without its correction, against the disciplined clock as that
    /// is corrected now.
    private(set) var estimate = PhaseRateFilter()

    private struct Gains: BitwiseCopyable {
        var (oscillators, truth, shared) = (0.0, 0.0, 0.0)

        subscript(view: LeaderMotion.View) -> Double {
            switch view {
            case .oscillators: oscillators
            case .truth: truth
            case .shared: shared
            }
        }
    }

    /// How restless the hypotheses have the oscillators, in terms of a temperature-compensated crystal (an ADEV of 1e-9 at
    /// 1 s and 1e-8 at 1 h): from a good oven to a bare crystal in a draught.
    private static let scales: InlineArray<12, Double> = [0.03, 0.3, 1, 5, 30, 0.03, 0.3, 1, 5, 30, 0.03, 1]
    private static let views: InlineArray<12, LeaderMotion.View> = [
        .oscillators, .oscillators, .oscillators, .oscillators, .oscillators, .truth, .truth, .truth, .truth, .truth,
        .shared, .shared,
    ]
    /// Restless enough that what it cannot explain is no oscillator's doing.
    private static let restless = 3
    private static let (white, walk) = (1e-18, 8.33e-20)
    /// What share of the weights is handed out anew with each comparison: evidence of a quarter of an hour ago has faded.
    private static let forgetting = 0.001
    /// No oscillator's rate is further off at first: one standard deviation.
    private static let firstRateVariance = 1e-4 * 1e-4

    init(leader: LeaderMotion) { self.leader = leader }

    /// Forgets everything but this phase.
    mutating func begin(at phase: Double, variance: Double) {
        for i in 0..<Self.count {
            filters[i] = PhaseRateFilter(
                phase: phase, rate: drive(i), phaseVariance: variance, rateVariance: Self.firstRateVariance)
            weights[i] = 1 / Double(Self.count)
        }
        combine()
    }

    /// The phase is another one; the rate is kept, to a variance of `loosened` at best.
    mutating func restart(at phase: Double, variance: Double, loosened: Double) {
        for i in 0..<Self.count { filters[i].restart(at: phase, variance: variance, loosened: loosened) }
        combine()
    }

    // MARK: The passing of time

    /// For so many seconds the leader went as it does, and the follower with this correction.
    mutating func pass(_ elapsed: Double, own: Double) {
        gained.oscillators += (own - leader.rate(.oscillators)) * elapsed
        gained.truth += (own - leader.rate(.truth)) * elapsed
        gained.shared += (own - leader.rate(.shared)) * elapsed
    }

    /// From now on the leader moves otherwise; `step`: it was set forward by so much, s.
    mutating func lead(_ motion: LeaderMotion, step: Double) {
        leader = motion
        stepped -= step
        if estimate.rateVariance > 0 { combine() }
    }

    /// To the moment of a comparison, which comes `elapsed` seconds after the last.
    mutating func predict(_ elapsed: Double) {
        for i in 0..<Self.count {
            let square = Self.scales[i] * Self.scales[i]
            filters[i].predict(
                elapsed, gained: gained[Self.views[i]] + stepped, white: Self.white * square, walk: Self.walk * square)
        }
        (gained, stepped) = (Gains(), 0)
        combine()
    }

    // MARK: Comparisons

    /// By how many standard deviations a measurement differs from the estimate, squared; as a restless oscillator has it,
    /// where that comes nearer to explaining it.
    func surprise(measured: Double, noise: Double) -> Double {
        min(
            estimate.surprise(measured: measured, noise: noise),
            filters[Self.restless].surprise(measured: measured, noise: noise))
    }

    mutating func correct(measured: Double, noise: Double) {
        weigh(measured, noise)
        for i in 0..<Self.count { filters[i].correct(measured: measured, noise: noise) }
        combine()
        adopt()
    }

    private mutating func weigh(_ measured: Double, _ noise: Double) {
        var total = 0.0
        for i in 0..<Self.count {
            let variance = filters[i].phaseVariance + noise
            let innovation = measured - filters[i].phase
            // Never quite nothing: one of them has to be the least wrong.
            let likelihood = exponential(-innovation * innovation / (2 * variance)) / variance.squareRoot() + 1e-12
            weights[i] *= likelihood
            total += weights[i]
        }
        let share = Self.forgetting / Double(Self.count)
        for i in 0..<Self.count { weights[i] = weights[i] / total * (1 - Self.forgetting) + share }
    }

    private mutating func combine() {
        var mean = PhaseRateFilter()
        for i in 0..<Self.count {
            mean.phase += weights[i] * filters[i].phase
            mean.rate += weights[i] * (filters[i].rate - drive(i))
        }
        for i in 0..<Self.count {
            let (phase, rate) = (filters[i].phase - mean.phase, filters[i].rate - drive(i) - mean.rate)
            mean.phaseVariance += weights[i] * (filters[i].phaseVariance + phase * phase)
            mean.covariance += weights[i] * (filters[i].covariance + phase * rate)
            mean.rateVariance += weights[i] * (filters[i].rateVariance + rate * rate)
        }
        estimate = mean
    }

    private func drive(_ index: Int) -> Double {
        leader.rate(Self.views[index])
    }

    /// A hypothesis that is as good as refuted goes on from what the others know, or it would take as long to be of use
    /// again as it is patient.
    private mutating func adopt() {
        let refuted = 2 * Self.forgetting / Double(Self.count)
        for i in 0..<Self.count where weights[i] < refuted {
            filters[i] = estimate
            filters[i].rate += drive(i)
        }
    }
}
