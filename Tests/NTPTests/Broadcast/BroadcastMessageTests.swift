// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

@Suite struct BroadcastMessageTests {
    private static let toy = ToyAuthenticator("5 AES128 HEX:7EA62AE64D190114D46D5A082F948EC1\n6 SHA512 longenough")

    private func message(
        _ said: ServerClaim, key: UInt32 = 5, by toy: ToyAuthenticator = toy, room: Int = 72
    ) -> [UInt8]? {
        var buffer = [UInt8](repeating: 0xEE, count: room)
        var span = buffer.mutableSpan
        guard let key = toy.key(key) else { return nil }
        let count = BroadcastMessage.write(
            into: &span, claim: said, poll: 6, transmit: NTPTimestamp(raw: 0xE900_0000_1300_0000), key: key, with: toy)
        return count.map { Array(buffer[..<$0]) }
    }

    @Test(arguments: [(5 as UInt32, 16), (6, 20)])
    func `It is a header of mode 5 and a MAC`(key: UInt32, digest: Int) throws {
        let said = try #require(message(claim(state()), key: key))
        #expect(said.count == 48 + 4 + digest && said.count <= BroadcastMessage.longest)
        #expect(said == Self.toy.signed(Array(said[..<48]), key, length: digest))
        let fields = try #require(header(said))
        #expect(fields.mode == .broadcast && fields.version == 4 && fields.stratum == 1 && fields.poll == 6)
        #expect(fields.origin == .unset && fields.receive == .unset && fields.transmit.raw == 0xE900_0000_1300_0000)
    }

    @Test func `Nothing is said without a time, without a digest, or without room for it`() {
        #expect(message(claim(state(.unsynchronised))) == nil)
        #expect(message(claim(state()), by: ToyAuthenticator("5 MD5 sundial", isBroken: true)) == nil)
        #expect(message(claim(state()), room: 60) == nil)
        #expect(message(claim(state()), room: 40) == nil)
    }
}
