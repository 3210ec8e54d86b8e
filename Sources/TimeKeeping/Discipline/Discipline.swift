// SPDX-License-Identifier: Apache-2.0

public import Board
import TimeBase

/// Gate, oscillator model and servo together: measured offsets in, corrections and an error bound out. This, and
/// nothing else, steers the clock in the appliance and on the laboratory's yardstick.
///
/// Convention: with `e` the clock's error when an edge comes, `e[k+1] = e[k] + step + frequency + y[k]`, where `y` is
/// the oscillator's own fractional frequency and the correction is the one returned at `k`.
public struct Discipline: Sendable {
    /// What became of the last measurement.
    public enum Verdict: Sendable, Equatable {
        case none, believed, refused
        /// The clock, or the pulse, jumped, and the jump was followed.
        case followed
        /// The clock, or the pulse, jumped by more than may be followed: it was not.
        case jumped
    }

    public internal(set) var verdict = Verdict.none
    /// Measurements believed since the phase was last forgotten.
    public internal(set) var believed = 0
    /// Measurements believed since the last gap.
    var run = 0
    /// Seconds since the last believed measurement.
    public internal(set) var age = 0.0

    let steering: TimekeepingSettings.Steering
    var model: OscillatorModel?
    var daily: HoldoverModel?
    /// Whether what an outage left of an offset is still being taken out.
    public internal(set) var isReturning = false
    /// How restless the oscillator has been over the last hour, as a power of ten.
    var restlessness = 0.0
    /// The last measurement less what was predicted of it, s, believed or not: positive, the clock was further ahead.
    public internal(set) var residual: Double?
    /// What the hypotheses lag behind when the oscillator does what none of them expects.
    var surprise = SurpriseMeter()
    var gate = SampleGate()
    var jitter = JitterMeter()
    private var lateness = LatenessWatch()
    /// The noise that the first measurements were taken with, s²: a guess, before it was learned.
    var assumedNoise = 0.0
    /// What acts on the clock now.
    private(set) var applied: ClockCorrection
    var estimate = KalmanFilter<3>()

    /// Shorter gaps than this, s, are bridged by the model that follows manoeuvres too.
    static let shortGap = 6.5

    /// - Parameter applied: the correction of the clock's rate that is in force already, fractional. What an earlier
    ///   run left is the best guess at the oscillator.
    public init(steering: TimekeepingSettings.Steering = .init(), applied frequency: Double = 0) {
        self.steering = steering
        applied = ClockCorrection(frequency: frequency)
    }

    /// One turn, usually a second after the one before.
    /// - Parameters:
    ///   - measured: clock − reference at this moment; `nil` where there is no measurement.
    ///   - elapsed: seconds since the last turn.
    ///   - mayStep: whether an offset beyond the settings' limit may be stepped away: not once others rely on the clock.
    public mutating func update(measured: Duration?, elapsed: Double = 1, mayStep: Bool) -> ClockCorrection {
        predict(elapsed)
        refreshEstimate()
        verdict = .none
        guard let measured else { return command(step: .zero, mayStep) }
        let step = take(measured, mayStep)
        hearJitter(measured.realSeconds)
        if isNoiseKnown { doubtBeginning(jitterVariance) }
        return command(step: step, mayStep)
    }

    /// What the clock really did with the last correction, where it clamped or refused it.
    public mutating func noteApplied(_ correction: ClockCorrection) {
        addPhase((correction.step - applied.step).realSeconds)
        applied = correction
    }

    /// Forgets the phase and keeps what is known of the frequency: someone set the clock, or it is to be set anew.
    public mutating func forgetPhase() {
        believed = 0
        gate.reset()
        jitter.interrupt()
    }

    /// Only the oscillator's own frequency is corrected any more, as far as it is known; no offset is slewed away.
    mutating func letGo() -> ClockCorrection {
        if model != nil { applied.frequency = -frequency }
        applied.step = .zero
        return applied
    }

    // MARK: What is known

    /// Estimated clock − reference now, after the last correction's step, s.
    public var offset: Double { estimate.state[0] }
    /// Estimated fractional frequency of the free-running oscillator.
    public var frequency: Double { estimate.state[1] }
    /// Standard deviation of a pulse's stamp, as learned, s.
    public var jitterDeviation: Double { jitterVariance.squareRoot() }
    /// Whether the phase is known, and how well, and has been brought to within the jitter.
    public var isSettled: Bool {
        believed >= 8 && jitter.isKnown && run >= 3 && age < Self.shortGap
            && offset.magnitude < 3 * stretch * jitterDeviation + 1e-6
    }

    // MARK: The turn

    private mutating func predict(_ elapsed: Double) {
        let control = applied.frequency * elapsed
        age += elapsed
        jitter.pass(elapsed, corrected: control + applied.step.realSeconds)
        let noise = calmNoise
        model?.predict(elapsed, control: control)
        daily?.predict(elapsed, control: control, noise: noise)
    }

    private mutating func hearJitter(_ measured: Double) {
        guard !lateness.mayIgnore(verdict, residual ?? 0) else { return jitter.interrupt() }
        jitter.hear(measured)
    }

    private mutating func command(step: Duration, _ mayStep: Bool) -> ClockCorrection {
        refreshEstimate()
        let servo = Servo(slewLimit: mayStep ? steering.acquiringSlewLimit : lockedSlewLimit)
        applied = ClockCorrection(
            frequency: servo.frequencyCorrection(
                offset: estimate.state[0], frequency: estimate.state[1] + estimate.state[2] / 2),
            step: step)
        return applied
    }

    /// While the clock comes back from an outage it may have to keep to a slower pace, so that followers keep up.
    private var lockedSlewLimit: Double {
        isReturning ? min(steering.returnSlew ?? steering.slewLimit, steering.slewLimit) : steering.slewLimit
    }

    private mutating func refreshEstimate() {
        if age > Self.shortGap, let daily { estimate = daily.estimate } else if let model { estimate = model.estimate }
    }

    private mutating func addPhase(_ step: Double) {
        guard step != 0 else { return }
        model?.addPhase(step)
        daily?.addPhase(step)
        refreshEstimate()
    }

    // MARK: Noise

    var isNoiseKnown: Bool { jitter.isKnown }
    var stretch: Double { jitter.stretch }
    var jitterVariance: Double { jitter.variance(whiteNoise: model?.whiteNoise ?? 0) }
    var calmNoise: OscillatorNoise { .calm(scale: 100 * exponential((restlessness - 2) * 2.302585092994046)) }
}
