// SPDX-License-Identifier: Apache-2.0

public import Board
public import NTP
public import TimeBase

/// What came over the receiver's line.
public struct TappedLine: Sendable, BitwiseCopyable {
    public enum Kind: Sendable, BitwiseCopyable {
        case bytes(ByteChunk)
        case opened
        case lost(PortFault)
    }

    /// When the first of the bytes arrived.
    public var at: MonotonicInstant
    public var kind: Kind

    public init(at: MonotonicInstant, _ kind: Kind) { (self.at, self.kind) = (at, kind) }

    /// `nil` for an event that is not about the receiver's line.
    init?(_ event: TimingEvent) {
        switch event.kind {
        case .bytes(let chunk): self.init(at: event.at, .bytes(chunk))
        case .receiverOpened: self.init(at: event.at, .opened)
        case .receiverLost(let fault): self.init(at: event.at, .lost(fault))
        default: return nil
        }
    }
}

/// An edge of the pulse, and what was made of it.
public struct TappedPulse: Sendable, BitwiseCopyable {
    public var at: MonotonicInstant
    /// The kept clock's reading at the edge, before any correction that followed.
    public var edge: PulseEdge
    /// Which second it was found to mark; `nil` while that is not established.
    public var marks: TAIInstant?
    /// How far it was from where it was predicted, clock − reference; `nil` before that is known.
    public var residual: Duration?
    /// What the receiver announced of its error: positive, it comes late; `nil` where it says nothing.
    public var sawtooth: Duration?
    /// How UTC lies to TAI.
    public var utc: UTCRelation

    public init(
        at: MonotonicInstant, edge: PulseEdge, marks: TAIInstant?, residual: Duration? = nil,
        sawtooth: Duration? = nil, utc: UTCRelation
    ) {
        (self.at, self.edge, self.marks, self.residual) = (at, edge, marks, residual)
        (self.sawtooth, self.utc) = (sawtooth, utc)
    }
}

/// An NTP request, and what became of it.
public struct TappedRequest: Sendable, BitwiseCopyable {
    public var at: MonotonicInstant
    public var source: IPEndpoint
    /// As the datagram says, 0...7 each; 0 where it is empty.
    public var version: UInt8
    public var mode: UInt8
    /// Why it got no answer; `nil`: it got one.
    public var refusal: Refusal?

    public init(at: MonotonicInstant, source: IPEndpoint, version: UInt8, mode: UInt8, refusal: Refusal?) {
        (self.at, self.source, self.refusal) = (at, source, refusal)
        (self.version, self.mode) = (version, mode)
    }
}
