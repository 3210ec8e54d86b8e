// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct AccessPolicyTests {
    private static let mapped: UInt128 = 0xFFFF << 32

    private func v4(_ a: UInt8, _ b: UInt8, _ c: UInt8, _ d: UInt8) -> UInt128 {
        Self.mapped | [a, b, c, d].reduce(0) { $0 << 8 | UInt128($1) }
    }

    private func block(_ number: UInt128, _ length: Int) throws -> AddressBlock {
        try #require(AddressBlock(number: number, length: length))
    }

    @Test func `without prefixes everyone is answered`() {
        #expect(AccessPolicy.everyone.allows(v4(192, 0, 2, 1)))
        #expect(AccessPolicy.everyone.allows(1))
    }

    @Test func `where some are allowed by name, the others are not`() throws {
        let policy = try #require(AccessPolicy(allow: [block(v4(10, 0, 0, 0), 104)], deny: []))
        #expect(policy.allows(v4(10, 255, 3, 4)))
        #expect(!policy.allows(v4(11, 0, 0, 0)))
        #expect(!policy.allows(0x2001_0DB8 << 96))
    }

    @Test func `where some are denied by name, the others are answered`() throws {
        let policy = try #require(AccessPolicy(allow: [], deny: [block(0x2001_0DB8 << 96, 32)]))
        #expect(!policy.allows(0x2001_0DB8 << 96 | 7))
        #expect(policy.allows(0x2001_0DB9 << 96))
        #expect(policy.allows(v4(10, 0, 0, 1)))
    }

    @Test func `the longest prefix decides, in whatever order they are written`() throws {
        let wide = try block(v4(10, 0, 0, 0), 104)
        let middle = try block(v4(10, 1, 0, 0), 112)
        let host = try block(v4(10, 1, 2, 3), 128)
        for allowed in [[wide, host], [host, wide]] {
            let policy = try #require(AccessPolicy(allow: allowed, deny: [middle]))
            #expect(policy.allows(v4(10, 2, 0, 0)))
            #expect(!policy.allows(v4(10, 1, 2, 4)))
            #expect(policy.allows(v4(10, 1, 2, 3)))
        }
    }

    @Test func `of two equal prefixes the denial holds`() throws {
        let block = try block(v4(10, 0, 0, 0), 104)
        let policy = try #require(AccessPolicy(allow: [block], deny: [block]))
        #expect(!policy.allows(v4(10, 0, 0, 1)))
    }

    @Test func `a prefix of no length is everybody`() throws {
        let policy = try #require(AccessPolicy(allow: [], deny: [.everything]))
        #expect(!policy.allows(0))
        #expect(!policy.allows(.max))
    }

    @Test func `bits beyond the length do not count, and lengths beyond 128 do not exist`() throws {
        #expect(try block(v4(10, 1, 2, 3), 104) == block(v4(10, 0, 0, 0), 104))
        #expect(AddressBlock(number: 0, length: 129) == nil)
        #expect(AddressBlock(number: 0, length: -1) == nil)
    }

    @Test func `it takes as many as a mistake would have`() throws {
        let block = try block(1, 128)
        let blocks = [AddressBlock](repeating: block, count: AccessPolicy.capacity)
        #expect(AccessPolicy(allow: blocks, deny: [block]) == nil)
    }
}
