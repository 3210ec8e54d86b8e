// SPDX-License-Identifier: Apache-2.0

/// Why a message was not acted upon.
public enum MessageRefusal: UInt8, Error, Sendable, BitwiseCopyable, CaseIterable {
    /// Too short, of another major version, of no known type, or shorter than it says.
    case malformed
    /// Of another domain or sdoId.
    case otherDomain
    /// Sent by ourselves.
    case own
    /// An event message without a stamp of its arrival.
    case unstamped
    /// Of a kind that this port's profile or state does not answer.
    case notServed
    /// Unicast that nobody granted.
    case notGranted
    /// More than was granted, or more than one client may ask.
    case tooFast
    /// No room for another client, or another promise.
    case full
    /// A management message that may not be obeyed.
    case denied
}

/// What a port did, one number per kind of message and outcome.
public struct PortCounters: Sendable, BitwiseCopyable {
    private var received = InlineArray<16, UInt64>(repeating: 0)
    private var sent = InlineArray<16, UInt64>(repeating: 0)
    private var refusals = InlineArray<9, UInt64>(repeating: 0)
    /// Transmit stamps that came too late to be told, and those that never came.
    public var stampsLate: UInt64 = 0
    public var stampsLost: UInt64 = 0
    /// Messages that the kernel did not take.
    public var unsent: UInt64 = 0
    /// Unicast requests granted and refused, and grants given back.
    public var granted: UInt64 = 0
    public var grantsRefused: UInt64 = 0
    public var cancelled: UInt64 = 0
    /// Times that another master made this port passive.
    public var handovers: UInt64 = 0

    public init() {}

    public subscript(received type: MessageType) -> UInt64 {
        get { received[Int(type.rawValue)] }
        set { received[Int(type.rawValue)] = newValue }
    }

    public subscript(sent type: MessageType) -> UInt64 {
        get { sent[Int(type.rawValue)] }
        set { sent[Int(type.rawValue)] = newValue }
    }

    public subscript(refusal: MessageRefusal) -> UInt64 {
        get { refusals[Int(refusal.rawValue)] }
        set { refusals[Int(refusal.rawValue)] = newValue }
    }
}
