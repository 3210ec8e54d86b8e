// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Console

struct UTF8DecoderTests {
    private func decode(_ bytes: [UInt8]) -> String {
        var decoder = UTF8Decoder()
        var text = String.UnicodeScalarView()
        for byte in bytes { decoder.decode(byte) { text.append($0) } }
        return String(text)
    }

    @Test(arguments: ["", "abc", "é", "€", "𝄞", "\u{7FF}\u{800}\u{FFFF}\u{10000}\u{10FFFF}", "a\u{0}b"])
    func `what is UTF-8 is read`(text: String) {
        #expect(decode(Array(text.utf8)) == text)
    }

    @Test(
        arguments: [
            [0x80], [0xC0, 0xAF], [0xC1, 0xBF], [0xE0, 0x80, 0xAF], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80],
            [0xF4, 0x90, 0x80, 0x80], [0xF5], [0xFF], [0xE2, 0x82, 0x41], [0xC3, 0xC3, 0xA9],
            [0xF0, 0x9D, 0x84, 0xE2, 0x82, 0xAC],
        ] as [[UInt8]])
    func `what is not is replaced as the standard library does it`(bytes: [UInt8]) {
        #expect(decode(bytes) == String(decoding: bytes, as: UTF8.self))
    }

    @Test func `any octets are read as the standard library reads them`() {
        var random = SeededNumbers(seed: 7)
        for _ in 0..<2000 {
            let bytes = (0..<random.below(12)).map { _ in
                UInt8.random(in: 0...255, using: &random) | (random.below(2) == 0 ? 0x80 : 0)
            }
            #expect(decode(bytes + [0x41]) == String(decoding: bytes + [0x41], as: UTF8.self))
        }
    }
}
