// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import NTP
import Testing

struct KeyAuthenticatorTests {
    private static let file = """
        1 MD5 sundial
        2 SHA1 sundial
        3 SHA256 sundial
        4 SHA384 sundial
        5 SHA512 sundial
        6 AES128 HEX:2b7e151628aed2a6abf7158809cf4f3c
        7 AES256 HEX:603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4
        """
    /// Of "sundial" and then 48 octets 0...47, by coreutils' md5sum and its kin; of the octets by `openssl mac`.
    private static let digests: [UInt32: String] = [
        1: "cf1f804d58465ff8f284e4fc4950b66f",
        2: "f9bc5ef3958b8441d6906330a3e06852bfaea5fd",
        3: "cf1c1b489058b6f1668a16f4ac5c9a95d82aed6e0d0a8df202d2fd298490d295",
        4: "931dc196f55455346cd7310b41c567c857685410c725edcea3ab1694880e1b2c96cf6adaa186f1cdbd6af6fa07941f1f",
        5: "0be7fc608a5d6cf87686153fd3a7c670c1891200cba90b9e77d7d69cc949d926"
            + "673331a068416f898ed51056521613e64858395f9b828e0df3e80fe6a95c5f77",
        6: "b46dd8856c4fee713a9243e917f1fdb7",
        7: "0c00787f59088fb8343d8597f6650bc5",
    ]
    private let message = (0..<60).map { UInt8($0) }

    private func digest(_ id: UInt32, _ authenticator: KeyAuthenticator, count: Int = 48) throws -> [UInt8] {
        let key = try #require(authenticator.key(id))
        var made = [UInt8](repeating: 0, count: 64)
        var span = made.mutableSpan
        let length = authenticator.digest(of: message.span, count: count, with: key, into: &span)
        return Array(made[..<length])
    }

    @Test(arguments: [UInt32(1), 2, 3, 4, 5, 6, 7])
    func `each algorithm digests the key and the message`(id: UInt32) throws {
        let authenticator = KeyAuthenticator(KeyFile.read(Self.file).ring)
        #expect(authenticator.unusable == [])
        let expected = hex(try #require(Self.digests[id]))
        // Again and again with the same contexts, others in between.
        for _ in 0..<3 {
            #expect(try digest(id, authenticator) == expected)
            for other in UInt32(1)...7 { #expect(try digest(other, authenticator, count: 60).count >= 16) }
        }
    }

    @Test func `a key that is not there is not found`() {
        let authenticator = KeyAuthenticator(KeyFile.read(Self.file).ring)
        #expect(authenticator.key(0) == nil && authenticator.key(8) == nil && authenticator.key(65_537) == nil)
    }

    @Test func `what it makes verifies, and one bit more or less does not`() throws {
        let authenticator = KeyAuthenticator(KeyFile.read(Self.file).ring)
        for id in UInt32(1)...7 {
            let key = try #require(authenticator.key(id))
            var packet = [UInt8](repeating: 0, count: 120)
            packet[0] = 0x23
            var span = packet.mutableSpan
            let digestCount = min(20, key.algorithm.digestCount)
            let count = try #require(
                MessageAuthentication.append(
                    to: &span, count: 48, key: key, digestCount: digestCount, with: authenticator))
            #expect(verdict(packet, count, authenticator) == .good(key, digestCount: digestCount))
            packet[47] ^= 1
            #expect(verdict(packet, count, authenticator) == .bad)
        }
    }

    private func verdict(
        _ packet: [UInt8], _ count: Int, _ authenticator: KeyAuthenticator
    ) -> MessageAuthentication.Verdict? {
        guard let parts = PacketTail.parts(packet.span, count: count, version: 4) else { return nil }
        return MessageAuthentication.verify(packet.span, parts, version: 4, with: authenticator)
    }
}
