// SPDX-License-Identifier: Apache-2.0

/// Keys out of the bytes that a VT100, an xterm, their many relatives, or a dumb terminal sends (ECMA-48; xterm's
/// "Control Sequences"; VT100 User Guide, chapter 3).
struct KeyDecoder: Sendable {
    private enum Stage: Equatable, Sendable {
        case ground, escape, control, singleShift
        /// Within a string that the terminal sends by itself (OSC, DCS, ...): passed over.
        case string
    }

    /// Parameters longer than these are no key's.
    private static let mostParameters = 16
    /// A string that does not end is given up after as many bytes.
    private static let longestString = 256

    private var stage = Stage.ground
    private var parameters: [UInt8] = []
    private var length = 0
    private var afterReturn = false
    private var isPasting = false
    private var text = UTF8Decoder()

    /// A sequence has begun that has not ended.
    var isWithin: Bool { stage != .ground || isPasting }

    /// Takes a begun sequence for given up: too much time has passed.
    mutating func giveUp() {
        stage = .ground
        isPasting = false
    }

    mutating func decode(_ byte: UInt8, _ heard: (Key) -> Void) {
        switch stage {
        case .ground: ground(byte, heard)
        case .escape: escape(byte, heard)
        case .control: control(byte, heard)
        case .singleShift: singleShift(byte, heard)
        case .string: string(byte, heard)
        }
    }

    private mutating func ground(_ byte: UInt8, _ heard: (Key) -> Void) {
        let isSecondHalf = afterReturn && (byte == 0x0A || byte == 0)
        afterReturn = byte == 0x0D
        if isSecondHalf { return }
        if byte == 0x1B {
            stage = .escape
            return
        }
        if byte == 0x03, isPasting { isPasting = false }
        let pasted = isPasting
        text.decode(byte) { scalar in
            if let key = pasted ? Key(pasted: scalar) : Key(typed: scalar) { heard(key) }
        }
    }

    private mutating func escape(_ byte: UInt8, _ heard: (Key) -> Void) {
        stage = .ground
        switch byte {
        case UInt8(ascii: "["): begin(.control)
        case UInt8(ascii: "O"): begin(.singleShift)
        case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
            begin(.string)
        case 0x1B: stage = .escape
        case 0x08, 0x7F: tell(.alt("\u{7F}"), heard)
        case 0x20...0x7E: tell(.alt(Unicode.Scalar(byte)), heard)
        default: ground(byte, heard)
        }
    }

    private mutating func begin(_ next: Stage) {
        (stage, length) = (next, 0)
        parameters.removeAll(keepingCapacity: true)
    }

    private mutating func control(_ byte: UInt8, _ heard: (Key) -> Void) {
        switch byte {
        case 0x20...0x3F:
            length += 1
            if length > Self.longestString { stage = .ground }
            if parameters.count <= Self.mostParameters { parameters.append(byte) }
        case 0x40...0x7E:
            stage = .ground
            finish(byte, heard)
        default:
            stage = .ground
            ground(byte, heard)
        }
    }

    private mutating func finish(_ final: UInt8, _ heard: (Key) -> Void) {
        guard parameters.count <= Self.mostParameters else { return tell(.unknown, heard) }
        let numbers = Self.numbers(in: parameters)
        if final == UInt8(ascii: "~"), numbers.first == 200 {
            isPasting = true
            return
        }
        if final == UInt8(ascii: "~"), numbers.first == 201 {
            isPasting = false
            return
        }
        tell(Key(final: final, numbers: numbers), heard)
    }

    private mutating func singleShift(_ byte: UInt8, _ heard: (Key) -> Void) {
        stage = .ground
        guard (0x20...0x7E).contains(byte) else { return ground(byte, heard) }
        tell(Key(final: byte, numbers: []), heard)
    }

    /// Ends with BEL, or with ESC and a backslash; a Ctrl-C within it is a Ctrl-C.
    private mutating func string(_ byte: UInt8, _ heard: (Key) -> Void) {
        length += 1
        if byte == 0x07 || length > Self.longestString {
            stage = .ground
            return
        }
        if byte == 0x1B {
            stage = .escape
            return
        }
        if byte == 0x03 || byte == 0x0D {
            stage = .ground
            ground(byte, heard)
        }
    }

    /// Keys within a paste are part of what was copied, and dropped.
    private func tell(_ key: Key, _ heard: (Key) -> Void) {
        if !isPasting { heard(key) }
    }

    /// Decimal numbers between semicolons; an absent one is 0, a huge one 9999.
    private static func numbers(in parameters: [UInt8]) -> [Int] {
        parameters.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false).map { digits in
            digits.reduce(0) { ($1 & 0xF0) == 0x30 && $1 < 0x3A ? min($0 * 10 + Int($1 & 15), 9999) : $0 }
        }
    }
}
