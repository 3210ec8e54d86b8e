// SPDX-License-Identifier: Apache-2.0

/// Bytes on their way to the terminal, taken in pieces. What is thrown away never parts a character or an escape
/// sequence that has gone out in part.
struct SendQueue: Equatable, Sendable {
    private enum Stage: Equatable, Sendable { case ground, escape, control }

    private var bytes: [UInt8] = []
    private var start = 0
    private var stage = Stage.ground
    private var continuations = 0

    var count: Int { bytes.count - start }
    var isEmpty: Bool { count == 0 }

    mutating func append(_ more: some Sequence<UInt8>) { bytes += more }

    mutating func take(atMost most: Int) -> [UInt8] {
        let end = start + min(max(most, 0), count)
        let taken = Array(bytes[start..<end])
        for byte in taken { follow(byte) }
        start = end
        if start == bytes.count || start > 65_536 {
            bytes.removeFirst(start)
            start = 0
        }
        return taken
    }

    /// Drops all that waits, except the rest of what has begun to go out.
    mutating func drop() {
        var copy = self
        var keep = 0
        while copy.isWithin, keep < count {
            copy.follow(bytes[start + keep])
            keep += 1
        }
        bytes.removeSubrange((start + keep)...)
    }

    private var isWithin: Bool { stage != .ground || continuations > 0 }

    private mutating func follow(_ byte: UInt8) {
        switch stage {
        case .control: if (0x40...0x7E).contains(byte) { stage = .ground }
        case .escape: stage = byte == UInt8(ascii: "[") ? .control : .ground
        case .ground:
            if byte == 0x1B { stage = .escape }
            continuations = Self.continuations(behind: byte, left: continuations)
        }
    }

    private static func continuations(behind byte: UInt8, left: Int) -> Int {
        switch byte {
        case 0x80...0xBF: max(left - 1, 0)
        case 0xC0...0xDF: 1
        case 0xE0...0xEF: 2
        case 0xF0...0xF7: 3
        default: 0
        }
    }
}
