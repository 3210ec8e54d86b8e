// SPDX-License-Identifier: Apache-2.0

/// What carries the clock through an outage: several hypotheses of what moves its frequency over hours and days, kept
/// beside the locked model. Freezing the last frequency throws the day's swing away; freezing what is only weather is
/// as bad, since weather passes; and which of them an oscillator has only its own history can tell.
///
/// What is told by single seconds the locked model knows already, so that this one is fed with means of sixteen. It
/// counts phase as if the clock ran free, which leaves the corrections out of it.
struct HoldoverModel: Sendable {
    private var hypotheses = InlineArray<6, HoldoverHypothesis>(repeating: HoldoverHypothesis())
    private(set) var weights = InlineArray<6, Double>(repeating: 0)
    /// What corrections have given the phase so far, s.
    private var given = 0.0
    /// Seconds from where the hypotheses are to now.
    private var behind = 0.0
    private var block = PhaseBlock()
    /// How fast the frequency walks, and how long ago it heard something, s.
    private var walkMeter = WalkMeter()
    private var sinceBlock = 0.0
    /// Seconds of measurements taken since the beginning.
    private var heard = 0.0
    private var settlings = 0
    /// What all hypotheses together say where they are, free-running.
    private var known = KalmanFilter<3>()
    private var noise = OscillatorNoise.calm(scale: 1)
    var thermometer = Thermometer()

    init(phase: Double, phaseVariance: Double, frequency: Double, frequencyVariance: Double) {
        known.setPhase(phase, variance: phaseVariance)
        known.state[1] = frequency
        known.covariance[1][1] = frequencyVariance
        begin()
    }

    private mutating func begin() {
        for i in 0..<HoldoverKind.count {
            hypotheses[i].begin(known, kind: .kind(i), noise: noise, warmth: thermometer.latest)
            weights[i] = 1 / Double(HoldoverKind.count)
        }
        dropDeafKinds()
        summarise()
    }

    // MARK: The turn

    /// Moves on by `dt` seconds of an oscillator as noisy as `noise`, in which the corrections gave the phase
    /// `control` seconds.
    mutating func predict(_ dt: Double, control: Double, noise: OscillatorNoise) {
        given += control
        behind += dt
        self.noise = noise
        if walkMeter.isKnown {
            self.noise.walk = walkMeter.walk
        }
        thermometer.pass(dt)
        if behind - block.meanTime >= 2 * PhaseBlock.length { flush() }
    }

    mutating func correct(measured: Double, noise: Double) {
        block.add(measured - given, at: behind, noise: noise)
        if behind >= PhaseBlock.length { flush() }
    }

    /// Brings the hypotheses to the mean of the measurements that came; without any, to now.
    private mutating func flush() {
        guard block.count > 0 else { return advance(by: behind) }
        advance(by: block.meanTime)
        heard += block.count
        walkMeter.take(block.meanPhase, after: sinceBlock, noise: block.meanNoise)
        sinceBlock = 0
        weigh(measured: block.meanPhase, noise: block.meanNoise)
        block = PhaseBlock()
        summarise()
        settle()
    }

    private mutating func advance(by span: Double) {
        let warmth = thermometer.take()
        var left = span
        while left > 0 {
            let turn = HoldoverTurn(min(left, HoldoverTurn.longest), warmth: warmth, warmthNoise: thermometer.noise)
            for i in 0..<HoldoverKind.count { hypotheses[i].predict(turn, kind: .kind(i), noise: noise) }
            left -= turn.length
        }
        behind -= span
        sinceBlock += span
        summarise()
    }

    /// Takes a phase, and lets it decide between the hypotheses.
    private mutating func weigh(measured: Double, noise: Double) {
        var best = Double.infinity
        var exponents = InlineArray<6, Double>(repeating: 0)
        var densities = InlineArray<6, Double>(repeating: 0)
        for i in 0..<HoldoverKind.count {
            let variance = hypotheses[i].filter.innovationVariance(noise: noise)
            let innovation = measured - hypotheses[i].filter.state[0]
            exponents[i] = innovation * innovation / (2 * variance)
            densities[i] = 1 / variance.squareRoot()
            best = min(best, exponents[i])
            hypotheses[i].correct(measured: measured, noise: noise)
        }
        var sum = 0.0
        for i in 0..<HoldoverKind.count {
            weights[i] *= densities[i] * exponential(best - exponents[i])
            sum += weights[i]
        }
        for i in 0..<HoldoverKind.count { weights[i] = max(weights[i] / sum, 1e-9) }
        dropDeafKinds()
    }

