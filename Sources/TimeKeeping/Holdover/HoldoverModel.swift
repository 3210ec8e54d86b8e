// SPDX-License-Identifier: Apache-2.0

/// What carries the clock through an outage: several hypotheses of what moves its frequency over hours and days, kept
/// beside the locked model. Freezing the last frequency throws the day's swing away; freezing what is only weather is
/// as bad, since weather passes; and which of them an oscillator has only its own history can tell.
///
/// What is told by single seconds the locked model knows already, so that this one is fed with means of sixteen. It
/// counts phase as if the clock ran free, which leaves the corrections out of it.
struct HoldoverModel: Sendable {
    var hypotheses = InlineArray<7, HoldoverHypothesis>(repeating: HoldoverHypothesis())
    /// Logarithm of what speaks for each hypothesis, but for a constant.
    var evidence = InlineArray<7, Double>(repeating: 0)
    /// The same as shares of one; none for those that want a thermometer where there is none.
    var weights = InlineArray<7, Double>(repeating: 0)
    /// What corrections have given the phase so far, s.
    private(set) var given = 0.0
    /// Seconds from where the hypotheses are to now.
    private(set) var behind = 0.0
    private var block = PhaseBlock()
    var walkMeter = WalkMeter()
    /// Since the last block of measurements, s.
    private(set) var sinceBlock = 0.0
    /// Seconds in which the reference was heard since the beginning.
    var heard = 0.0
    /// How often the hypotheses began anew since.
    var settlings = 0
    /// What all hypotheses together say where they are, free-running.
    private(set) var known = KalmanFilter<3>()
    private(set) var noise = OscillatorNoise.calm(scale: 1)
    private(set) var thermometer = Thermometer()
    var rehearsal = Rehearsal()
    var outlook = HoldoverOutlook()
    private var isAided = false

    /// A gap in the measurements that teaches nothing of outages, s.
    static let shortGap = 300.0

    init(phase: Double, phaseVariance: Double, frequency: Double, frequencyVariance: Double) {
        known.setPhase(phase, variance: phaseVariance)
        known.state[1] = frequency
        known.covariance[1][1] = frequencyVariance
        begin()
    }

    private mutating func begin() {
        for i in 0..<HoldoverKind.count {
            hypotheses[i].begin(known, kind: .kind(i), noise: noise, warmth: thermometer.latest)
            evidence[i] = HoldoverKind.kind(i).prior
        }
        weighEvidence()
        summarise()
        lookAhead()
    }

    // MARK: The turn

    mutating func hear(temperature celsius: Double) { thermometer.hear(celsius) }

    /// Moves on by `dt` seconds of an oscillator as noisy as `noise`, in which the corrections gave the phase
    /// `control` seconds.
    mutating func predict(_ dt: Double, control: Double, noise: OscillatorNoise) {
        given += control
        behind += dt
        self.noise = noise
        self.noise.walk = walkMeter.isKnown ? walkMeter.walk : max(noise.walk, walkMeter.walk)
        thermometer.pass(dt)
        if thermometer.isUsable != isAided { changeAid() }
        if block.count > 0 ? behind - block.lastTime >= Self.patience : behind >= 2 * blockLength { flush() }
    }

    mutating func correct(measured: Double, noise: Double) {
        block.add(measured - given, at: behind, noise: noise)
        if behind >= blockLength { flush() }
    }

    /// Once nothing was heard for so long, s, what was heard before it is taken in: soon it is needed.
    private static let patience = 5.0

    /// The first measurements are taken one by one, or what is said of an outage would be late by a block.
    private var blockLength: Double { min(PhaseBlock.length, max(1, heard / 4)) }

    /// Brings the hypotheses to the mean of the measurements that came; without any, to now.
    private mutating func flush() {
        guard block.count > 0 else { return carryOn() }
        let gap = sinceBlock + block.meanTime
        advance(by: block.meanTime, isDeaf: gap > Self.shortGap)
        heard += gap > Self.shortGap ? block.count : gap
        walkMeter.take(block.meanPhase, after: sinceBlock, noise: block.meanNoise)
        if sinceBlock > Rehearsal.interval / 2 {
            summarise()
            learnFromOutage(measured: block.meanPhase, noise: block.meanNoise)
        }
        weigh(measured: block.meanPhase, noise: block.meanNoise)
        (sinceBlock, block) = (0, PhaseBlock())
        summarise()
        rehearse()
        settle()
        if outlook.isDue || settlings == 0 { lookAhead() }
    }

