// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc

/// A TCP socket that takes connections, without waiting for one.
public struct StreamListener: ~Copyable, Sendable {
    let descriptor: FileDescriptor
    public let local: IPEndpoint

    /// - Parameters:
    ///   - endpoint: port 0 lets the kernel choose.
    ///   - backlog: connections that may wait in the kernel.
    public init(listeningOn endpoint: IPEndpoint, backlog: Int = 64) throws(SocketFault) {
        var address = clinux_endpoint(endpoint)
        let raw = unsafe clinux_stream_listen(&address, Int32(clamping: backlog))
        guard raw >= 0 else { throw SocketFault(errno: -raw) }
        let opened = FileDescriptor(owning: raw)
        let named = unsafe clinux_stream_local(raw, &address)
        guard named == 0 else { throw SocketFault(errno: -named) }
        local = IPEndpoint(address)
        descriptor = opened
    }

    /// What ``StreamWait`` waits on.
    public var raw: Int32 { descriptor.raw }

    /// A connection that waits; `nil` where there is none.
    public func accept() -> Stream? {
        var from = clinux_endpoint()
        let raw = unsafe clinux_stream_accept(descriptor.raw, &from)
        return raw >= 0 ? Stream(FileDescriptor(owning: raw), IPEndpoint(from)) : nil
    }
}

/// A TCP connection, without waiting. It is closed when it goes.
public final class Stream: Sendable {
    private let descriptor: FileDescriptor
    public let peer: IPEndpoint

    init(_ descriptor: consuming FileDescriptor, _ peer: IPEndpoint) {
        self.descriptor = descriptor
        self.peer = peer
    }

    /// Begins to connect: it is done once it can be written to.
    public convenience init(to endpoint: IPEndpoint) throws(SocketFault) {
        var address = clinux_endpoint(endpoint)
        let raw = unsafe clinux_stream_connect(&address)
        guard raw >= 0 else { throw SocketFault(errno: -raw) }
        self.init(FileDescriptor(owning: raw), endpoint)
    }

    /// Why no connection came about; `nil`: it did, or still may. Told once.
    public var fault: StreamFault? {
        let number = clinux_stream_fault(descriptor.raw)
        return number == 0 ? nil : StreamFault(errno: number)
    }

    /// What ``StreamWait`` waits on.
    public var raw: Int32 { descriptor.raw }

    /// What reading or writing came to.
    public enum Outcome: Hashable, Sendable {
        case octets(Int)
        /// Not now.
        case later
        /// The other side has ended, or the connection is broken.
        case ended
    }

    /// Takes what is there into `room`.
    public func receive(into room: inout [UInt8]) -> Outcome {
        let raw = descriptor.raw
        let result = unsafe room.withUnsafeMutableBufferPointer { room in
            unsafe clinux_stream_receive(raw, room.baseAddress, room.count)
        }
        if result == 0 { return .ended }
        return outcome(result)
    }

    public func send(_ octets: ArraySlice<UInt8>) -> Outcome {
        let raw = descriptor.raw
        return outcome(
            unsafe octets.withUnsafeBufferPointer { octets in
                unsafe clinux_stream_send(raw, octets.baseAddress, octets.count)
            })
    }

    /// Says that nothing more is sent; what comes may still be read.
    public func end() { _ = clinux_stream_end(descriptor.raw) }

    private func outcome(_ result: Int32) -> Outcome {
        if result >= 0 { return .octets(Int(result)) }
        return result == -EAGAIN || result == -EINTR ? .later : .ended
    }
}

/// Waits for several sockets at once.
public struct StreamWait {
    /// The most that can be waited for.
    public static var most: Int { Int(CLINUX_MOST_STREAMS) }

    private var wishes: [clinux_stream_wish] = []

    public init() {}

    /// - Returns: its place, by which it is asked for afterwards.
    public mutating func add(_ raw: Int32, reads: Bool = true, writes: Bool = false) -> Int {
        wishes.append(clinux_stream_wish(fd: raw, reads: reads ? 1 : 0, writes: writes ? 1 : 0, is_ready: 0))
        return wishes.count - 1
    }

    /// Until one can be read or written as wished, or for so long.
    public mutating func wait(milliseconds: Int) {
        let count = Int32(clamping: wishes.count)
        _ = unsafe wishes.withUnsafeMutableBufferPointer {
            unsafe clinux_stream_wait($0.baseAddress, count, Int32(clamping: milliseconds))
        }
    }

    public func isReady(_ place: Int) -> Bool { wishes[place].is_ready != 0 }
}
