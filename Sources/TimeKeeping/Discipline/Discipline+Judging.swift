// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// What becomes of a measurement.
extension Discipline {
    /// Judges and takes one measurement; returns the step that it calls for.
    mutating func take(_ measured: Duration, _ mayStep: Bool) -> Duration {
        let far = mayStep && measured.magnitude > steering.stepBeyond
        if believed == 0 || (far && believed < 3) { return begin(at: measured, far) }
        if age > Self.shortGap { resume() }
        let innovation = measured.realSeconds - estimate.state[0]
        residual = innovation
        switch judge(measured.realSeconds) {
        case .refused:
            verdict = .refused
            // What an outage's bound was worth is judged by itself: suspicion must not mend it afterwards.
            if age <= Self.shortGap, !isImpossible(innovation) { surprise.suspect(innovation, age: age) }
        case .believed: believe(measured.realSeconds, .believed)
        case .moved where far: return begin(at: measured, far)
        case .moved where !mayStep && innovation.magnitude > steering.followJump.realSeconds: verdict = .jumped
        case .moved where isImpossible(innovation) && !isLasting: verdict = .jumped
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
    private var isLasting: Bool { gate.refusals >= Self.jumpPatience || gate.row >= 2 * SampleGate.longestRow }

    /// Until the jitter is learned the gate only refuses what no jitter explains, s.
    private static let coarseLimit = 1e-3

    private mutating func judge(_ measured: Double) -> SampleGate.Verdict {
        let innovation = measured - estimate.state[0]
        guard let model, believed >= 8, isNoiseKnown else {
            let excess = innovation / Self.coarseLimit * 10
            return gate.judge(lowest: excess, highest: excess, innovation: innovation, tolerance: Self.coarseLimit)
        }
        let noise = jitterVariance * stretch * stretch
        let range = model.innovationRange(measured: measured, noise: noise)
        // From one second to the next the clock may go away by a change of its frequency.
        let tolerance = 12 * noise.squareRoot() + Self.fastestChange
        return gate.judge(
            lowest: range.lowest, highest: range.highest, innovation: innovation, tolerance: tolerance)
    }

    mutating func believe(_ measured: Double, _ verdict: Verdict) {
        let innovation = measured - estimate.state[0]
        let predicted = estimate.covariance[0][0]
        jitter.refine(innovation: innovation, predictedVariance: predicted)
        let noise = jitterVariance
        if isNoiseKnown { surprise.hear(innovation, variance: predicted + noise * stretch * stretch) }
        doubtBeginning(noise)
        model?.correct(measured: measured, noise: noise)
        daily?.correct(measured: measured, noise: noise)
        (self.verdict, age) = (verdict, 0)
        believed += 1
        run += 1
        if run >= 8, offsetIsBack { isReturning = false }
        if let model { restlessness += (model.restlessness - restlessness) / min(Double(believed), 3600) }
    }

    /// What is left of the offset can be taken out at once without exceeding the returning clock's pace.
    private var offsetIsBack: Bool {
        (model?.estimate.state[0] ?? 0).magnitude <= steering.returnSlew ?? .infinity
    }

    /// After a long gap the daily model knows better where the clock is.
    private mutating func resume() {
        run = 0
        isReturning = true
        guard let daily else { return }
        let known = daily.estimate
        model?.adopt(known)
        estimate = known
    }
}
