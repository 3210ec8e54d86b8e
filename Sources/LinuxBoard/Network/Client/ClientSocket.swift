// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc
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

    /// Nothing but that server's datagrams is heard.
    public init(to server: IPEndpoint) throws(SocketFault) {
        var endpoint = clinux_endpoint(server)
        let raw = unsafe clinux_client_open(&endpoint)
        guard raw >= 0 else { throw SocketFault(errno: -raw) }
        descriptor = FileDescriptor(owning: raw)
    }

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
        var realtime = Int64.min
        let count = unsafe octets.withUnsafeMutableBufferPointer { buffer in
            unsafe clinux_client_receive(descriptor.raw, buffer.baseAddress, buffer.count, &realtime)
        }
        guard count >= 0 else { return nil }
        let relation = RealtimeRelation.read()
        let stamp = relation.monotonic(realtime: realtime)
        return Arrival(
            count: Int(count), at: HostClock.instant(nanoseconds: stamp ?? relation.now),
            isStampedByKernel: stamp != nil)
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
