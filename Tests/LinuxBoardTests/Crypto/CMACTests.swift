// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LinuxBoard

struct CMACTests {
    /// NIST's message (SP 800-38B, appendix D), of which each example takes a beginning.
    private static let message = hex(
        """
        6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51\
        30c81c46a35ce411e5fbc1191a0a52eff69f2445df4f9b17ad2b417be66c3710
        """)
    private static let key128 = hex("2b7e151628aed2a6abf7158809cf4f3c")
    private static let key256 = hex("603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4")

    private func digest(_ key: [UInt8], _ count: Int) throws -> [UInt8] {
        let mac = try #require(CMAC(keyCount: key.count))
        #expect(mac.take(key))
        return mac.digest(of: Self.message, count)
    }

    @Test(arguments: [
        (0, "bb1d6929e95937287fa37d129b756746"), (16, "070a16b46b4d4144f79bdd9dd04a287c"),
        (40, "dfa66747de9ae63030ca32611497c827"), (64, "51f0bebf7e3b9d92fc49741779363cfe"),
    ])
    func `AES-128 digests as in RFC 4493`(count: Int, digest: String) throws {
        #expect(try self.digest(Self.key128, count) == hex(digest))
    }

    @Test(arguments: [
        (0, "028962f61b7bf89efc6b551f4667d983"), (16, "28a7023f452e8f82bd4bf28d8c37c35c"),
        (40, "aaf3d8f1de5640c232f5b169b9c911e6"), (64, "e1992190549f6ed5696a2c056c315410"),
    ])
    func `AES-256 digests as NIST has them`(count: Int, digest: String) throws {
        #expect(try self.digest(Self.key256, count) == hex(digest))
    }

    @Test func `one context digests one message after the other, with one key and the next`() throws {
        let mac = try #require(CMAC(keyCount: 16))
        for _ in 0..<3 {
            #expect(mac.take(Self.key128))
            for count in [64, 0, 40, 16, 40] {
                #expect(mac.digest(of: Self.message, count) == (try digest(Self.key128, count)))
            }
            #expect(mac.take(Self.message))
            #expect(mac.digest(of: Self.message, 40).count == 16)
        }
    }

    @Test(arguments: [2015, 2016, 2017, 2032, 2048, 2049, 2064, 4064, 4096, 5000])
    func `a message longer than the work space has the digest of its blocks`(count: Int) throws {
        let message = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7) }
        let mac = try #require(CMAC(keyCount: 16))
        #expect(mac.take(Self.key128))
        #expect(mac.digest(of: message, count) == (try plain(message)))
    }

    /// RFC 4493, 2.4, a block at a time.
    private func plain(_ message: [UInt8]) throws -> [UInt8] {
        let cipher = try #require(BlockCipher(.separate, keyCount: 16))
        #expect(cipher.take(Self.key128))
        func encrypt(_ block: UInt128) -> UInt128 {
            cipher.setBlock(block, at: 0)
            return cipher.run(16) ? cipher.block(at: 0) : 0
        }
        let whole = message.count % 16 == 0 && !message.isEmpty
        let padded =
            whole ? message : message + [0x80] + [UInt8](repeating: 0, count: 15 - message.count % 16)
        let subkey = encrypt(0).doubled
        var sum: UInt128 = 0
        for place in stride(from: 0, to: padded.count, by: 16) {
            let isLast = place + 16 == padded.count
            let mask = isLast ? (whole ? subkey : subkey.doubled) : 0
            sum = encrypt(sum ^ padded.span.block(at: place) ^ mask)
        }
        return octets(sum)
    }

    @Test func `a key that is too short is not taken`() throws {
        let mac = try #require(CMAC(keyCount: 32))
        #expect(!mac.take(Self.key128))
        #expect(BlockCipher(.chained, keyCount: 24) == nil)
    }
}
