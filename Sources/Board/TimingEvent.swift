// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Everything that the timing loop hears, one thing at a time. What is recorded in flight is a sequence of these,
/// and a sequence of these, replayed, gives the same outputs bit for bit.
public struct TimingEvent: Sendable, BitwiseCopyable {
    public enum Kind: Sendable, BitwiseCopyable {
        /// Nothing was heard up to now; time has passed.
        case tick
        /// The receiver's port opened, at first or again.
        case receiverOpened
        /// The receiver's port is gone or cannot be opened.
        case receiverLost(PortFault)
        /// Bytes from the receiver; `at` is when the first of them arrived.
        case bytes(ByteChunk)
        case pulse(PulseEdge)
        /// The disciplined clock was stepped by someone else.
        case clockStepped(ClockStep)
        /// Another clock of this board was compared with the disciplined one.
        case compared(ClockComparison)
        /// How warm it is near the oscillator, °C.
        case temperature(Double)
        /// What other servers say of the disciplined clock.
        case upstream(UpstreamReading)
        case command(OperatorCommand)
    }

    /// When it was heard, on the host's monotonic counter.
    public var at: MonotonicInstant
    public var kind: Kind

    public init(at: MonotonicInstant, _ kind: Kind) {
        (self.at, self.kind) = (at, kind)
    }
}

/// One edge of the pulse per second.
public struct PulseEdge: Sendable, BitwiseCopyable {
    /// The disciplined clock's reading at the edge.
    public var reading: ClockReading
    /// How uncertain the stamp itself is (interrupt latency, cross-reading); zero where the input knows none.
    public var uncertainty: Duration

    public init(reading: ClockReading, uncertainty: Duration = .zero) {
        (self.reading, self.uncertainty) = (reading, uncertainty)
    }
}

/// A step of the disciplined clock that we did not make.
public struct ClockStep: Sendable, BitwiseCopyable {
    /// The era that began with it.
    public var era: UInt32
    /// Positive: the clock was set forward.
    public var change: Duration

    public init(era: UInt32, change: Duration) {
        (self.era, self.change) = (era, change)
    }
}

/// One reading of a following clock (a NIC's hardware clock) against the disciplined one.
public struct ClockComparison: Sendable, BitwiseCopyable {
    /// Which follower: the board's number for it, from 0.
    public var follower: UInt8
    /// The follower's own era: another one than last time, and it was stepped meanwhile.
    public var era: UInt32
    /// Follower − disciplined clock: positive, the follower is ahead.
    public var offset: Duration
    /// How far `offset` may be off, by the time that reading both took.
    public var uncertainty: Duration

    public init(follower: UInt8, era: UInt32, offset: Duration, uncertainty: Duration) {
        self.follower = follower
        self.era = era
        self.offset = offset
        self.uncertainty = uncertainty
    }
}

/// What an operator may ask of the timing loop.
public enum OperatorCommand: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// Forget the established second and acquire anew: the way out when the receiver was right and we were not.
    case reacquire
}

/// Why a port gives no bytes, by what can be done about it.
public enum PortFault: UInt8, Error, Sendable, BitwiseCopyable, CaseIterable {
    /// There is no such device (yet, or any more): wait for it.
    case absent
    /// We may not open it: a matter of rights.
    case denied
    /// Another program has it.
    case busy
    /// It opened but failed in use: try again.
    case failed
}
