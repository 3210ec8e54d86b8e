// SPDX-License-Identifier: Apache-2.0

import Board
public import TimeBase

/// How wrong the clock may be.
extension Discipline {
    /// How many standard deviations a bound spans: one second in some ten thousand of a normal distribution lies
    /// beyond 3.9; the rest is for what no model knows.
    private static let outageWidth = 4.2
    private static let lockedWidth = 5.4
    private var width: Double {
        guard isOutage, let daily else { return stretch * Self.lockedWidth * surprise.excess }
        return stretch * Self.outageWidth * daily.stretch
    }
    private var isOutage: Bool { age > Self.shortGap }
    /// The part of the error that is suspected rather than estimated.
    private var bias: Double { surprise.lag }

    /// Bound on |clock − reference| from now on, as far as this discipline can know.
    public var errorBound: ErrorBound {
        // Before the noise of the stamps is known, no measurement says how far it may be off.
        guard model != nil, believed > 0, isNoiseKnown, let daily else { return .unknown }
        let p = estimate.covariance
        let rest = estimate.state[1] + estimate.state[2] / 2 + applied.frequency
        let towardsZero = rest * estimate.state[0] < 0
        let white = noiseAhead.white.squareRoot() / 2
        // Until the gap is longer than a short one the locked model speaks, and of its drift no further than that.
        let near = width * (max(p[1][1], 0).squareRoot() + max(p[2][2], 0).squareRoot() * Self.shortGap)
        let (ahead, far) = (daily.outlook, stretch * Self.outageWidth)
        return ErrorBound(
            base: .realSeconds(estimate.state[0].magnitude + bias.magnitude + chance),
            growth: (towardsZero ? 0 : rest.magnitude) + max(near, far * ahead.growth) + width * white,
            wander: max(far * ahead.wander, width * (noiseAhead.walk / 3).squareRoot()))
    }

    /// What the base of ``errorBound`` is made up of; `nil` while nothing is known.
    var errorParts: (offset: Duration, lag: Duration, chance: Duration)? {
        guard model != nil, believed > 0, isNoiseKnown else { return nil }
        return (
            .realSeconds(estimate.state[0].magnitude), .realSeconds(bias.magnitude), .realSeconds(chance)
        )
    }

    /// How far the clock may be from where it is estimated, s.
    private var chance: Double {
        width * (max(estimate.covariance[0][0], 0).squareRoot() + noiseAhead.white.squareRoot() / 2)
    }

    /// Bound on |clock − reference| one second from now, s.
    public var boundInOneSecond: Double {
        guard model != nil, believed > 0, isNoiseKnown else { return 4e9 }
        let (p, noise) = (estimate.covariance, noiseAhead)
        let expected = estimate.state[0] + estimate.state[1] + estimate.state[2] / 2 + applied.frequency
        let variance = p[0][0] + 2 * p[0][1] + p[1][1] + noise.white
        return expected.magnitude + bias.magnitude + width * max(variance, 0).squareRoot()
    }

    private var noiseAhead: OscillatorNoise {
        var noise = calmNoise
        noise.white = max(noise.white, model?.whiteNoise ?? 0)
        return noise
    }
}

extension Discipline {
    /// Hears how warm it is beside the oscillator; about once a second, before the turn.
    public mutating func hear(temperature celsius: Double) { daily?.hear(temperature: celsius) }
}