    private mutating func carryOn() {
        let isFirst = sinceBlock < Self.shortGap
        advance(by: behind, isDeaf: true)
        summarise()
        if isFirst || outlook.isDue { lookAhead() }
    }

    private mutating func advance(by span: Double, isDeaf: Bool) {
        let warmth = thermometer.take()
        rehearsal.pass(span, warmth: warmth)
        outlook.pass(span, isDeaf: isDeaf)
        var left = span
        while left > 0 {
            let turn = HoldoverTurn(min(left, HoldoverTurn.longest(of: span)), warmth: warmth, isDeaf: isDeaf)
            for i in 0..<HoldoverKind.count {
                hypotheses[i].predict(turn, kind: .kind(i), noise: noise, doubt: doubt(of: i))
            }
            left -= turn.length
        }
        behind -= span
        sinceBlock += span
    }

    /// Brings the hypotheses to now.
    mutating func catchUp() {
        carryOn()
        lookAhead()
    }

    /// Goes on from stored hypotheses, which were left `behind` seconds behind a clock that was `offset` ahead.
    mutating func resume(sinceBlock: Double, behind: Double, walk: Double, offset: Double) {
        (self.sinceBlock, self.behind, noise.walk) = (sinceBlock, behind, walk)
        weighEvidence()
        summarise()
        given = 0
        given = offset - estimate.state[0]
        lookAhead()
    }

    /// How restless the oscillator is was not known at the beginning, and the day's swing is expected in proportion to
    /// it; while there is no hint of the day yet, that is put right.
    private mutating func settle() {
        let due = settlings == 0 ? 600.0 : 3600.0
        guard settlings < 2, heard >= due else { return }
        settlings += 1
        begin()
    }

    private mutating func changeAid() {
        isAided = thermometer.isUsable
        if isAided { welcomeThermometer() } else { missThermometer() }
        summarise()
        lookAhead()
    }

    // MARK: The phase

    mutating func setPhase(_ phase: Double, variance: Double) {
        advance(by: behind, isDeaf: true)
        (given, block) = (0, PhaseBlock())
        walkMeter.setPhase(phase)
        rehearsal.interrupt()
        for i in 0..<HoldoverKind.count { hypotheses[i].setPhase(phase, variance: variance) }
        summarise()
    }

    mutating func addPhase(_ step: Double) { given += step }

    mutating func doubt(by factor: Double) {
        for i in 0..<HoldoverKind.count { hypotheses[i].doubt(by: factor) }
        walkMeter.doubt()
        summarise()
    }

    mutating func loosen(by innovation: Double) {
        for i in 0..<HoldoverKind.count { hypotheses[i].loosen(by: innovation) }
        rehearsal.interrupt()
        summarise()
    }

    // MARK: What it says

    /// The mixture's mean and covariance.
    mutating func summarise() {
        var merged = KalmanFilter<3>()
        var each = InlineArray<7, KalmanFilter<3>>(repeating: merged)
        for i in 0..<HoldoverKind.count where weights[i] > 0 {
            each[i] = hypotheses[i].estimate(.kind(i), warmth: thermometer.latest)
            for a in 0..<3 { merged.state[a] += weights[i] * each[i].state[a] }
        }
        for i in 0..<HoldoverKind.count where weights[i] > 0 {
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

    /// How fast the frequency walks over minutes: variance gained per second, 1/s.
    var walk: Double { noise.walk }

    /// By how much the deviation is to be stretched by now, after what rehearsals and outages have shown.
    var stretch: Double { rehearsal.stretch(after: sinceBlock + behind) }

    /// Phase and frequency (all parts of it together) with their covariance, now; drift from the day.
    var estimate: KalmanFilter<3> {
        var out = known
        let t = behind
        out.state[0] += given + t * (known.state[1] + t * known.state[2] / 2)
        out.state[1] += t * known.state[2]
        let p = known.covariance
        // What is doubted in silence is doubted from its first second on, so that no bound jumps when a block is over.
        let walk = noise.walk * (1 + meanDoubt)
        out.covariance[0][0] += t * (2 * p[0][1] + t * p[1][1] + noise.white + walk * t * t / 3)
        out.covariance[0][1] += t * (p[1][1] + walk * t / 2)
        out.covariance[1][0] = out.covariance[0][1]
        out.covariance[1][1] += walk * t
        return out
    }

    private var meanDoubt: Double {
        var mean = 0.0
        for i in 0..<HoldoverKind.count where weights[i] > 0 { mean += weights[i] * doubt(of: i) }
        return mean
    }
}
