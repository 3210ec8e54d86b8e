// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

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
    private var model: OscillatorModel?
    private var daily: DailyModel?
    private var gate = SampleGate()
    private var jitter = JitterMeter()
    /// What acts on the clock now.
    private var applied = ClockCorrection(frequency: 0)
    private var estimate = KalmanFilter<3>()

    /// Shorter gaps than this, s, are bridged by the model that follows manoeuvres too.
    private static let shortGap = 6.5
    /// Until the jitter is learned the gate only refuses what no jitter explains, s.
    private static let coarseLimit = 1e-3

    public init(steering: TimekeepingSettings.Steering = .init()) {
        self.steering = steering
    }

    /// One turn, usually a second after the one before.
    /// - Parameters:
    ///   - measured: clock − reference at this moment; `nil` where there is no measurement.
    ///   - elapsed: seconds since the last turn.
    ///   - mayStep: whether an offset beyond the settings' limit may be stepped away: not once others rely on the clock.
    public mutating func update(measured: Duration?, elapsed: Double = 1, mayStep: Bool) -> ClockCorrection {
        predict(elapsed)
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
    /// Whether the phase is known and has been brought to within the jitter.
    public var isSettled: Bool {
        believed >= 8 && run >= 3 && age < Self.shortGap && offset.magnitude < 3 * jitterDeviation + 1e-6
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
        switch judge(measured.realSeconds) {
        case .refused: verdict = .refused
        case .believed: believe(measured.realSeconds, .believed)
        case .moved where far: return begin(at: measured, far)
        case .moved where !mayStep && innovation.magnitude > steering.followJump.realSeconds: verdict = .jumped
        case .moved:
            model?.loosen(by: innovation)
            daily?.loosen(by: innovation)
            gate.reset()
            believe(measured.realSeconds, .followed)
        }
        return .zero
    }

    private mutating func judge(_ measured: Double) -> SampleGate.Verdict {
        guard let model, believed >= 8 else {
            let excess = (measured - estimate.state[0]) / Self.coarseLimit * 10
            return gate.judge(lowest: excess, highest: excess)
        }
        let range = model.innovationRange(measured: measured, noise: jitterVariance)
        return gate.judge(lowest: range.lowest, highest: range.highest)
    }

    private mutating func believe(_ measured: Double, _ verdict: Verdict) {
        let noise = jitterVariance
        model?.correct(measured: measured, noise: noise)
        daily?.correct(measured: measured, noise: noise)
        (self.verdict, age) = (verdict, 0)
        believed += 1
        run += 1
    }

    /// The first measurement, or one that shows that the first was wrong: all of it is taken for the phase.
    private mutating func begin(at measured: Duration, _ far: Bool) -> Duration {
        let noise = jitterVariance
        let frequency = model == nil ? 0 : estimate.state[1]
        let variance = model == nil ? 1e-8 : max(estimate.covariance[1][1], 1e-14)
        let phase = far ? 0 : measured.realSeconds
        if model == nil {
            model = OscillatorModel(
                phase: phase, phaseVariance: noise, frequency: frequency, frequencyVariance: variance)
            daily = DailyModel(
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

    /// After a long gap the daily model knows better where the clock is; what weather may have done comes on top.
    private mutating func resume() {
        run = 0
        guard let daily else { return }
        var known = daily.estimate
        known.covariance[0][0] += weatherPhaseVariance
        known.covariance[1][1] += calmNoise.weather * calmNoise.weather
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

    private var jitterVariance: Double { jitter.variance(whiteNoise: model?.whiteNoise ?? 0) }
    private var calmNoise: OscillatorNoise { OscillatorModel.noise(of: model?.calmest ?? 2) }

    /// Variance of the phase that weather may have brought since the last measurement: the integral of a first-order
    /// Markov process over three hours' correlation.
    private var weatherPhaseVariance: Double {
        let (deviation, time) = (calmNoise.weather, 10_800.0)
        return 2 * deviation * deviation * time * (age - time * (1 - exponential(-age / time)))
    }
}

// MARK: - How wrong it may be

extension Discipline {
    /// How many standard deviations a bound spans: one second in some ten thousand of a normal distribution lies
    /// beyond 3.9; the rest is for what no model knows.
    private static let width = 4.2

    /// Bound on |clock − reference| from now on, as far as this discipline can know.
    public var errorBound: ErrorBound {
        guard model != nil, believed > 0 else { return .unknown }
        let (p, noise) = (estimate.covariance, noiseAhead)
        let phase = (p[0][0] + lostPhaseVariance).squareRoot()
        let rest = estimate.state[1] + estimate.state[2] / 2 + applied.frequency
        let towardsZero = rest * estimate.state[0] < 0
        let white = noise.white.squareRoot() / 2
        // √(walk/3 · t³) ≤ this line and parabola, which touch it at 100 s.
        let walk = (noise.walk / 3).squareRoot()
        let frequency = (p[1][1] + lostFrequencyVariance).squareRoot()
        return ErrorBound(
            base: .realSeconds(estimate.state[0].magnitude + Self.width * (phase + white)),
            growth: (towardsZero ? 0 : rest.magnitude) + Self.width * (frequency + white + 5 * walk),
            acceleration: Self.width * (walk / 20 + p[2][2].squareRoot() / 2))
    }

    /// Bound on |clock − reference| one second from now, s.
    public var boundInOneSecond: Double {
        guard model != nil, believed > 0 else { return 4e9 }
        let (p, noise) = (estimate.covariance, noiseAhead)
        let expected = estimate.state[0] + estimate.state[1] + estimate.state[2] / 2 + applied.frequency
        let variance = p[0][0] + 2 * p[0][1] + p[1][1] + noise.white + lostPhaseVariance + lostFrequencyVariance
        return expected.magnitude + Self.width * variance.squareRoot()
    }

    private var isLost: Bool { age > Self.shortGap }
    private var noiseAhead: OscillatorNoise {
        var noise = calmNoise
        noise.white = max(noise.white, model?.whiteNoise ?? 0)
        return noise
    }
    private var lostPhaseVariance: Double { isLost ? weatherPhaseVariance : 0 }
    private var lostFrequencyVariance: Double { isLost ? calmNoise.weather * calmNoise.weather : 0 }
}
