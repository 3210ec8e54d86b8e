// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc
public import TimeBase

/// A UDP socket that hears and answers in batches, with the kernel's receive stamps, out of buffers made once.
///
/// Several may share an address (SO_REUSEPORT), one to a thread; the kernel deals the clients out among them. One that
/// listens on all addresses answers from the one that was asked.
@safe public struct UDPSocket: TimestampedSocket, ~Copyable {
    public static var batchCapacity: Int { 64 }
    /// An NTP packet with NTS is shorter than this; what is longer is cut off and said to be.
    public static var bufferSize: Int { 2048 }

    private let descriptor: FileDescriptor
    private let batch: OpaquePointer
    private let arrivals: UnsafeMutablePointer<clinux_arrival>
    /// The batch's first buffer, and how far they lie apart: so ``withBuffer(of:_:)`` is part of those who call it.
    @usableFromInline let firstBuffer: UnsafeMutablePointer<UInt8>
    @usableFromInline let pace: Int
    private var relation = RealtimeRelation.read()
    @usableFromInline private(set) var count = 0
    private var stamps: SentStamps
    private var cards: CardReader
    /// From the first filter on.
    private var sifter: Sifter?
    public let local: IPEndpoint

    /// - Parameters:
    ///   - endpoint: where to listen, a multicast group among others, which is joined; port 0 lets the kernel choose.
    ///   - isShared: whether further sockets may listen on the same address. Otherwise another program that tries
    ///     is refused, and so is this one where another was first: two clocks must not answer in turn.
    ///   - receiveBuffer: octets that may wait in the kernel; clamped to the host's limit.
    ///   - patience: how long ``receive()`` waits for a first datagram.
    ///   - cards: the network cards whose stamps are better than the kernel's; `nil`: none.
    public init(
        listeningOn endpoint: IPEndpoint, isShared: Bool = false, receiveBuffer: Int = 4 << 20,
        patience: Duration = .milliseconds(200), cards: CardStamps? = nil
    ) throws(SocketFault) {
        var address = clinux_endpoint(endpoint)
        let raw = unsafe clinux_udp_open(
            &address, endpoint.address.isV4 ? 0 : 1, isShared ? 1 : 0, Int32(clamping: receiveBuffer),
            max(1, patience.wholeNanoseconds))
        guard raw >= 0 else { throw SocketFault(errno: -raw) }
        let opened = FileDescriptor(owning: raw)
        let joined = endpoint.address.isMulticast ? unsafe clinux_udp_join(raw, &address, 0) : 0
        guard joined >= 0 else { throw SocketFault(errno: -joined) }
        let named = unsafe clinux_udp_local(raw, &address)
        guard named == 0 else { throw SocketFault(errno: -named) }
        let capacity = Int32(Self.batchCapacity)
        let made = unsafe clinux_batch_create(capacity, Int32(Self.bufferSize), endpoint.address.isUnspecified ? 1 : 0)
        guard let made = unsafe made else { throw .failed(errno: ENOMEM) }
        unsafe batch = made
        unsafe firstBuffer = clinux_batch_buffer(made, 0)
        pace = unsafe clinux_batch_buffer(made, 1) - firstBuffer
        unsafe arrivals = .allocate(capacity: Self.batchCapacity)
        unsafe arrivals.initialize(repeating: clinux_arrival(), count: Self.batchCapacity)
        local = IPEndpoint(address)
        stamps = SentStamps()
        self.cards = CardReader(cards)
        descriptor = opened
        if self.cards.isByCard { beginStampsAnew() }
        lookAtAddresses()
    }

    deinit {
        sifter?.stop()
        unsafe clinux_batch_destroy(batch)
        unsafe arrivals.deallocate()
    }

    public var now: MonotonicInstant { mutating get { HostClock.now } }

    public var fill: Double? {
        mutating get {
            var (taken, room): (UInt32, UInt32) = (0, 0)
            guard unsafe clinux_udp_fill(descriptor.raw, &taken, &room) == 0, room > 0 else { return nil }
            return min(Double(taken) / Double(room), 1)
        }
    }

    public static var mostPassing: Int { Int(CLINUX_SIEVE_MOST) }

    /// Where there is no room for another thread, things stay as they are.
    public mutating func sift(passing networks: Span<UInt64>, share: UInt32) {
        if sifter == nil { sifter = try? Sifter.start(before: descriptor.raw) }
        sifter?.sift(passing: networks, share: share)
    }

