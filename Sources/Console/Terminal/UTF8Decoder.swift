// SPDX-License-Identifier: Apache-2.0

/// Scalars out of bytes that come in pieces. What is not UTF-8 (RFC 3629: overlong, a surrogate, beyond U+10FFFF,
/// cut short) gives U+FFFD, once for each maximal wrong piece.
struct UTF8Decoder: Sendable {
    private var value: UInt32 = 0
    private var missing = 0
    /// What the next continuation byte may be: narrower than 80–BF behind E0, ED, F0 and F4.
    private var next: ClosedRange<UInt8> = 0x80...0xBF

    /// Whether a character has begun that has not ended.
    var isWithin: Bool { missing > 0 }

    mutating func decode(_ byte: UInt8, _ heard: (Unicode.Scalar) -> Void) {
        if missing > 0 {
            if next.contains(byte) { return proceed(byte, heard) }
            missing = 0
            heard("\u{FFFD}")
        }
        begin(byte, heard)
    }

    private mutating func proceed(_ byte: UInt8, _ heard: (Unicode.Scalar) -> Void) {
        value = value << 6 | UInt32(byte & 0x3F)
        missing -= 1
        next = 0x80...0xBF
        if missing == 0 { heard(Unicode.Scalar(value) ?? "\u{FFFD}") }
    }

    private mutating func begin(_ byte: UInt8, _ heard: (Unicode.Scalar) -> Void) {
        switch byte {
        case 0...0x7F: heard(Unicode.Scalar(byte))
        case 0xC2...0xDF: expect(1, from: byte & 0x1F)
        case 0xE0: expect(2, from: 0, next: 0xA0...0xBF)
        case 0xED: expect(2, from: 0xD, next: 0x80...0x9F)
        case 0xE1...0xEF: expect(2, from: byte & 0xF)
        case 0xF0: expect(3, from: 0, next: 0x90...0xBF)
        case 0xF1...0xF3: expect(3, from: byte & 7)
        case 0xF4: expect(3, from: 4, next: 0x80...0x8F)
        default: heard("\u{FFFD}")
        }
    }

    private mutating func expect(_ count: Int, from bits: UInt8, next: ClosedRange<UInt8> = 0x80...0xBF) {
        (missing, value, self.next) = (count, UInt32(bits), next)
    }
}
