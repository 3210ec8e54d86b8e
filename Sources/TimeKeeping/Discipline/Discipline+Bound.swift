// SPDX-License-Identifier: Apache-2.0

import Board
public import TimeBase

/// How wrong the clock may be.
extension Discipline {
    /// How many standard deviations a bound spans: one second in some ten thousand of a normal distribution lies
    /// beyond 3.9; the rest is for what no model knows.
    private static let normalWidth = 4.2
    private var width: Double { Self.normalWidth * stretch }

    /// Bound on |clock − reference| from now on, as far as this discipline can know.
    public var errorBound: ErrorBound {
        // Before the noise of the stamps is known, no measurement says how far it may be off.
        guard model != nil, believed > 0, isNoiseKnown else { return .unknown }
        let (p, noise) = (estimate.covariance, noiseAhead)
        let phase = max(p[0][0] + outagePhase, 0).squareRoot()
        let rest = estimate.state[1] + estimate.state[2] / 2 + applied.frequency
        let towardsZero = rest * estimate.state[0] < 0
        let white = noise.white.squareRoot() / 2
        // √(walk/3 · t³) ≤ this line and parabola, which touch it at 100 s.
        let walk = (noise.walk / 3).squareRoot()
        let frequency = max(p[1][1] + outageFrequency, 0).squareRoot()
        return ErrorBound(
            base: .realSeconds(estimate.state[0].magnitude + bias.magnitude + width * (phase + white)),
            growth: (towardsZero ? 0 : rest.magnitude) + width * (frequency + white + 5 * walk),
            acceleration: width * (walk / 20 + max(p[2][2], 0).squareRoot() / 2))
    }

    /// What the base of ``errorBound`` is made up of; `nil` while nothing is known.
    var errorParts: (offset: Duration, lag: Duration, chance: Duration)? {
        guard model != nil, believed > 0, isNoiseKnown else { return nil }
        let phase = max(estimate.covariance[0][0] + outagePhase, 0).squareRoot()
        let white = noiseAhead.white.squareRoot() / 2
        return (
            .realSeconds(estimate.state[0].magnitude), .realSeconds(bias.magnitude),
            .realSeconds(width * (phase + white))
        )
    }

    /// Bound on |clock − reference| one second from now, s.
    public var boundInOneSecond: Double {
        guard model != nil, believed > 0, isNoiseKnown else { return 4e9 }
        let (p, noise) = (estimate.covariance, noiseAhead)
        let expected = estimate.state[0] + estimate.state[1] + estimate.state[2] / 2 + applied.frequency
        let variance = p[0][0] + 2 * p[0][1] + p[1][1] + noise.white + outagePhase + outageFrequency
        return expected.magnitude + bias.magnitude + width * max(variance, 0).squareRoot()
    }

    /// What the day and its weather do to this oscillator is not known before a day was seen: until then its frequency
    /// may wander with this many times the variance that shows from minute to minute.
    private static let unseenDoubt = 30.0
    private static let day = 86_400.0

    private var outageFrequency: Double {
        guard age > Self.shortGap, let daily else { return 0 }
        return Self.unseenDoubt * max(0, 1 - Double(believed) / Self.day) * daily.walk * age
    }
    private var outagePhase: Double { outageFrequency * age * age / 3 }

    private var noiseAhead: OscillatorNoise {
        var noise = calmNoise
        noise.white = max(noise.white, model?.whiteNoise ?? 0)
        return noise
    }
}

extension Discipline {
    /// Hears how warm it is beside the oscillator; about once a second, before the turn.
    public mutating func hear(temperature celsius: Double) { daily?.thermometer.hear(celsius) }
}
