// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What the timing loop publishes for those who tell the time: what is claimed, and the clock that it is claimed of.
/// Both in one value, so that no reply joins the claim of one moment with the clock of another.
public struct ServedTime: Sendable, BitwiseCopyable {
    public var state: TimeState
    public var clock: ClockMapping
    /// How the counter of `clock` and `state` runs against the counter that the sockets stamp with.
    public var counter: CounterRelation

    public init(state: TimeState, clock: ClockMapping, counter: CounterRelation = .same) {
        (self.state, self.clock, self.counter) = (state, clock, counter)
    }
}

/// Two monotonic counters: the host's, which sockets stamp with, and the board's, which the clock is kept against.
/// On a real board they are one; a simulated board's counter has the errors of its simulated oscillator.
public struct CounterRelation: Sendable, BitwiseCopyable {
    public var host: MonotonicInstant
    /// What the board's counter showed at `host`.
    public var board: MonotonicInstant
    /// Fractional rate of the board's counter against the host's.
    public var rate: Double

    public init(host: MonotonicInstant, board: MonotonicInstant, rate: Double) {
        (self.host, self.board, self.rate) = (host, board, rate)
    }

    /// One and the same counter.
    public static let same = CounterRelation(
        host: MonotonicInstant(sinceEpoch: .zero), board: MonotonicInstant(sinceEpoch: .zero), rate: 0)

    /// The board's counter at an instant of the host's. Good to the nanosecond within 10⁶ s of the anchor at 1 ppm.
    public func board(at instant: MonotonicInstant) -> MonotonicInstant {
        let elapsed = instant - host
        return board + elapsed + (rate == 0 ? .zero : .realSeconds(elapsed.realSeconds * rate))
    }
}
