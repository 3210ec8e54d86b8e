// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
import Glibc
import TimeBase

/// A socket with a path, to which other programs of this host send datagrams, and get answers at their own paths.
@safe public struct LocalDatagramSocket: ~Copyable {
    /// Octets of a message.
    public static var room: Int { 1_500 }

    private let raw: OpaquePointer
    private let buffer: UnsafeMutablePointer<UInt8>
    private var count = 0

    /// A file that a program which is gone left at the path is taken away; one that is not a socket's is left.
    ///
    /// - Parameter mode: who may send: the file's mode.
    /// - Throws: `addressInUse` where another program listens at the path, or something else is there.
    public init(at path: String, mode: UInt32 = 0o660) throws(SocketFault) {
        var fault: Int32 = 0
        let made = unsafe clinux_local_open(path, mode, &fault)
        guard let made = unsafe made else { throw SocketFault(errno: -fault) }
        unsafe raw = made
        unsafe buffer = .allocate(capacity: Self.room)
        unsafe buffer.initialize(repeating: 0, count: Self.room)
    }

    deinit {
        unsafe clinux_local_close(raw)
        unsafe buffer.deallocate()
    }

    var descriptor: Int32 { unsafe clinux_local_descriptor(raw) }

    /// Until a message is there, but no longer than `patience`.
    public func wait(for patience: Duration) {
        var raw = descriptor
        _ = unsafe clinux_wait_readable(&raw, 1, max(0, patience.wholeNanoseconds))
    }

    /// Takes the next message, if one is there; what is longer than the room is cut off.
    public mutating func receive() throws(SocketFault) -> Bool {
        let result = unsafe clinux_local_receive(raw, buffer, Self.room)
        count = Int(max(0, result))
        if result >= 0 { return true }
        if [EAGAIN, EINTR].contains(-result) { return false }
        throw SocketFault(errno: -result)
    }

    /// Lends what was received last.
    public func withMessage<Result>(_ body: (Span<UInt8>) -> Result) -> Result {
        body(unsafe UnsafeBufferPointer(start: buffer, count: count).span)
    }

    /// Sends to who was heard last. Returns false where that is not possible (it has no path, is gone, does not read).
    public func answer(_ message: Span<UInt8>) -> Bool {
        unsafe message.withUnsafeBufferPointer {
            guard let start = $0.baseAddress else { return false }
            return unsafe clinux_local_answer(raw, start, $0.count) == 0
        }
    }
}

extension PTPTransport {
    /// Makes ``wait(until:)`` return when something comes there too.
    public mutating func waitAlso(on socket: borrowing LocalDatagramSocket) { companion = socket.descriptor }
}
