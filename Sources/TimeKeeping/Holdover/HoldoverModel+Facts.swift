// SPDX-License-Identifier: Apache-2.0

/// What was learned, as the hypotheses say together.
extension HoldoverModel {
    /// The amplitude of the day's swing; the hypotheses that leave it to the thermometer say that there is none.
    var swing: OscillatorFacts.Figure {
        let day = HoldoverHypothesis.day
        let (cosine, sine) = (mixed(day, by: weights), mixed(day + 1, by: weights))
        let amplitude = (cosine.value * cosine.value + sine.value * sine.value).squareRoot()
        let variance = (cosine.deviation * cosine.deviation + sine.deviation * sine.deviation) / 2
        return .init(amplitude, deviation: variance.squareRoot())
    }

    /// What a kelvin does; `nil` while hardly more is known of it than at the beginning.
    var warmth: OscillatorFacts.Figure? {
        let figure = mixed(HoldoverHypothesis.warmth, by: weightsOfAided)
        return figure.deviation < 0.9 * HoldoverHypothesis.warmthPrior ? figure : nil
    }

    /// Without a thermometer those that want one weigh nothing, but go on knowing what they have learned.
    private var weightsOfAided: InlineArray<7, Double> {
        var (best, sum) = (-Double.infinity, 0.0)
        for i in 0..<HoldoverKind.count where HoldoverKind.kind(i).isAided { best = max(best, evidence[i]) }
        var aided = InlineArray<7, Double>(repeating: 0)
        for i in 0..<HoldoverKind.count where HoldoverKind.kind(i).isAided {
            aided[i] = exponential(evidence[i] - best)
            sum += aided[i]
        }
        for i in 0..<HoldoverKind.count { aided[i] /= sum }
        return aided
    }

    /// Mean and deviation of one part of the frequency.
    private func mixed(_ part: Int, by weights: InlineArray<7, Double>) -> OscillatorFacts.Figure {
        var (mean, square) = (0.0, 0.0)
        for i in 0..<HoldoverKind.count { mean += weights[i] * hypotheses[i].filter.state[part] }
        for i in 0..<HoldoverKind.count {
            let away = hypotheses[i].filter.state[part] - mean
            square += weights[i] * (max(hypotheses[i].filter.covariance[part][part], 0) + away * away)
        }
        return .init(mean, deviation: square.squareRoot())
    }

    var shares: OscillatorFacts.Shares {
        var shares = OscillatorFacts.Shares()
        for i in 0..<HoldoverKind.count {
            let kind = HoldoverKind.kind(i)
            if kind.isAided {
                shares.aided += weights[i]
            } else if kind.passing > 0 {
                shares.weather += weights[i]
            } else {
                shares.lasting += weights[i]
            }
        }
        return shares
    }

    var stretches: OscillatorFacts.Stretches { .init(stretch(at: 0), stretch(at: 2), stretch(at: 4)) }

    private func stretch(at place: Int) -> OscillatorFacts.Stretch {
        let span = Rehearsal.span(place)
        return .init(span: span, factor: rehearsal.stretch(after: span), count: rehearsal.counts[place])
    }
}
