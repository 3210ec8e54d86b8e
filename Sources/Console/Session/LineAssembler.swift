// SPDX-License-Identifier: Apache-2.0

/// Whole lines out of text that comes in pieces.
struct LineAssembler: Equatable, Sendable {
    /// A line that grows longer is shown without its end.
    static let longest = 65_536

    private var partial: [UInt8] = []

    mutating func take(_ text: String, _ line: (String) -> Void) {
        let pieces = text.utf8.split(separator: 10, omittingEmptySubsequences: false)
        for (place, piece) in pieces.enumerated() {
            partial += piece
            if place < pieces.count - 1 || partial.count >= Self.longest { end(line) }
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
