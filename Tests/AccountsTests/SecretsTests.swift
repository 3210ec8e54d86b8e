// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Accounts

@Suite struct `Secrets` {
    @Test func `from the system are as long as asked and not twice the same`() {
        let some = (0..<100).map { _ in RandomOctets.system(32) }
        #expect(some.allSatisfy { $0.count == 32 })
        #expect(Set(some).count == 100)
    }

    @Test func `that people type are 26 digits in groups`() {
        #expect(TypedSecret.text([UInt8](0..<16)) == "00041-06105-0r3gg-28a1c-60t3gf")
        #expect(TypedSecret.text(Array(repeating: 0, count: 16)) == "00000-00000-00000-00000-000000")
        #expect(TypedSecret.text(Array(repeating: 255, count: 16)) == "7zzzz-zzzzz-zzzzz-zzzzz-zzzzzz")
    }

    @Test(arguments: ["0o1il-abc", " 0O1IL ABC\n", "00111abc", "oO1i-L--abc"])
    func `that people type are understood as meant`(typed: String) {
        #expect(TypedSecret.plain(typed) == "00111abc")
    }

    @Test func `that people type are not read for ever`() {
        #expect(TypedSecret.plain(String(repeating: "a", count: 1_000_000)).count == 64)
    }

    @Test(arguments: [([], ""), ([0], "AA"), ([0, 1], "AAE"), ([0, 1, 2], "AAEC"), ([251, 255, 254], "+//+")])
    func `in base64 go there and back`(octets: [UInt8], text: String) {
        #expect(Base64.text(octets) == text)
        #expect(Base64.octets(text[...]) == octets)
    }

    @Test func `in a cookie need no escape`() {
        #expect(Base64.urlText([251, 255, 254]) == "-__-")
    }

    @Test(arguments: ["A", "AA==", "AB", "A*", "A A", "AAE=", "é"])
    func `in base64 have one way of being written`(text: String) {
        #expect(Base64.octets(text[...]) == nil)
    }

    @Test func `in hexadecimal are of their length and in lower case`() {
        #expect(Hex.text([0, 1, 0xAB, 0xFF]) == "0001abff")
        #expect(Hex.isText("0001abff", ofOctets: 4))
        #expect(!Hex.isText("0001ABFF", ofOctets: 4) && !Hex.isText("0001abf", ofOctets: 4))
    }

    @Test func `of tokens have a known beginning`() {
        let secret = TokenSecret.make(.system)
        #expect(secret.hasPrefix("gnomon_") && secret.utf8.count == 50)
        #expect(TokenSecret.hash("gnomon_x") == "264a4a75b29396f112d47d8e5c8b97bf698aecd78c64476a7b0b1db1045e1f26")
    }
}
