// SPDX-License-Identifier: Apache-2.0

/// One hypothesis of what carries the clock through an outage: free-running phase, frequency, the day's and the half
/// day's swing of frequency, weather, and what a kelvin does; with their covariance.
struct HoldoverHypothesis: Sendable {
    static let frequency = 1, day = 2, halfDay = 4, weather = 6, warmth = 7
    private(set) var filter: KalmanFilter<8>

    /// Variance of the change of the day's amplitudes per second, as a share of the walk's.
    private static let swingWalk = 1.2e-5
    /// A kelvin may do so much, standard deviation.
    static let warmthPrior = 3e-7
    /// Variance of its change per second.
    private static let warmthWalk = 1e-26
    private static let dayLength = 86_400.0

    init(_ filter: KalmanFilter<8> = KalmanFilter<8>()) { self.filter = filter }

    /// Begins with what is known of phase and frequency; all else is as the kind expects of an oscillator as noisy as
    /// `noise`.
    mutating func begin(_ known: KalmanFilter<3>, kind: HoldoverKind, noise: OscillatorNoise, warmth: Double) {
        filter = KalmanFilter<8>()
        for i in 0..<2 {
            filter.state[i] = known.state[i]
            for j in 0..<2 { filter.covariance[i][j] = known.covariance[i][j] }
        }
        let wander = noise.walk * kind.lasting * Self.dayLength
        let (day, halfDay) = (kind.day * kind.day * wander, kind.halfDay * kind.halfDay * wander)
        share(Self.day, day, seen: 1)
        share(Self.day + 1, day, seen: 0)
        share(Self.halfDay, halfDay, seen: 1)
        share(Self.halfDay + 1, halfDay, seen: 0)
        share(Self.weather, noise.walk * kind.passing * kind.weatherTime / 2, seen: 1)
        share(Self.warmth, kind.isAided ? Self.warmthPrior * Self.warmthPrior : 0, seen: warmth)
    }

    /// What is known of the frequency is known of all its parts together: any variance of a part is one of the lasting
    /// frequency too, the other way round.
    private mutating func share(_ part: Int, _ variance: Double, seen: Double) {
        filter.covariance[part][part] = variance
        filter.covariance[part][Self.frequency] = -seen * variance
        filter.covariance[Self.frequency][part] = -seen * variance
        filter.covariance[Self.frequency][Self.frequency] += seen * seen * variance
    }

    /// The frequency moved by something that none of the parts is for: it is to be learned again.
    mutating func unsettle(by variance: Double) { filter.covariance[1][1] += variance }

    mutating func setPhase(_ phase: Double, variance: Double) { filter.setPhase(phase, variance: variance) }

    mutating func addPhase(_ step: Double) { filter.state[0] += step }

    mutating func doubt(by factor: Double) { filter.doubt(by: factor) }

    mutating func loosen(by innovation: Double) {
        filter.covariance[0][0] += innovation * innovation
        filter.covariance[1][1] += min(innovation * innovation / 100, 1e-12)
    }

    mutating func correct(measured: Double, noise: Double) { filter.correct(measured: measured, noise: noise) }

    // MARK: Moving on

    mutating func predict(_ turn: HoldoverTurn, kind: HoldoverKind, noise: OscillatorNoise, doubt: Double) {
        let move = Move(turn, kind)
        filter.state = move.moved(filter.state)
        // F P Fᵀ: all rows moved, then all columns.
        var (rows, columns) = (filter.covariance, filter.covariance)
        for i in 0..<8 { rows[i] = move.moved(filter.covariance[i]) }
        for i in 0..<8 {
            for j in 0..<8 { columns[i][j] = rows[j][i] }
        }
        for i in 0..<8 { rows[i] = move.moved(columns[i]) }
        for i in 0..<8 {
            for j in 0...i {
                let mean = (rows[i][j] + rows[j][i]) / 2
                (filter.covariance[i][j], filter.covariance[j][i]) = (mean, mean)
            }
        }
        addNoise(turn, kind, noise, doubt)
    }

    /// The transition, applied to a vector.
    private struct Move {
        let (day, halfDay): (HoldoverTurn.Circle, HoldoverTurn.Circle)
        let kept: Double
        var gains = KalmanFilter<8>.Vector(repeating: 0)