    /// Without a thermometer, those that want one are not asked.
    private mutating func dropDeafKinds() {
        var sum = 0.0
        for i in 0..<HoldoverKind.count {
            if HoldoverKind.kind(i).isAided != thermometer.isUsable && HoldoverKind.kind(i).isAided { weights[i] = 1e-9 }
            if holdoverOnly >= 0 { weights[i] = i == holdoverOnly ? 1 : 0 }
            sum += weights[i]
        }
        for i in 0..<HoldoverKind.count { weights[i] /= sum }
    }

    /// How restless the oscillator is was not known at the beginning, and the day's swing is expected in proportion to
    /// it; while there is no hint of the day yet, that is put right.
    private mutating func settle() {
        let due = settlings == 0 ? 600.0 : 3600.0
        guard settlings < 2, heard >= due else { return }
        settlings += 1
        begin()
    }

    mutating func setPhase(_ phase: Double, variance: Double) {
        let lag = behind
        advance(by: lag)
        (given, block) = (0, PhaseBlock())
        walkMeter.setPhase(phase)
        for i in 0..<HoldoverKind.count { hypotheses[i].setPhase(phase, variance: variance) }
        summarise()
    }

    /// How fast the frequency walks over minutes: variance gained per second, 1/s.
    var walk: Double { noise.walk }

    mutating func addPhase(_ step: Double) { given += step }

    mutating func doubt(by factor: Double) {
        for i in 0..<HoldoverKind.count { hypotheses[i].doubt(by: factor) }
        summarise()
    }

    mutating func loosen(by innovation: Double) {
        for i in 0..<HoldoverKind.count { hypotheses[i].loosen(by: innovation) }
        summarise()
    }

    // MARK: What it says

    /// The mixture's mean and covariance.
    private mutating func summarise() {
        var merged = KalmanFilter<3>()
        var each = InlineArray<6, KalmanFilter<3>>(repeating: merged)
        for i in 0..<HoldoverKind.count {
            each[i] = hypotheses[i].estimate(.kind(i), warmth: thermometer.latest)
            for a in 0..<3 { merged.state[a] += weights[i] * each[i].state[a] }
        }
        for i in 0..<HoldoverKind.count {
            for a in 0..<3 {
                let da = each[i].state[a] - merged.state[a]
                for b in 0..<3 {
                    let db = each[i].state[b] - merged.state[b]
                    merged.covariance[a][b] += weights[i] * (each[i].covariance[a][b] + da * db)
                }
            }
        }
        known = merged
    }

    /// Phase and frequency (all parts of it together) with their covariance, now; drift from the daily part.
    var estimate: KalmanFilter<3> {
        var out = known
        let t = behind
        out.state[0] += given + t * (known.state[1] + t * known.state[2] / 2)
        out.state[1] += t * known.state[2]
        let p = known.covariance
        out.covariance[0][0] += 2 * t * p[0][1] + t * t * p[1][1] + noise.white * t
        out.covariance[0][1] += t * p[1][1]
        out.covariance[1][0] = out.covariance[0][1]
        out.covariance[1][1] += noise.walk * t
        return out
    }
}
nonisolated(unsafe) public var holdoverOnly = -1

extension HoldoverModel {
    public var debugText: String {
        var t = "noise \(noise.walk) \(noise.white) w"
        for i in 0..<HoldoverKind.count { t += " \(weights[i])" }
        let f = hypotheses[max(holdoverOnly,0)].filter
        for i in 0..<8 { t += "\n\(i) \(f.state[i]) ± \(f.covariance[i][i].squareRoot())" }
        return t
    }
}
extension Discipline { public var debugText: String { daily?.debugText ?? "" } }
