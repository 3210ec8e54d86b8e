// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct PacketTailTests {
    private func isWellFormed(_ tail: [UInt8], version: UInt8) -> Bool {
        let bytes = Request.ntpdig + tail
        return PacketTail.isWellFormed(bytes.span, count: bytes.count, version: version)
    }

    /// An extension field of that length, and of that type: unique identifier, RFC 8915.
    private func field(_ length: Int, says: Int? = nil) -> [UInt8] {
        let said = says ?? length
        return [0x01, 0x04, UInt8(said >> 8 & 255), UInt8(said & 255)] + [UInt8](repeating: 7, count: length - 4)
    }

    private func mac(_ length: Int) -> [UInt8] { [UInt8](repeating: 9, count: length) }

    @Test(
        arguments: [1, 2, 3],
        [
            (0, true), (4, false), (8, false), (12, true), (20, true), (24, true), (36, true),
            (68, true), (72, false), (13, false), (1, false),
        ])
    func `before version 4 only a MAC may follow`(version: UInt8, length: (Int, Bool)) {
        #expect(isWellFormed(mac(length.0), version: version) == length.1)
    }

    @Test(arguments: [(0, true), (4, false), (8, false), (12, false), (16, true), (20, true), (24, true), (22, false)])
    func `in version 4 up to 24 octets are a MAC or a short last field`(length: Int, isFine: Bool) {
        #expect(isWellFormed(mac(length), version: 4) == isFine)
    }

    @Test func `fields follow one another, and a MAC them`() {
        #expect(isWellFormed(field(28), version: 4))
        #expect(isWellFormed(field(36) + field(104) + field(40), version: 4))
        #expect(isWellFormed(field(28) + mac(20), version: 4))
        #expect(isWellFormed(field(16) + field(28) + mac(24), version: 4))
    }

    @Test func `a field that lies about its length is refused`() {
        #expect(!isWellFormed(field(28, says: 0), version: 4))
        #expect(!isWellFormed(field(28, says: 4), version: 4))
        #expect(!isWellFormed(field(28, says: 12), version: 4))
        #expect(!isWellFormed(field(28, says: 30), version: 4))
        #expect(!isWellFormed(field(28, says: 32), version: 4))
        #expect(!isWellFormed(field(28, says: 65_532), version: 4))
        #expect(!isWellFormed(field(28) + mac(4), version: 4))
        #expect(!isWellFormed(field(28) + mac(8), version: 4))
    }

    @Test func `such a request is refused, and counted so`() {
        #expect(answer(Request.ntpdig + mac(8)) == .failure(.malformedTail))
    }

    @Test func `a request with fields and MAC gets a plain header back`() throws {
        let reply = try answer(Request.chronyd + field(36) + mac(20)).get()
        #expect(reply.count == 48)
    }
}
