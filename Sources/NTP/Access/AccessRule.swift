// SPDX-License-Identifier: Apache-2.0

/// One prefix of an ``AccessPolicy`` and what it says.
struct AccessRule: BitwiseCopyable {
    var prefix: AddressBlock
    var isAllowed: Bool

    /// Longer than all of IPv4: 10.0.0.0/8, not ::ffff:0:0/96.
    var isWithinV4: Bool { prefix.length > 96 && AddressBlock.v4.contains(prefix.number) }

    /// Each prefix once, the denial of two; those that contain others in front of these.
    static func inOrder(_ rules: [AccessRule]) -> [AccessRule] {
        var kept: [AccessRule] = []
        kept.reserveCapacity(rules.count)
        for rule in rules.sorted(by: { ($0.key, $0.rank) < ($1.key, $1.rank) }) where kept.last?.prefix != rule.prefix {
            kept.append(rule)
        }
        return kept
    }

    private var key: PrefixKey { PrefixKey(prefix) }
    private var rank: Int { isAllowed ? 1 : 0 }
}

/// Prefixes in the order in which a tree is walked: each before all that it contains.
struct PrefixKey: Comparable, BitwiseCopyable {
    let block: AddressBlock

    init(_ block: AddressBlock) { self.block = block }

    static func < (a: Self, b: Self) -> Bool {
        a.block.number != b.block.number ? a.block.number < b.block.number : a.block.length < b.block.length
    }
}
