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

    public private(set) var verdict = Verdict.none
    /// Measurements believed since the phase was last forgotten.
    public private(set) var believed = 0
    /// Measurements believed since the last gap.
    private var run = 0
    /// Seconds since the last believed measurement.
    public private(set) var age = 0.0

    let steering: TimekeepingSettings.Steering
    private(set) var model: OscillatorModel?
    var daily: HoldoverModel?
    /// How restless the oscillator has been over the last hour, as a power of ten.
    private var restlessness = 0.0
    /// The last measurement less what was predicted of it, s, believed or not: positive, the clock was further ahead.
    public private(set) var residual: Double?
    /// Mean innovation of late, s: what the hypotheses lag behind when the oscillator does what none of them expects.
    private(set) var bias = 0.0
    private var gate = SampleGate()
    private var jitter = JitterMeter()
    /// The noise that the first measurements were taken with, s²: a guess, before it was learned.
    private var assumedNoise = 0.0
    /// What acts on the clock now.
    private(set) var applied: ClockCorrection
    private(set) var estimate = KalmanFilter<3>()

    /// Shorter gaps than this, s, are bridged by the model that follows manoeuvres too.
    static let shortGap = 6.5
    /// Until the jitter is learned the gate only refuses what no jitter explains, s.
    private static let coarseLimit = 1e-3

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
        guard let measured else {
            jitter.interrupt()
            return command(step: .zero, mayStep)
        }
        hearJitter(measured.realSeconds, elapsed)
        let step = take(measured, mayStep)
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
        let noise = calmNoise
        model?.predict(elapsed, control: control)
        daily?.predict(elapsed, control: control, noise: noise)
    }

    private mutating func hearJitter(_ measured: Double, _ elapsed: Double) {
        guard (elapsed - 1).magnitude < 0.01 else { return jitter.interrupt() }
        jitter.hear(measured, corrected: applied.frequency * elapsed + applied.step.realSeconds)
    }

    /// Judges and takes one measurement; returns the step that it calls for.
    private mutating func take(_ measured: Duration, _ mayStep: Bool) -> Duration {
        let far = mayStep && measured.magnitude > steering.stepBeyond
        if believed == 0 || (far && believed < 3) { return begin(at: measured, far) }
        if age > Self.shortGap { resume() }
        let innovation = measured.realSeconds - estimate.state[0]
        residual = innovation
        switch judge(measured.realSeconds) {
        case .refused: verdict = .refused
        case .believed: believe(measured.realSeconds, .believed)
        case .moved where far: return begin(at: measured, far)
        case .moved where !mayStep && innovation.magnitude > steering.followJump.realSeconds: verdict = .jumped
        case .moved where isImpossible(innovation) && gate.refusals < Self.jumpPatience: verdict = .jumped
        case .moved:
            model?.loosen(by: innovation)
            daily?.loosen(by: innovation)
            gate.reset()
            believe(measured.realSeconds, .followed)
        }
        return .zero
    }

    /// No oscillator's frequency changes by more than some millionths at once: an offset that would need it is the
    /// pulse's doing, not the clock's.
    private func isImpossible(_ innovation: Double) -> Bool {
        believed >= 60 && innovation.magnitude > Self.fastestChange * age + 10 * jitterDeviation
    }
    private static let fastestChange = 2e-6
    /// A pulse that jumped and then stays where it is for so many edges is followed: its receiver was set up anew.
    private static let jumpPatience = 60

    private mutating func judge(_ measured: Double) -> SampleGate.Verdict {
        guard let model, believed >= 8 else {
            let excess = (measured - estimate.state[0]) / Self.coarseLimit * 10
            return gate.judge(lowest: excess, highest: excess)
        }
        let noise = jitterVariance * stretch * stretch
        let range = model.innovationRange(measured: measured, noise: noise)
        return gate.judge(lowest: range.lowest, highest: range.highest)
    }

    private mutating func believe(_ measured: Double, _ verdict: Verdict) {
        let innovation = measured - estimate.state[0]
        bias += (innovation - bias) / 10
        jitter.refine(innovation: innovation, predictedVariance: estimate.covariance[0][0])
        let noise = jitterVariance
        doubtBeginning(noise)
        model?.correct(measured: measured, noise: noise)
        daily?.correct(measured: measured, noise: noise)
        (self.verdict, age) = (verdict, 0)
        believed += 1
        run += 1
        if let model { restlessness += (model.restlessness - restlessness) / min(Double(believed), 3600) }
    }

    /// Once the first measurements turn out to be noisier than they were taken for, they taught less than was believed.
    private mutating func doubtBeginning(_ noise: Double) {
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
    private mutating func begin(at measured: Duration, _ far: Bool) -> Duration {
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
        (verdict, age) = (.believed, 0)
        (believed, run) = (1, 1)
        return far ? .zero - measured : .zero
    }

    /// After a long gap the daily model knows better where the clock is.
    private mutating func resume() {
        run = 0
        guard let daily else { return }
        let known = daily.estimate
        model?.adopt(known)
        estimate = known
    }

    private mutating func command(step: Duration, _ mayStep: Bool) -> ClockCorrection {
        refreshEstimate()
        let servo = Servo(slewLimit: mayStep ? steering.acquiringSlewLimit : steering.slewLimit)
        applied = ClockCorrection(
            frequency: servo.frequencyCorrection(
                offset: estimate.state[0], frequency: estimate.state[1] + estimate.state[2] / 2),
            step: step)
        return applied
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
    private var jitterVariance: Double { jitter.variance(whiteNoise: model?.whiteNoise ?? 0) }
    var calmNoise: OscillatorNoise { .calm(scale: 100 * exponential((restlessness - 2) * 2.302585092994046)) }
}