        init(_ turn: HoldoverTurn, _ kind: HoldoverKind) {
            (day, halfDay) = (turn.day, turn.halfDay)
            kept = exponential(-turn.length / kind.weatherTime)
            let dt = turn.length
            gains[HoldoverHypothesis.frequency] = dt
            gains[HoldoverHypothesis.day] = dt * day.meanCosine
            gains[HoldoverHypothesis.day + 1] = dt * day.meanSine
            gains[HoldoverHypothesis.halfDay] = dt * halfDay.meanCosine
            gains[HoldoverHypothesis.halfDay + 1] = dt * halfDay.meanSine
            gains[HoldoverHypothesis.weather] = dt * (1 + kept) / 2
            gains[HoldoverHypothesis.warmth] = kind.isAided ? dt * turn.warmth : 0
        }

        func moved(_ old: KalmanFilter<8>.Vector) -> KalmanFilter<8>.Vector {
            var x = old
            for i in 1..<8 { x[0] += gains[i] * old[i] }
            x[2] = day.cosine * old[2] + day.sine * old[3]
            x[3] = day.cosine * old[3] - day.sine * old[2]
            x[4] = halfDay.cosine * old[4] + halfDay.sine * old[5]
            x[5] = halfDay.cosine * old[5] - halfDay.sine * old[4]
            x[6] = kept * old[6]
            return x
        }
    }

    /// - Parameter doubt: what is added to the walk while nothing is heard, as a multiple of what shows.
    private mutating func addNoise(
        _ turn: HoldoverTurn, _ kind: HoldoverKind, _ noise: OscillatorNoise, _ doubt: Double
    ) {
        let dt = turn.length
        let lasting = noise.walk * (kind.lasting + (turn.isDeaf ? doubt : 0))
        let passing = noise.walk * kind.passing
        let half = dt * dt / 2
        var p = filter.covariance
        p[0][0] += noise.white * dt + (lasting + passing) * dt * dt * dt / 3
        p[1][1] += lasting * dt
        p[0][1] += lasting * half
        p[1][0] += lasting * half
        if kind.day > 0 {
            let swing = noise.walk * kind.lasting * Self.swingWalk * dt
            for i in 0..<2 { p[Self.day + i][Self.day + i] += swing }
        }
        p[Self.weather][Self.weather] += passing * dt
        p[0][Self.weather] += passing * half
        p[Self.weather][0] += passing * half
        if kind.isAided { p[Self.warmth][Self.warmth] += Self.warmthWalk * dt }
        filter.covariance = p
    }

    // MARK: What it says

    /// Phase and frequency (all parts of it together) with their covariance; drift from the day.
    func estimate(_ kind: HoldoverKind, warmth: Double) -> KalmanFilter<3> {
        let (x, p) = (filter.state, filter.covariance)
        var parts = KalmanFilter<8>.Vector(repeating: 0)
        (parts[Self.frequency], parts[Self.day], parts[Self.halfDay], parts[Self.weather]) = (1, 1, 1, 1)
        parts[Self.warmth] = kind.isAided ? warmth : 0
        var out = KalmanFilter<3>()
        out.state[0] = x[0]
        out.covariance[0][0] = p[0][0]
        for i in 1..<8 {
            out.state[1] += parts[i] * x[i]
            out.covariance[0][1] += parts[i] * p[0][i]
            for j in 1..<8 { out.covariance[1][1] += parts[i] * parts[j] * p[i][j] }
        }
        out.covariance[1][0] = out.covariance[0][1]
        let rate = HoldoverTurn.angularRate
        out.state[2] = rate * (x[Self.day + 1] + 2 * x[Self.halfDay + 1]) - x[Self.weather] / kind.weatherTime
        out.covariance[2][2] = rate * rate * (p[Self.day + 1][Self.day + 1] + 4 * p[Self.halfDay + 1][Self.halfDay + 1])
        return out
    }

    /// Mean of the phase, and its variance, after `turn`, if nothing is heard until then. The turn may be of any
    /// length.
    func forecast(_ turn: HoldoverTurn, _ kind: HoldoverKind, _ noise: OscillatorNoise, doubt: Double)
        -> (mean: Double, variance: Double)
    {
        let (t, tau) = (turn.length, kind.weatherTime)
        let kept = exponential(-t / tau)
        var gains = Move(turn, kind).gains
        gains[0] = 1
        gains[Self.weather] = tau * (1 - kept)
        var (mean, variance) = (0.0, noise.white * t)
        for i in 0..<8 where gains[i] != 0 {
            mean += gains[i] * filter.state[i]
            for j in 0..<8 { variance += gains[i] * gains[j] * filter.covariance[i][j] }
        }
        variance += noise.walk * (kind.lasting + doubt) * t * t * t / 3
        // What a first-order Markov process that begins at nothing adds up to.
        let passed =
            t < tau / 100 ? t * t * t / 3 : tau * tau * (t - 2 * tau * (1 - kept) + tau / 2 * (1 - kept * kept))
        return (mean, variance + noise.walk * kind.passing * passed)
    }
}
