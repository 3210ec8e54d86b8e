// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Cuts what arrives into lines. A command is short: whoever sends more than so much without an end is hung up on.
struct LineSplitter {
    struct TooLong: Error {}

    static let longest = 16384
    private var rest: [UInt8] = []

    /// The lines that are now complete, without their ends (`\n` or `\r\n`).
    mutating func append(_ buffer: ByteBuffer) throws(TooLong) -> [String] {
        var lines: [String] = []
        for byte in buffer.readableBytesView {
            if byte == UInt8(ascii: "\n") {
                if rest.last == UInt8(ascii: "\r") { rest.removeLast() }
                lines.append(String(decoding: rest, as: UTF8.self))
                rest.removeAll(keepingCapacity: true)
            } else {
                guard rest.count < Self.longest else { throw TooLong() }
                rest.append(byte)
            }
        }
        return lines
    }
}
