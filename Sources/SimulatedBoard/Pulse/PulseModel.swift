// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// How a pulse per second, and the stamping of it, falls short.
public struct PulseModel: Sendable, Equatable {
    /// What becomes of the pulse while the receiver has no fix.
    public enum WithoutFix: Sendable, Equatable {
        /// There is none: what u-blox receivers do unless they are told otherwise.
        case stops
        /// It runs on by the receiver's own clock: before the first fix at a phase of its own, after the loss of one
        /// from where it was. `drift`: fractional, positive: the edges come later and later.
        case runs(drift: Double)
    }

    /// White noise of edge and stamp together, RMS.
    public var jitter: Duration = .nanoseconds(100)
    /// The period of the receiver's own clock, on whose ticks alone an edge can come: the sawtooth's peak to peak.
    /// Zero: none.
    public var tick: Duration = .picoseconds(20_833)
    /// Probability of an edge that does not come.
    public var missing = 0.0
    /// Probability of an edge that is followed by a second one within half a second.
    public var doubled = 0.0
    /// Probability of an edge that is stamped late, by 50 µs plus an exponential of mean 100 µs, cut at 500 µs: an
    /// interrupt that had to wait.
    public var late = 0.0
    /// What cables and inputs hold every edge up for: positive, late.
    public var delay: Duration = .zero
    /// What the input says of the uncertainty of its stamps.
    public var statedUncertainty: Duration = .zero
    /// What the pulse does while there is no fix.
    public var withoutFix = WithoutFix.stops

    public init() {}
}
