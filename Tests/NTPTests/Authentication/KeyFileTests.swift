// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct KeyFileTests {
    private func keys(_ text: String, _ dialect: KeyFile.Dialect = .chrony) -> [String] {
        let (ring, faults) = KeyFile.read(text, dialect: dialect)
        #expect(faults == [])
        return ring.keys.map { "\($0.id) \($0.algorithm.name) \(hexadecimal(secret(of: $0, in: ring)))" }
    }

    private func secret(of key: SymmetricKey, in ring: KeyRing) -> [UInt8] {
        ring.withSecret(of: key) { span in span.indices.map { span[$0] } }
    }

    private func hexadecimal(_ octets: [UInt8]) -> String {
        octets.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    private func fault(_ text: String, _ dialect: KeyFile.Dialect = .chrony) -> KeyFile.Fault? {
        KeyFile.read(text, dialect: dialect).faults.first
    }

    @Test func `chrony's own examples are read`() {
        let found = keys(
            """
            # comment
            1 tulip
            2 hyacinth
            ! another
            3 MD5 ASCII:crocus
            25 SHA1 HEX:933F62BE1D604E68A81B557F18CFA200483F5B70
            30 AES128 HEX:7EA62AE64D190114D46D5A082F948EC1
            31 AES256 HEX:37DDCBC67BB902BCB8E995977FAB4D2B5642F5B32EBCEEE421921D97E5CBFE39

            4 SHA256 ASCII:#!%;abc   # and a comment behind
            """)
        #expect(
            found == [
                "1 MD5 74756c6970", "2 MD5 68796163696e7468", "3 MD5 63726f637573", "4 SHA256 2321253b616263",
                "25 SHA1 933f62be1d604e68a81b557f18cfa200483f5b70", "30 AES128 7ea62ae64d190114d46d5a082f948ec1",
                "31 AES256 37ddcbc67bb902bcb8e995977fab4d2b5642f5b32ebceee421921d97e5cbfe39",
            ])
    }

    @Test func `ntpd's and ntpsec's are too, with their rule of 20 characters`() {
        let found = keys(
            "  5 M RIrop8KPPvQvYotM # old\r\n6 SHA-1 0e9e44502940294fa788aafaac34ccb126347d34\r\n"
                + "7 aes 12345678901234ab\n8 sha512 12345678901234567890\n9 AES-256 \(String(repeating: "5a", count: 32))",
            .ntp)
        #expect(
            found == [
                "5 MD5 5249726f70384b5050765176596f744d", "6 SHA1 0e9e44502940294fa788aafaac34ccb126347d34",
                "7 AES128 31323334353637383930313233346162", "8 SHA512 3132333435363738393031323334353637383930",
                "9 AES256 \(String(repeating: "5a", count: 32))",
            ])
    }

    @Test(arguments: [
        ("x MD5 abc", 1, KeyFile.Reason.notANumber), ("0 MD5 abc", 1, .numberOutOfRange),
        ("65536 MD5 abc", 1, .numberOutOfRange), ("  99999999999999999999 MD5 abc", 3, .numberOutOfRange),
        ("-1 MD5 abc", 1, .notANumber), ("1 MD6 abc", 3, .unknownAlgorithm), ("1", 2, .keyMissing),
        ("1 SHA256", 9, .keyMissing), ("1 SHA256 # later", 17, .keyMissing), ("1 SHA1 HEX:12G4", 12, .notHexadecimal),
        ("1 SHA1 HEX:123", 12, .notHexadecimal), ("1 SHA1 HEX:", 8, .wrongLength(needed: nil)),
        ("1 AES128 HEX:00112233", 10, .wrongLength(needed: 16)), ("1 AES256 ASCII:abc", 10, .wrongLength(needed: 32)),
        ("1 MD5 caf\u{E9}", 7, .notPrintable), ("1 MD5 abc 10.0.0.1", 11, .trailingText),
        ("1\tSHA1\tabc\n1 MD5 x", 1, .duplicate),
    ])
    func `each error has its place and its reason`(text: String, column: Int, reason: KeyFile.Reason) throws {
        let found = try #require(fault(text))
        #expect(found.reason == reason)
        #expect(found.column == column)
        #expect(found.line == (reason == .duplicate ? 2 : 1))
    }

    @Test func `a bad line leaves the others in force, and no secret in what is said`() {
        let (ring, faults) = KeyFile.read("1 SHA256 geheimnis01\n2 SHA999 geheimnis02\n\n3 AES128 HEX:geheimnis03\n")
        #expect(ring.keys.map(\.id) == [1])
        #expect(faults.map(\.line) == [2, 4])
        var said = faults.map(\.description).joined() + "\(ring)" + "\(ring.keys)"
        dump(ring, to: &said)
        #expect(!said.contains("geheimnis") && !said.contains("103"))
        #expect(faults[0].description.hasPrefix("line 2, column 3: no such algorithm"))
    }

    @Test func `weak keys are known as that`() {
        let (ring, _) = KeyFile.read("1 MD5 0123456789abcdef\n2 SHA256 short\n3 SHA256 longenough\n4 SHA1 longenough")
        #expect(ring.keys.filter(\.isWeak).map(\.id) == [1, 2, 4])
    }

    @Test func `keys are found by number, whatever their order in the file`() throws {
        var random = Seeded(state: 11)
        let ids = Array(Set((0..<500).map { _ in Int.random(in: 1...65_535, using: &random) })).shuffled(using: &random)
        let (ring, faults) = KeyFile.read(ids.map { "\($0) SHA256 secret-of-\($0)" }.joined(separator: "\n"))
        #expect(faults == [] && ring.count == ids.count)
        for (index, key) in ring.keys.enumerated() {
            #expect(key.index == index && ring.key(UInt32(key.id)) == key)
            #expect(secret(of: key, in: ring) == Array("secret-of-\(key.id)".utf8))
        }
        #expect(ring.key(0) == nil && ring.key(65_536) == nil && ring.key(UInt32.max) == nil)
        #expect((1...65_535).filter { ring.key(UInt32($0)) != nil }.count == ids.count)
    }

    @Test func `random text is read or refused line by line, and none traps`() {
        var random = Seeded(state: 0x4B45_5953)
        let pieces = [
            "1", "70000", " ", "\t", "\n", "MD5", "SHA256", "AES128", "HEX:", "ASCII:", "0011", "zz", "#", "\u{0}", "ä",
            "\r\n", "🔑", "HEX:00112233445566778899aabbccddeeff", "18446744073709551616",
        ]
        var lines = 0
        for _ in 0..<20_000 {
            let text = (0..<Int.random(in: 0...12, using: &random))
                .map { _ in pieces.randomElement(using: &random) ?? "" }.joined()
            let (ring, faults) = KeyFile.read(text, dialect: Bool.random(using: &random) ? .ntp : .chrony)
            let count = text.utf8.count { $0 == 0x0A } + 1
            #expect(ring.count + faults.count <= count)
            #expect(faults.allSatisfy { (1...count).contains($0.line) && $0.column >= 1 })
            lines += ring.count + faults.count
        }
        #expect(lines > 10_000)
    }
}
