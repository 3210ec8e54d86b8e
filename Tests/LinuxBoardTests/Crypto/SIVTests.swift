// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LinuxBoard

/// AES-SIV-CMAC-256 by RFC 5297's own examples, which have other numbers of strings than NTS.
struct SIVTests {
    private func seal(_ key: String, _ strings: [String], _ plaintext: String) throws -> [UInt8] {
        let (siv, key, plaintext) = (try #require(SIV()), hex(key), hex(plaintext))
        guard siv.load(key.span) else { return [] }
        siv.begin()
        for string in strings.map({ hex($0) }) where !siv.absorb(string.span) { return [] }
        var made = [UInt8](repeating: 0, count: plaintext.count + 16)
        var span = made.mutableSpan
        return siv.seal(plaintext.span, into: &span) ? made : []
    }

    @Test func `the deterministic example of appendix A,1`() throws {
        let made = try seal(
            "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff",
            ["101112131415161718191a1b1c1d1e1f2021222324252627"], "112233445566778899aabbccddee")
        #expect(made == hex("85632d07c6e8f37f950acd320a2ecc9340c02b9690c4dc04daef7f6afe5c"))
    }

    @Test func `the nonce-based example of appendix A,2`() throws {
        let made = try seal(
            "7f7e7d7c7b7a79787776757473727170404142434445464748494a4b4c4d4e4f",
            [
                "00112233445566778899aabbccddeeffdeaddadadeaddadaffeeddccbbaa99887766554433221100",
                "102030405060708090a0", "09f911029d74e35bd84156c5635688c0",
            ],
            "7468697320697320736f6d6520706c61696e7465787420746f20656e63727970 74207573696e67205349562d414553")
        #expect(
            made
                == hex(
                    "7bdb6e3b432667eb06f4d14bff2fbd0fcb900f2fddbe404326601965c889bf17"
                        + "dba77ceb094fa663b7a3f748ba8af829ea64ad544a272e9c485b62a3fd5c0d"))
    }

    /// 00, 01, 02 and on, in digits.
    private static func count(_ octets: Int) -> String {
        (0..<octets).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    /// What GnuTLS 3.7 makes of the empty plaintext, which OpenSSL 3.0 refuses.
    @Test(arguments: [
        ("09f911029d74e35bd84156c5635688c0", count(48), "ad0541668769ace06c722e85b8405471"),
        ("09f911029d74e35bd84156c5635688c0", count(188), "b6a0f884f67295aea5867b1b406bbc1a"),
        ("0102", "0a", "2b7e9a5b4b8ecd10c1c3ecee330a914c"),
    ])
    func `an empty plaintext is sealed`(nonce: String, associated: String, tag: String) throws {
        let key = "fffefdfcfbfaf9f8f7f6f5f4f3f2f1f0f0f1f2f3f4f5f6f7f8f9fafbfcfdfeff"
        #expect(try seal(key, [associated, nonce], "") == hex(tag))
    }
}
