// SPDX-License-Identifier: Apache-2.0

/// Whole lines out of text that comes in pieces.
struct LineAssembler: Equatable, Sendable {
    /// A longer line is parted.
    static let longest = 65_536

    private var partial: [UInt8] = []

    mutating func take(_ text: String, _ line: (String) -> Void) {
        for byte in text.utf8 {
            if byte == 10 { end(line) } else { partial.append(byte) }
            if partial.count >= Self.longest, byte < 0x80 { end(line) }
        }
    }

    /// The last line, if it has no end.
    mutating func finish(_ line: (String) -> Void) { if !partial.isEmpty { end(line) } }

    private mutating func end(_ line: (String) -> Void) {
        if partial.last == 13 { partial.removeLast() }
        line(String(decoding: partial, as: UTF8.self))
        partial.removeAll(keepingCapacity: true)
    }
}
