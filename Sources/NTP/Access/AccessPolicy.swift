// SPDX-License-Identifier: Apache-2.0

/// Who is answered: the longest prefix that matches decides, and where an allowed and a denied one are equal, the
/// denial.
///
/// Compiled once and never changed. Asking allocates nothing, locks nothing and takes at most ``mostProbes`` looks
/// into memory, however many prefixes there are. A copy shares the tables, so whoever asks for many addresses copies
/// it once and asks that copy.
public struct AccessPolicy: Sendable {
    /// More prefixes than anybody has: together they fill some 100 MB, and a list beyond is a mistake.
    public static let capacity = 1_000_000
    /// Of an IPv6 address; of an IPv4 one, ``mostProbesV4``.
    public static let mostProbes = 8
    public static let mostProbesV4 = 6

    private let tables: Tables

    public static let everyone = AccessPolicy([], isAllowedOtherwise: true)

    /// Where anything is allowed by name, all else is denied; otherwise all else is allowed. `nil` only where there
    /// are more than ``capacity`` prefixes together.
    ///
    /// - Parameter peers: who may speak to us as one of equal rank.
    public init?(allow: [AddressBlock], deny: [AddressBlock], peers: [AddressBlock] = []) {
        guard allow.count + deny.count <= Self.capacity else { return nil }
        let allowed = allow.map { AccessRule(prefix: $0, isAllowed: true) }
        let denied = deny.map { AccessRule(prefix: $0, isAllowed: false) }
        let equals = AccessRule.inOrder(peers.map { AccessRule(prefix: $0, isAllowed: true) })
        self.init(AccessRule.inOrder(allowed + denied), isAllowedOtherwise: allow.isEmpty, peers: equals)
    }

    private init(_ rules: [AccessRule], isAllowedOtherwise: Bool, peers: [AccessRule] = []) {
        tables = Tables(rules, isAllowedOtherwise: isAllowedOtherwise, peers: peers)
    }

    /// Whether it is a peer: only those are answered in symmetric mode. Whether they are answered at all ``allows(_:)`` says.
    public func isPeer(_ address: UInt128) -> Bool {
        var probes = 0
        return tables.peers.allows(address, probes: &probes)
    }

    /// - Parameter address: an IPv6 number, or IPv4 in its mapped form.
    public func allows(_ address: UInt128) -> Bool {
        var probes = 0
        return tables.allows(address, probes: &probes)
    }

    /// How many looks into memory that address takes.
    public func probes(for address: UInt128) -> Int {
        var probes = 0
        _ = tables.allows(address, probes: &probes)
        return probes
    }

    /// Octets of the tables.
    public var footprint: Int { tables.v4.footprint + tables.v6.footprint }
}

extension AccessPolicy {
    /// Behind one reference, so that a copy of the policy counts one reference and no more.
    private final class Tables: Sendable {
        let v4, v6, peers: PrefixSearch

        init(_ rules: [AccessRule], isAllowedOtherwise: Bool, peers: [AccessRule]) {
            self.peers = PrefixSearch(peers.filter { $0.prefix.length > 0 }, otherwise: false)
            let (v4Rules, others) = (rules.filter(\.isWithinV4), rules.filter { !$0.isWithinV4 })
            // What holds for all of IPv6 or all of IPv4 needs no look.
            let everything = others.first { $0.prefix.length == 0 }?.isAllowed ?? isAllowedOtherwise
            let allOfV4 = others.last { $0.prefix.contains(AddressBlock.v4.number) && $0.prefix.length <= 96 }
            v4 = PrefixSearch(v4Rules, otherwise: allOfV4?.isAllowed ?? isAllowedOtherwise)
            v6 = PrefixSearch(others.filter { $0.prefix.length > 0 }, otherwise: everything)
        }

        func allows(_ address: UInt128, probes: inout Int) -> Bool {
            if address >> 32 == 0xFFFF { return v4.allows(address, probes: &probes) }
            return v6.allows(address, probes: &probes)
        }
    }
}
