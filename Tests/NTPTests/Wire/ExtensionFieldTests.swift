// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct ExtensionFieldTests {
    private func field(_ type: UInt16, _ length: Int) -> [UInt8] {
        [UInt8(type >> 8), UInt8(type & 255), UInt8(length >> 8), UInt8(length & 255)]
            + [UInt8](repeating: UInt8(type & 255), count: length - 4)
    }

    private func parts(_ tail: [UInt8], version: UInt8 = 4) -> PacketTail.Parts? {
        let bytes = Request.ntpdig + tail
        return PacketTail.parts(bytes.span, count: bytes.count, version: version)
    }

    private func first(_ type: UInt16, of tail: [UInt8]) -> ExtensionField? {
        let bytes = Request.ntpdig + tail
        return parts(tail).flatMap { ExtensionFields.first(ofType: type, in: bytes.span, $0) }
    }

    private func types(_ tail: [UInt8]) -> [UInt16] {
        let bytes = Request.ntpdig + tail
        guard let parts = parts(tail) else { return [] }
        var walk = ExtensionFields(parts)
        var found: [UInt16] = []
        while let field = walk.next(in: bytes.span) { found.append(field.type) }
        return found
    }

    @Test func `the walk finds each field in its order and stops before the MAC`() {
        #expect(types(field(0x0104, 36) + field(0x0204, 104) + field(0x0404, 40)) == [0x0104, 0x0204, 0x0404])
        #expect(types(field(0x0104, 36) + field(0xF323, 28) + [UInt8](repeating: 1, count: 24)) == [0x0104, 0xF323])
        #expect(types([]) == [])
        #expect(types([UInt8](repeating: 1, count: 20)) == [])
    }

    @Test func `a field is found by its type, the first of several`() throws {
        let tail = field(0x0104, 36) + field(0xF323, 28) + field(0xF323, 32)
        let found = try #require(first(0xF323, of: tail))
        #expect(found.offset == 84)
        #expect(found.body == 88..<112)
        #expect(first(0x0204, of: tail) == nil)
    }

    @Test(arguments: [(20, 16), (24, 20)])
    func `what is left of 20 or 24 octets is a MAC`(rest: Int, digest: Int) throws {
        let alone = try #require(parts([UInt8](repeating: 9, count: rest)))
        #expect(alone.fieldsEnd == 48 && alone.macCount == rest && alone.digest.count == digest)
        let behind = try #require(parts(field(0xF323, 28) + [UInt8](repeating: 9, count: rest)))
        #expect(behind.fieldsEnd == 76 && behind.digest == 80..<76 + rest)
    }

    @Test(arguments: [UInt8(1), 2, 3])
    func `before version 4 all of it is the MAC`(version: UInt8) throws {
        let found = try #require(parts([UInt8](repeating: 9, count: 36), version: version))
        #expect(found.fieldsEnd == 48 && found.macCount == 36 && found.digest == 52..<84)
    }

    @Test(arguments: [UInt8(3), 4])
    func `four octets are a crypto-NAK, which a request must not be`(version: UInt8) throws {
        let found = try #require(parts([0, 0, 0, 0], version: version))
        #expect(found.isCryptoNAK && found.digest.isEmpty)
        var request = Request.ntpdig + [0, 0, 0, 0]
        request[0] = version << 3 | 3
        #expect(answer(request) == .failure(.malformedTail))
    }

    @Test func `a field is begun with its header, zeros, and its least length`() {
        var bytes = [UInt8](repeating: 0xEE, count: 120)
        var span = bytes.mutableSpan
        let first = span.beginExtensionField(type: 0x0104, bodyCount: 5, isLast: false, at: 48, limit: 120)
        let last = span.beginExtensionField(type: 0x0204, bodyCount: 5, isLast: true, at: 64, limit: 120)
        #expect(first?.count == 16 && first?.end == 64)
        #expect(last?.count == 28 && last?.body == 68..<92)
        #expect(Array(bytes[48..<52]) == octets("0104 0010"))
        #expect(Array(bytes[64..<68]) == octets("0204 001C"))
        #expect(bytes[52..<64].allSatisfy { $0 == 0 } && bytes[68..<92].allSatisfy { $0 == 0 })
        #expect(bytes[92...].allSatisfy { $0 == 0xEE } && bytes[..<48].allSatisfy { $0 == 0xEE })
    }

    @Test(arguments: [(21, 28), (24, 28), (25, 32), (100, 104)])
    func `a body is padded to four octets`(body: Int, count: Int) {
        var bytes = [UInt8](repeating: 0, count: 200)
        var span = bytes.mutableSpan
        let field = span.beginExtensionField(type: 1, bodyCount: body, isLast: true, at: 48, limit: 200)
        #expect(field?.count == count)
    }

    @Test(arguments: [(25, 48, 79), (0, 60, 87), (-1, 48, 200), (0, 48, 201), (65_529, 48, 200), (0, -4, 200)])
    func `what does not fit is not written`(body: Int, offset: Int, limit: Int) {
        var bytes = [UInt8](repeating: 0xEE, count: 200)
        var span = bytes.mutableSpan
        let field = span.beginExtensionField(type: 1, bodyCount: body, isLast: true, at: offset, limit: limit)
        #expect(field == nil)
        #expect(bytes.allSatisfy { $0 == 0xEE })
    }

    @Test func `100 000 random tails are walked to their end or refused, and none traps`() {
        var random = Seeded(state: 0x7822)
        var faults = 0
        var walked = 0
        var buffer = [UInt8](repeating: 0, count: 400)
        for _ in 0..<100_000 {
            let count = Int.random(in: 0...87, using: &random) * 4 + (random.next() & 7 == 0 ? 1 : 0)
            // Lengths below 256, and most of them multiples of 4, so that many fields can be walked.
            for offset in stride(from: 48, to: 400, by: 4) {
                let word = random.next()
                buffer[offset] = UInt8(truncatingIfNeeded: word)
                buffer[offset + 1] = UInt8(truncatingIfNeeded: word >> 8)
                buffer[offset + 2] = word >> 40 & 63 == 0 ? 1 : 0
                buffer[offset + 3] = UInt8(truncatingIfNeeded: word >> 16) & (word >> 48 & 3 == 0 ? 0xFF : 0x7C)
            }
            let version = UInt8.random(in: 1...4, using: &random)
            guard let parts = PacketTail.parts(buffer.span, count: count + 48, version: version) else { continue }
            if parts.fieldsEnd + parts.macCount > count + 48 || parts.digest.upperBound > count + 48 { faults += 1 }
            var walk = ExtensionFields(parts)
            var end = 48
            while let field = walk.next(in: buffer.span) {
                if field.offset != end || field.count < 16 || field.count % 4 != 0 { faults += 1 }
                end = field.end
                walked += 1
            }
            if end != parts.fieldsEnd { faults += 1 }
        }
        #expect(faults == 0)
        #expect(walked > 3000)
    }
}
