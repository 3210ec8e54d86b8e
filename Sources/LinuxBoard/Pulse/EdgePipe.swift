// SPDX-License-Identifier: Apache-2.0

import CLinux
import Glibc

/// Stamps on their way from a thread that blocks in the kernel to the one that waits for many things: a pair of
/// sockets is a queue and a thing to wait on at once, and its end tells that the writer has gone. (Not a pipe: writing to
/// one that nobody reads any more would end the program by SIGPIPE.)
enum EdgePipe {
    static func make() throws(SourceFault) -> (reading: Int32, writing: Int32) {
        var ends: InlineArray<2, Int32> = [-1, -1]
        var span = ends.mutableSpan
        let result = unsafe span.withUnsafeMutableBufferPointer { unsafe clinux_pair($0.baseAddress) }
        if result < 0 { throw SourceFault(errno: -result) }
        return (ends[0], ends[1])
    }

    /// False where it is full or its reader has gone.
    static func write(_ stamp: EdgeStamp, to raw: Int32) -> Bool {
        unsafe withUnsafeBytes(of: stamp) {
            unsafe send(raw, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) == $0.count
        }
    }

    enum Item {
        case stamp(EdgeStamp)
        case nothing
        case end
    }

    static func read(from raw: Int32) -> Item {
        var stamp = EdgeStamp(clock: .realtime, nanoseconds: 0, isRising: false)
        let (count, size) = unsafe withUnsafeMutableBytes(of: &stamp) {
            unsafe (recv(raw, $0.baseAddress, $0.count, 0), $0.count)
        }
        if count == size { return .stamp(stamp) }
        return count < 0 && (errno == EAGAIN || errno == EINTR) ? .nothing : .end
    }
}
