// SPDX-License-Identifier: Apache-2.0

/// What moves the disciplined clock while a follower is judged by it: all rates fractional, positive: it runs faster.
struct LeaderMotion: Sendable, BitwiseCopyable {
    /// The correction in force.
    var correction = 0.0
    /// Its free-running oscillator's frequency, as its discipline has it.
    var oscillator = 0.0

    /// How a hypothesis explains what the follower does against the disciplined clock.
    enum View {
        /// By two oscillators, and by a correction that only the disciplined clock feels. Best where comparisons are good.
        case oscillators
        /// By the follower's oscillator against the true time, which the disciplined clock shows but for what its
        /// discipline is taking out. Best where comparisons are poor: the disciplined oscillator's wandering is known
        /// better from the pulse than from them.
        case truth
        /// By nothing: the follower runs on what is corrected, and feels the correction too.
        case shared
    }

    /// The part of the disciplined clock's rate that is not left to the hypothesis' own rate.
    func rate(_ view: View) -> Double {
        switch view {
        case .oscillators: correction
        case .truth: correction + oscillator
        case .shared: 0
        }
    }
}