    public var isSifting: Bool { mutating get { sifter?.isSifting ?? false } }

    /// Where it cannot be told, replies go on to name the address that was asked.
    public mutating func lookAtAddresses() { _ = unsafe clinux_batch_look_at_addresses(batch, descriptor.raw) }

    public var overruns: UInt32? { UInt32(exactly: clinux_udp_drops(descriptor.raw)) }
    /// What is waited on for datagrams.
    var raw: Int32 { descriptor.raw }

    public mutating func receive() throws(SocketFault) -> Int {
        let result = unsafe clinux_batch_receive(batch, descriptor.raw, arrivals)
        count = Int(max(0, result))
        relation.update(.read())
        if cards.isByCard { for index in 0..<count { convert(index) } }
        if cards.look() { beginStampsAnew() }
        if result < 0, !Self.isHarmless(-result) { throw SocketFault(errno: -result) }
        return count
    }

    /// A card's stamp becomes the moment on CLOCK_MONOTONIC, or none.
    private mutating func convert(_ index: Int) {
        let raw = unsafe arrivals[index]
        guard raw.card_ns != .min else { return }
        let at = cards.arrival(
            stamp: raw.card_ns, interface: raw.card, frame: raw.frame,
            seen: relation.monotonic(realtime: raw.realtime_ns))
        unsafe arrivals[index].card_ns = at ?? .min
    }

    /// Nothing came, a signal did, or an earlier reply was told to be unwelcome (ICMP).
    private static func isHarmless(_ number: Int32) -> Bool {
        [EAGAIN, EINTR, ECONNREFUSED, EHOSTUNREACH, ENETUNREACH].contains(number)
    }

    public mutating func arrival(of index: Int) -> DatagramArrival {
        precondition((0..<count).contains(index))
        let raw = unsafe arrivals[index]
        let stamp = raw.card_ns != .min ? raw.card_ns : relation.monotonic(realtime: raw.realtime_ns)
        return DatagramArrival(
            at: HostClock.instant(nanoseconds: stamp ?? relation.now), source: IPEndpoint(raw.source),
            count: min(Int(raw.count), Self.bufferSize), isTruncated: raw.truncated != 0,
            isStampedByKernel: stamp != nil, asked: Self.asked(raw))
    }

    private static func asked(_ raw: clinux_arrival) -> IPAddress? {
        let address = IPEndpoint(raw.asked).address
        return address.number == 0 ? nil : address
    }

    /// Who answers on this socket's behalf from another thread.
    public func replier() throws(SocketFault) -> UDPReplier { try UDPReplier(sharing: descriptor.raw) }

    @inlinable
    public mutating func withBuffer<Result>(
        of index: Int, _ body: (inout MutableSpan<UInt8>) -> Result
    ) -> Result {
        precondition(index >= 0 && index < count)
        let buffer = unsafe UnsafeMutableBufferPointer(start: firstBuffer + index * pace, count: Self.bufferSize)
        var span = unsafe buffer.mutableSpan
        return body(&span)
    }

    public mutating func setReply(to index: Int, count length: Int) {
        precondition((0..<count).contains(index) && (0...Self.bufferSize).contains(length))
        unsafe clinux_batch_set_reply(batch, Int32(index), Int32(length))
    }

    public mutating func sendReplies(_ range: Range<Int>) throws(SocketFault) -> Int {
        precondition(range.lowerBound >= 0 && range.upperBound <= count)
        var isOutOfStep: Int32 = 0
        let sent = unsafe clinux_batch_send(
            batch, descriptor.raw, Int32(range.lowerBound), Int32(range.upperBound), &isOutOfStep)
        if isOutOfStep != 0 { beginStampsAnew() }
        return Int(sent)
    }

    public mutating func wantStamp(of index: Int) -> Bool {
        precondition((0..<count).contains(index))
        guard stamps.wish(descriptor.raw, isByCard: cards.isByCard, at: relation.now) else { return false }
        unsafe clinux_batch_want_stamp(batch, Int32(index))
        return true
    }

    /// The kernel's count of stamps begins anew, for those that there are now.
    mutating func beginStampsAnew() {
        unsafe clinux_batch_stamp_by_card(batch, cards.isByCard ? 1 : 0)
        stamps.beginAnew(descriptor.raw, isByCard: cards.isByCard)
    }

    public mutating func takeStamps() -> Int { stamps.take(descriptor.raw, relation, &cards) }

    public mutating func sentStamp(_ index: Int) -> SentStamp? { stamps.stamp(index) }
}
