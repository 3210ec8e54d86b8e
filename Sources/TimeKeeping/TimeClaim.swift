// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// One navigation epoch of a receiver, as far as timekeeping needs it: "my solution of this instant, said then".
public struct TimeClaim: Sendable, BitwiseCopyable {
    /// The instant that the receiver's solution is of. Usually a whole second, but not always (5 Hz, or a receiver
    /// whose epochs lie off the second).
    public var time: TAIInstant
    /// When the first byte of the epoch's messages arrived.
    public var arrival: MonotonicInstant
    /// Whether the receiver itself says that this time may be believed.
    public var isValid: Bool
    /// The receiver's own estimate of its time error, one sigma, where it gives one.
    public var accuracy: Duration?
    public var satellitesUsed: UInt16
    public var reference: TimeReference
    public var signal: SignalFacts
    /// Where the antenna is, where the epoch says.
    public var place: AntennaPlace?
    /// How alike its satellites are in strength, where the epoch says.
    public var spread: SignalSpread?

    public init(
        time: TAIInstant, arrival: MonotonicInstant, isValid: Bool, accuracy: Duration? = nil,
        satellitesUsed: UInt16 = 0, reference: TimeReference = .gnss,
        signal: SignalFacts = .init()
    ) {
        self.time = time
        self.arrival = arrival
        self.isValid = isValid
        self.accuracy = accuracy
        self.satellitesUsed = satellitesUsed
        self.reference = reference
        self.signal = signal
    }
}

/// A timing receiver's announcement of a pulse (UBX-TIM-TP): which second the *next* edge marks, and by how much
/// that edge will miss it.
public struct PulseForecast: Sendable, BitwiseCopyable {
    /// The instant that the edge marks, to the second.
    public var marks: TAIInstant
    /// When the announcement arrived; the edge follows within about a second.
    public var arrival: MonotonicInstant
    /// Where the edge will really lie, minus the instant it marks: positive, the edge comes late.
    public var sawtooth: Duration

    public init(marks: TAIInstant, arrival: MonotonicInstant, sawtooth: Duration) {
        (self.marks, self.arrival, self.sawtooth) = (marks, arrival, sawtooth)
    }
}
