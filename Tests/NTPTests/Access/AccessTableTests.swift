// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

/// Beside a search through all prefixes, one by one.
struct AccessTableTests {
    private static let mapped: UInt128 = 0xFFFF << 32

    private struct Linear {
        var allow: [AddressBlock]
        var deny: [AddressBlock]

        func allows(_ address: UInt128) -> Bool {
            let allowed = allow.filter { $0.contains(address) }.map(\.length).max()
            let denied = deny.filter { $0.contains(address) }.map(\.length).max()
            switch (allowed, denied) {
            case (nil, nil): return allow.isEmpty
            case (let allowed?, let denied?): return allowed > denied
            case (_?, nil): return true
            case (nil, _?): return false
            }
        }
    }

    /// Near each other, so that they lie within each other: few different bits, at all depths.
    private func crowded(_ random: inout Seeded) -> UInt128 {
        let isV4 = Bool.random(using: &random)
        let width = isV4 ? 32 : 128
        var number: UInt128 = 0
        for _ in 0..<3 {
            number |= UInt128(UInt8.random(in: 0...3, using: &random)) << Int.random(in: 0..<width, using: &random)
        }
        return isV4 ? Self.mapped | number & 0xFFFF_FFFF : number
    }

    private func block(_ random: inout Seeded) throws -> AddressBlock {
        let number = crowded(&random)
        let isV4 = number >> 32 == 0xFFFF && Int.random(in: 0..<8, using: &random) > 0
        let length = Int.random(in: (isV4 ? 96 : 0)...128, using: &random)
        return try #require(AddressBlock(number: number, length: length))
    }

    @Test func `random prefixes are found as a search through all finds them`() throws {
        var random = Seeded(state: 0xACCE55)
        var (wrong, allowed, asked) = (0, 0, 0)
        for _ in 0..<120 {
            let count = Int.random(in: 0...60, using: &random)
            let blocks = try (0..<count).map { _ in try block(&random) }
            let split = Int.random(in: 0...count, using: &random)
            let linear = Linear(allow: Array(blocks[..<split]), deny: Array(blocks[split...]))
            let policy = try #require(AccessPolicy(allow: linear.allow, deny: linear.deny))
            // Where prefixes begin and end, and one beyond.
            let edges = blocks.flatMap { [$0.number, $0.number &- 1, $0.number | (UInt128.max >> $0.length)] }
            for address in edges + (0..<60).map({ _ in crowded(&random) }) {
                let expected = linear.allows(address)
                if policy.allows(address) != expected { wrong += 1 }
                if expected { allowed += 1 }
                asked += 1
            }
        }
        #expect(wrong == 0)
        #expect((asked / 8...asked * 7 / 8).contains(allowed))
    }

    /// 100 000 different ones as lists of the world's networks have them, IPv4 mostly.
    private func many(_ random: inout Seeded) throws -> [AddressBlock] {
        try (0..<100_000).map { index in
            let low = UInt128(random.next() & 0xFFFF_FFFF)
            if index % 4 > 0 {
                return try #require(AddressBlock(number: Self.mapped | low, length: 96 + 8 + index / 4 % 25))
            }
            let high = UInt128(0x2000_0000 | random.next() & 0x1FFF_FFFF) << 96
            return try #require(AddressBlock(number: high | low << 64, length: 19 + index / 4 % 46))
        }
    }

    @Test func `100 000 prefixes take as few looks as a hundred`() throws {
        var random = Seeded(state: 7)
        let blocks = try many(&random)
        let policy = try #require(AccessPolicy(allow: [], deny: blocks))
        var (most, mostV4, missed) = (0, 0, 0)
        for block in blocks {
            if policy.allows(block.number) { missed += 1 }
            let probes = policy.probes(for: block.number)
            if block.number >> 32 == 0xFFFF { mostV4 = max(mostV4, probes) } else { most = max(most, probes) }
        }
        for _ in 0..<20_000 {
            let address = UInt128(random.next()) << 64 | UInt128(random.next())
            most = max(most, policy.probes(for: address))
            mostV4 = max(mostV4, policy.probes(for: Self.mapped | address & 0xFFFF_FFFF))
        }
        #expect(missed == 0)
        #expect(mostV4 <= AccessPolicy.mostProbesV4 && most <= AccessPolicy.mostProbes)
        #expect(policy.footprint < 12_000_000)
    }

    @Test func `where all 33 and 129 lengths occur, the looks are the most there can be`() throws {
        let v6 = try (0...128).map { try #require(AddressBlock(number: UInt128.max, length: $0)) }
        let v4 = try (96...128).map { try #require(AddressBlock(number: Self.mapped | 0xFFFF_FFFF, length: $0)) }
        let policy = try #require(AccessPolicy(allow: v6, deny: v4))
        // The way down is the longest one.
        #expect(policy.probes(for: 1 << 126) == AccessPolicy.mostProbes)
        #expect(policy.probes(for: Self.mapped | 1) == AccessPolicy.mostProbesV4)
        #expect(policy.allows(.max) && !policy.allows(Self.mapped | 0xFFFF_FFFF))
    }

    @Test func `what is said of all IPv4 does not say it of IPv6, what is said of all does`() throws {
        let v4 = try #require(AddressBlock(number: Self.mapped, length: 96))
        let one = Self.mapped | 1
        let denied = try #require(AccessPolicy(allow: [], deny: [v4]))
        #expect(!denied.allows(one) && denied.allows(1) && denied.probes(for: one) == 0)
        let both = try #require(AccessPolicy(allow: [v4], deny: [.everything]))
        #expect(both.allows(one) && !both.allows(1))
        let low = try #require(AddressBlock(number: 0, length: 64))
        let inLow = try #require(AccessPolicy(allow: [], deny: [low]))
        #expect(!inLow.allows(one) && !inLow.allows(1) && inLow.allows(1 << 64))
    }

    @Test func `without prefixes there is nothing to look at`() {
        #expect(AccessPolicy.everyone.probes(for: 1) == 0)
        #expect(AccessPolicy.everyone.footprint == 0)
    }
}
