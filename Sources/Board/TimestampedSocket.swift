// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What is known of one datagram besides its bytes.
public struct DatagramArrival: Sendable, BitwiseCopyable {
    /// When it arrived, by the best stamp there is: the kernel's, or else when it was read.
    public var at: MonotonicInstant
    public var source: IPEndpoint
    /// The local address that was asked, where the socket listens at several of them.
    public var asked: IPAddress?
    /// Octets held in the buffer; never more than its size.
    public var count: Int
    /// Whether the datagram was longer than the buffer, so that its end is lost.
    public var isTruncated: Bool
    /// Whether `at` is the kernel's stamp, or the card's, rather than the moment of reading.
    public var isStampedByKernel: Bool

    public init(
        at: MonotonicInstant, source: IPEndpoint, count: Int, isTruncated: Bool = false, isStampedByKernel: Bool = true,
        asked: IPAddress? = nil
    ) {
        self.asked = asked
        self.at = at
        self.source = source
        self.count = count
        self.isTruncated = isTruncated
        self.isStampedByKernel = isStampedByKernel
    }
}

/// When a reply left, as the kernel or the network card tells it some time later.
public struct SentStamp: Hashable, Sendable, BitwiseCopyable {
    /// Which reply: how many wishes (``TimestampedSocket/wantStamp(of:)``) came before its own, modulo 2³².
    public var number: UInt32
    public var at: MonotonicInstant
    /// Whether it is the network card's word, which may come after the kernel's for the same reply.
    public var isByCard: Bool

    public init(number: UInt32, at: MonotonicInstant, isByCard: Bool = false) {
        (self.number, self.at, self.isByCard) = (number, at, isByCard)
    }
}

/// A datagram socket that answers what it hears, a batch at a time, out of buffers that it owns.
///
/// The order of calls is: `receive`; then for each index of the batch `arrival`, `withBuffer` to turn the request
/// into its reply in place, and `setReply`; then `sendReplies` over one or more ranges that cover the batch.
/// An index outside the last batch is a programmer's error and traps.
///
/// What is read for each datagram or batch is `mutating` although it changes nothing: the compiler hands a value of
/// hundreds of octets over to what only reads it as a copy, which costs more than the reading.
public protocol TimestampedSocket: ~Copyable {
    /// The counter that arrivals are stamped with.
    var now: MonotonicInstant { mutating get }
    /// Where it listens, with the port that it was really given.
    var local: IPEndpoint { get }
    /// The largest batch.
    static var batchCapacity: Int { get }

    /// Waits for at least one datagram, but not for ever; returns how many there are, zero when none came.
    mutating func receive() throws(SocketFault) -> Int
    mutating func arrival(of index: Int) -> DatagramArrival
    /// Lends the whole buffer of a datagram, whose first `arrival.count` octets are what arrived.
    mutating func withBuffer<Result>(of index: Int, _ body: (inout MutableSpan<UInt8>) -> Result) -> Result
    /// Marks the first `count` octets of the buffer as the reply; zero (as after `receive`): nothing is sent.
    mutating func setReply(to index: Int, count: Int)
    /// Sends the marked replies of a range, each to where its request came from and from the address that was asked.
    /// Returns how many the kernel took; the rest are dropped, as UDP may.
    mutating func sendReplies(_ range: Range<Int>) throws(SocketFault) -> Int

    /// Wishes to be told when the reply to `index` leaves; once, after `setReply` and in the order of sending. Returns
    /// whether that can be told: only then is the wish counted.
    mutating func wantStamp(of index: Int) -> Bool
    /// Takes what has been told since, without waiting; returns how many stamps there are, which ``sentStamp(_:)`` reads.
    mutating func takeStamps() -> Int
    mutating func sentStamp(_ index: Int) -> SentStamp?
    /// How many datagrams the system threw away before they could be received, for want of room or time, since it was
    /// opened, modulo 2³²; `nil` where that is not known.
    var overruns: UInt32? { get }
    /// How full the system's queue of datagrams is that have not been received: 0 to 1; `nil` where that is not known.
    var fill: Double? { mutating get }
    /// How many ``sift(passing:share:)`` can know.
    static var mostPassing: Int { get }
    /// From soon on the system itself drops what comes, but for some networks, and of all others a share by chance.
    /// - Parameters:
    ///   - networks: the first 64 bits of an IPv6 address, or 32 ones and an IPv4 address.
    ///   - share: in 2³²; the largest number: nothing is dropped any more.
    mutating func sift(passing networks: Span<UInt64>, share: UInt32)
    /// Whether the last of these wishes is not in force yet.
    var isSifting: Bool { mutating get }
    /// Looks which addresses this machine has now; to be called every second or so.
    mutating func lookAtAddresses()
}

/// Sockets that tell of no sending, and of nothing lost.
extension TimestampedSocket where Self: ~Copyable {
    public mutating func wantStamp(of index: Int) -> Bool { false }
    public mutating func takeStamps() -> Int { 0 }
    public func sentStamp(_ index: Int) -> SentStamp? { nil }
    public var overruns: UInt32? { nil }
    public var fill: Double? { nil }
    public static var mostPassing: Int { 0 }
    public mutating func sift(passing networks: Span<UInt64>, share: UInt32) {}
    public var isSifting: Bool { false }
    public mutating func lookAtAddresses() {}
}

/// Why a socket could not do its work, by what can be done about it.
public enum SocketFault: Error, Hashable, Sendable {
    /// Another program listens there.
    case addressInUse
    /// The host does not have this address (yet, or any more): wait for it.
    case addressAbsent
    /// A matter of rights: a port below 1024 without the capability.
    case denied
    /// The kernel has no such protocol: IPv6 switched off.
    case unsupported
    /// Anything else, with the kernel's error number.
    case failed(errno: Int32)
}
