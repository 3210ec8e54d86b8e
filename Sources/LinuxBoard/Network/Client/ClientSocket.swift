// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc
import Synchronization
public import TimeBase

/// Asks one server by UDP, from a port that the kernel draws for it: a new one for each request, as RFC 9109 wants, so
/// that nobody who does not see the request knows where to send a forged reply.
public final class ClientSocket: Sendable {
    /// What came of a look at the socket.
    public struct Arrival: Sendable {
        public var count: Int
        /// The kernel's stamp, or else when it was read.
        public var at: MonotonicInstant
        public var isStampedByKernel: Bool
    }

    private let descriptor: FileDescriptor
    private let cards: Mutex<Cards>

    fileprivate struct Cards: ~Copyable {
        var reader: CardReader
        /// When the kernel let the last request go, CLOCK_MONOTONIC, ns.
        var released: Int64?
    }

    /// Nothing but that server's datagrams is heard.
    ///
    /// - Parameters:
    ///   - departures: whether ``departure`` is told. It then has to be asked for, or waiting ends at once.
    ///   - cards: the network cards whose stamps are better than the kernel's; `nil`: none.
    public init(
        to server: IPEndpoint, departures: Bool = false, cards: CardStamps? = nil
    ) throws(SocketFault) {
        var endpoint = clinux_endpoint(server)
        let reader = CardReader(cards)
        let raw = unsafe clinux_client_open(&endpoint, reader.isByCard ? 1 : 0, departures ? 1 : 0)
        guard raw >= 0 else { throw SocketFault(errno: -raw) }
        descriptor = FileDescriptor(owning: raw)
        self.cards = Mutex(Cards(reader: reader))
    }

    deinit { cards.withLock { $0.reader.settle() } }

    /// For waiting: see ``ClientSockets``.
    public var number: Int32 { descriptor.raw }

    public func send(_ octets: Span<UInt8>) throws(SocketFault) {
        let result = unsafe octets.withUnsafeBufferPointer {
            unsafe clinux_client_send(descriptor.raw, $0.baseAddress, $0.count)
        }
        guard result == 0 else { throw SocketFault(errno: -result) }
    }

    /// Takes one datagram; `nil`: there is none, or the way to the server is told not to be.
    public func receive(into octets: inout MutableSpan<UInt8>) -> Arrival? {
        var told = clinux_ptp_control()
        let count = unsafe octets.withUnsafeMutableBufferPointer { buffer in
            unsafe clinux_client_receive(descriptor.raw, buffer.baseAddress, buffer.count, &told)
        }
        guard count >= 0 else { return nil }
        let relation = RealtimeRelation.read()
        let seen = relation.monotonic(realtime: told.software_ns)
        let stamp = cards.withLock { $0.arrival(told, seen: seen) } ?? seen
        return Arrival(
            count: Int(count), at: HostClock.instant(nanoseconds: stamp ?? relation.now),
            isStampedByKernel: stamp != nil)
    }

    /// When the last request left, as far as that is known by now: by the kernel, or later, and better, by the card; `nil`:
    /// nothing new is known.
    public var departure: MonotonicInstant? {
        var sent = InlineArray<8, clinux_sent>(repeating: clinux_sent())
        var taken: Int32 = 0
        var span = sent.mutableSpan
        let count = unsafe span.withUnsafeMutableBufferPointer {
            unsafe clinux_stamps_sent(descriptor.raw, $0.baseAddress, Int32($0.count), &taken)
        }
        guard count > 0 else { return nil }
        let relation = RealtimeRelation.read()
        let best = cards.withLock { cards in
            (0..<Int(count)).reduce(nil) { best, index in cards.departure(sent[index], relation) ?? best }
        }
        return best.map { HostClock.instant(nanoseconds: $0) }
    }
}

extension ClientSocket.Cards {
    fileprivate mutating func arrival(_ told: clinux_ptp_control, seen: Int64?) -> Int64? {
        guard told.hardware_ns != .min else { return nil }
        return reader.arrival(stamp: told.hardware_ns, interface: told.card, frame: told.frame, seen: seen)
    }

    fileprivate mutating func departure(_ sent: clinux_sent, _ relation: RealtimeRelation) -> Int64? {
        if sent.hardware_ns != .min { return reader.departure(stamp: sent.hardware_ns, released: released) }
        released = relation.monotonic(realtime: sent.software_ns)
        return released
    }
}

/// Waiting for several.
public enum ClientSockets {
    /// As many as can be waited for at once.
    public static let most = 32

    /// Returns when one of them has something, or the time is over.
    public static func wait(for numbers: [Int32], at most: Duration) {
        let timeout = max(0, most.wholeNanoseconds)
        _ = unsafe numbers.withUnsafeBufferPointer {
            unsafe clinux_wait_any($0.baseAddress, Int32($0.count), timeout)
        }
    }
}
