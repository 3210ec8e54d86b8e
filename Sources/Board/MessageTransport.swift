// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The 48-bit address of an interface, or of a group of them.
public struct MACAddress: Hashable, Sendable, BitwiseCopyable {
    /// The first octet most significant; the upper 16 bits are zero.
    public var number: UInt64

    public init(_ number: UInt64) { self.number = number & 0xFFFF_FFFF_FFFF }

    /// Whether it names a group (IEEE 802, 8.2.2).
    public var isGroup: Bool { number >> 40 & 1 == 1 }
}

/// Where a message comes from or goes to, on whichever transport.
public enum MessageAddress: Hashable, Sendable, BitwiseCopyable {
    /// `scope`: the interface's index for link-local IPv6 addresses, else 0. The ports are the transport's own.
    case ip(IPAddress, scope: UInt32 = 0)
    case ethernet(MACAddress)

    /// Whether it names a group of hosts.
    public var isGroup: Bool {
        switch self {
        case .ip(let address, _):
            address.v4.map { $0 >> 28 == 0xE } ?? (address.number >> 120 == 0xFF)
        case .ethernet(let address): address.isGroup
        }
    }
}

/// When something passed the wire, as far as that is known.
public enum WireStamp: Sendable, BitwiseCopyable, Equatable {
    /// By the card, in its own clock's time: nanoseconds as the clock shows them.
    case hardware(nanoseconds: Int64)
    /// By the kernel, on the host's counter.
    case kernel(MonotonicInstant)
    case none
}

/// What is known of one message besides its octets.
public struct MessageArrival: Sendable, BitwiseCopyable {
    /// When it was read.
    public var at: MonotonicInstant
    /// When it passed the wire; asked for event messages only.
    public var stamp: WireStamp
    public var source: MessageAddress
    /// Whether it was sent to a group rather than to us alone.
    public var toGroup: Bool
    /// Whether it came where event messages come (UDP: port 319; Ethernet: always).
    public var isEvent: Bool
    /// Octets in the buffer.
    public var count: Int

    public init(
        at: MonotonicInstant, stamp: WireStamp = .none, source: MessageAddress, toGroup: Bool = true,
        isEvent: Bool = true, count: Int
    ) {
        (self.at, self.stamp, self.source) = (at, stamp, source)
        (self.toGroup, self.isEvent, self.count) = (toGroup, isEvent, count)
    }
}

/// How a message is to go.
public struct MessageEnvelope: Sendable, BitwiseCopyable {
    public var destination: MessageAddress
    /// UDP: port 319 rather than 320.
    public var isEvent: Bool
    /// Under which number its transmit stamp is to be told; `nil`: none is wanted. Numbers are the sender's own.
    public var ticket: UInt32?

    public init(to destination: MessageAddress, isEvent: Bool, ticket: UInt32? = nil) {
        (self.destination, self.isEvent, self.ticket) = (destination, isEvent, ticket)
    }
}

/// What takes messages to be sent.
public protocol MessageSink: ~Copyable {
    /// Lends a buffer of at least ``MessageEnvelope/room`` octets, to be sent with the next flush; `fill` returns how many
    /// it wrote, zero: nothing is sent.
    mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int)
}

extension MessageEnvelope {
    /// Octets that a message may have: what Ethernet carries without fragments, less IPv6's and UDP's headers.
    public static let room = 1452
}

/// A port's way to its network: event and general messages, of one transport on one interface, with stamps.
///
/// The order of calls is: `wait`; `receive`, and for each index `arrival` and `withMessage`; `nextTransmitStamp` until there
/// is none; `send` any number of times; `flush`.
public protocol MessageTransport: MessageSink, ~Copyable {
    var now: MonotonicInstant { get }
    /// Waits until something has come (a message, a transmit stamp), but not beyond `deadline`.
    mutating func wait(until deadline: MonotonicInstant)
    /// Takes what is there, up to a batch; returns how many.
    mutating func receive() throws(SocketFault) -> Int
    func arrival(of index: Int) -> MessageArrival
    /// Lends the octets that arrived.
    func withMessage<Result>(of index: Int, _ body: (Span<UInt8>) -> Result) -> Result
    /// Stamps of messages that were sent, in any order; one that is lost never comes.
    mutating func nextTransmitStamp() -> (ticket: UInt32, stamp: WireStamp)?
    /// Sends what was lent out. Returns how many messages the kernel did not take.
    mutating func flush() throws(SocketFault) -> Int
}

extension MessageTransport where Self: ~Copyable {
    /// Copies a message, as far as there is room, for whom it must outlast the next use of the transport.
    /// - Returns: octets copied.
    @inlinable public func copyMessage(_ index: Int, into room: inout [UInt8]) -> Int {
        withMessage(of: index) { octets in
            var span = room.mutableSpan
            let count = min(octets.count, span.count)
            for place in 0..<count { span[place] = octets[place] }
            return count
        }
    }
}
