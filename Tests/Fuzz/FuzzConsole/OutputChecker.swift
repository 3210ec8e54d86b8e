// SPDX-License-Identifier: Apache-2.0

/// Traps on whatever a terminal must never be sent: a control character other than bell, backspace, line feed and
/// return; a sequence other than the console's own few; what is no UTF-8; a C1 control or a directional override.
struct OutputChecker {
    private static let sequences: Set<String> = [
        "7", "8", "[?2004h", "[?2004l", "[6n", "[999;999H", "[H", "[2J", "[J", "[K",
    ]

    private var sequence: [UInt8]?
    private var character: [UInt8] = []

    mutating func check(_ byte: UInt8) {
        if let begun = sequence { return proceed(begun + [byte]) }
        if byte == 0x1B {
            precondition(character.isEmpty)
            sequence = []
            return
        }
        precondition(byte >= 0x20 && byte != 0x7F || [7, 8, 10, 13].contains(byte))
        if byte >= 0x80 { gather(byte) } else { precondition(character.isEmpty) }
    }

    private mutating func proceed(_ begun: [UInt8]) {
        sequence = begun
        let isOpen =
            begun[0] == UInt8(ascii: "[") && (begun.count == 1 || !(0x40...0x7E).contains(begun[begun.count - 1]))
        guard !isOpen else { return precondition(begun.count < 12) }
        sequence = nil
        let text = String(decoding: begun, as: UTF8.self)
        precondition(Self.sequences.contains(text) || Self.isStep(text))
    }

    /// Up, right or left by a number.
    private static func isStep(_ text: String) -> Bool {
        guard text.hasPrefix("["), let final = text.last, "ACD".contains(final) else { return false }
        return text.dropFirst().dropLast().allSatisfy { ("0"..."9").contains($0) }
    }

    private mutating func gather(_ byte: UInt8) {
        if byte >= 0xC0 { precondition(character.isEmpty) } else { precondition(!character.isEmpty) }
        character.append(byte)
        let needed = character[0] >= 0xF0 ? 4 : character[0] >= 0xE0 ? 3 : 2
        guard character.count == needed else { return }
        let text = String(decoding: character, as: UTF8.self)
        character = []
        for scalar in text.unicodeScalars {
            precondition(scalar.value >= 0xA0 && scalar != "\u{FFFD}" || isReplacement(text))
            precondition(!(0x2028...0x202E).contains(scalar.value) && !(0x2060...0x206F).contains(scalar.value))
        }
    }

    /// A replacement character of the data is a character like any other.
    private func isReplacement(_ text: String) -> Bool { Array(text.utf8) == [0xEF, 0xBF, 0xBD] }
}
