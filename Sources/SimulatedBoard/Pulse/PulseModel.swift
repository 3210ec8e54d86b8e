// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// How a pulse per second, and the stamping of it, falls short.
public struct PulseModel: Sendable, Equatable {
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
    /// What the input says of the uncertainty of its stamps.
    public var statedUncertainty: Duration = .zero
    /// Whether the receiver gives a pulse before its first fix, at a phase of its own.
    public var beforeFix = false

    public init() {}
}
