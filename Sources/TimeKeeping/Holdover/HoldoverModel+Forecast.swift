// SPDX-License-Identifier: Apache-2.0

/// What lies ahead if nothing is heard any more.
extension HoldoverModel {
    /// Free-running phase, s, and its variance `span` seconds after where the hypotheses are; and what a kelvin more
    /// than now does to the frequency. At the temperature of now.
    func forecast(after span: Double) -> (mean: Double, variance: Double, coefficient: Double) {
        let turn = HoldoverTurn(span, warmth: thermometer.latest, isDeaf: true)
        var (mean, square, coefficient) = (0.0, 0.0, 0.0)
        let near = known.state[0]
        for i in 0..<HoldoverKind.count where weights[i] > 1e-6 {
            let kind = HoldoverKind.kind(i)
            let (each, variance) = hypotheses[i].forecast(turn, kind, noise, doubt: doubt(of: i))
            mean += weights[i] * (each - near)
            square += weights[i] * (variance + (each - near) * (each - near))
            if kind.isAided { coefficient += weights[i] * hypotheses[i].filter.state[HoldoverHypothesis.warmth] }
        }
        return (near + mean, max(square - mean * mean, 0), coefficient)
    }

    /// How a bound on the phase's error will grow.
    mutating func lookAhead() {
        let stretch = rehearsal.stretch(after: sinceBlock)
        let p = known.covariance
        outlook.begin(now: stretch * p[0][0].squareRoot(), rate: stretch * max(p[1][1], 0).squareRoot())
        for place in 0..<HoldoverOutlook.places {
            let span = HoldoverOutlook.span(place)
            let deviation = forecast(after: span).variance.squareRoot()
            outlook.include(deviation * rehearsal.stretch(after: sinceBlock + span), after: span)
        }
    }

    /// Every hour a rehearsal of an outage begins, and others end.
    mutating func rehearse() {
        guard settlings == 2, rehearsal.isDue else { return }
        rehearsal.compare(phase: known.state[0], rate: known.state[1])
        rehearsal.beginOne(warmth: thermometer.latest)
        for place in 0..<Rehearsal.places {
            let forecast = forecast(after: Rehearsal.span(place))
            rehearsal.expect(forecast.mean, forecast.variance, coefficient: forecast.coefficient, at: place)
        }
    }

    /// A real outage is over, and shows what it did to the clock.
    mutating func learnFromOutage(measured: Double, noise: Double) {
        let variance = known.covariance[0][0] + noise
        rehearsal.learn(from: measured - known.state[0], variance: variance, after: sinceBlock)
    }
}
