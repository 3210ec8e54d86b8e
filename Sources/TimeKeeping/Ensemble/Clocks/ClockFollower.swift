// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// Keeps another clock of the board on the disciplined one: a comparison in, a correction out.
///
/// What both oscillators do to each other is estimated as if nobody steered; what either is steered by is known, and
/// added. So the disciplined clock's own corrections, which no oscillator would make, do not disturb the follower: it
/// makes them too.
public struct ClockFollower: Sendable {
    let steering: TimekeepingSettings.Steering
    var relative: RelativeClock
    var noise = ComparisonNoise()
    /// Comparisons believed since the phase was last found anew; 0: it is not known.
    var believed = 0
    /// Comparisons refused in a row, and in all.
    var refusals = 0
    var refused: UInt64 = 0
    /// Mean innovation of late, s: what the estimate lags behind.
    var bias = 0.0
    /// By how much the phase should have changed since the last comparison, s.
    private var foretold = 0.0
    /// How far the last comparison was off, where it was not believed, s.
    var doubted = 0.0
    var isSteered = false
    var claimed: FollowerClaim?
    private var era: UInt32?
    /// The least variance of the rate once the phase is found anew.
    private var loosened = 0.0
    /// When it was last compared, and up to when corrections have been added up.
    private var last: MonotonicInstant?
    private var added: MonotonicInstant?
    /// The correction in force; taken for none before the first one was made.
    var own = 0.0

    /// Rates beyond this are no clock's.
    static let largestRate = 500e-6
    /// So many comparisons in a row that cannot be believed are believed.
    static let patience = 5
    /// Refused is what is so many standard deviations off.
    static let gate = 5.0
    /// How well the rate is known after the phase jumped for no known cause: no more than to 100 ppb, one standard
    /// deviation. A clock that was set keeps its rate.
    private static let jumpedRateVariance = 1e-7 * 1e-7

    /// - Parameter leading: the correction of the disciplined clock's rate that is in force, fractional.
    public init(steering: TimekeepingSettings.Steering = .init(), leading: Double = 0) {
        self.steering = steering
        relative = RelativeClock(leader: LeaderMotion(correction: leading, oscillator: -leading))
    }

    /// Follower − disciplined clock, as estimated after the last comparison; `nil` before the first.
    public var offset: Duration? { claimed?.offset }
    /// What is known of it, as of the last comparison; `nil` before the first.
    public var claim: FollowerClaim? { claimed }

    /// - Parameter mayLead: whether the disciplined clock is worth following. Until it is, a follower is left alone.
    public mutating func hear(
        _ comparison: ClockComparison, at now: MonotonicInstant, mayLead: Bool
    ) -> ClockCorrection? {
        let elapsed = pass(to: now)
        if era != comparison.era { (era, believed, loosened) = (comparison.era, 0, 0) }
        take(comparison.offset.realSeconds, comparison.uncertainty.realSeconds)
        last = now
        defer { publish(at: now, mayLead) }
        guard mayLead else {
            isSteered = false
            return nil
        }
        return command(after: elapsed)
    }

    /// What the clock really did, where it clamped or refused the correction.
    ///
    /// A step begins an era, with which the phase is found anew; one that was refused did not.
    public mutating func applied(_ correction: ClockCorrection) { own = correction.frequency }

    /// The disciplined clock was corrected at `now`.
    /// - Parameter oscillator: its free-running oscillator's frequency as it is known now, fractional.
    public mutating func led(by correction: ClockCorrection, oscillator: Double, at now: MonotonicInstant) {
        addUp(to: now)
        relative.lead(
            LeaderMotion(correction: correction.frequency, oscillator: oscillator), step: correction.step.realSeconds)
    }

    /// Another program set the disciplined clock: where the follower is has to be found anew.
    public mutating func leaderWasSet() { (believed, loosened) = (0, 0) }

    // MARK: The turn

    private mutating func addUp(to now: MonotonicInstant) {
        if let added { relative.pass(max(0, (now - added).realSeconds), own: own) }
        added = now
    }

    /// Seconds since the last comparison.
    private mutating func pass(to now: MonotonicInstant) -> Double {
        addUp(to: now)
        guard let last else { return 1 }
        let elapsed = min(max(1e-3, (now - last).realSeconds), 1e6)
        let before = relative.estimate.phase
        relative.predict(elapsed)
        foretold = relative.estimate.phase - before
        return elapsed
    }

    private mutating func take(_ measured: Double, _ uncertainty: Double) {
        if believed > 0 {
            noise.hear(measured, foretold: foretold, uncertainty: uncertainty)
        } else {
            noise.interrupt()
            noise.hear(measured, foretold: 0, uncertainty: uncertainty)
        }
        let variance = noise.variance(uncertainty: uncertainty)
        guard believed > 0 else { return begin(at: measured, variance) }
        let innovation = measured - relative.estimate.phase
        if believed >= 8, relative.surprise(measured: measured, noise: variance) > Self.gate * Self.gate {
            doubted = innovation.magnitude
            refusals += 1
            refused &+= 1
            if refusals < Self.patience { return }
            loosened = Self.jumpedRateVariance
            return begin(at: measured, variance)
        }
        relative.correct(measured: measured, noise: variance)
        bias += (innovation - bias) / 10
        (believed, refusals, doubted) = (min(believed + 1, 1_000_000), 0, 0)
    }

    private mutating func begin(at measured: Double, _ variance: Double) {
        if last == nil {
            relative.begin(at: measured, variance: variance)
        } else {
            relative.restart(at: measured, variance: variance, loosened: loosened)
        }
        (believed, refusals, bias, doubted) = (1, 0, 0, 0)
    }
}
