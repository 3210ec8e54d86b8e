// SPDX-License-Identifier: Apache-2.0

import Board

/// Everyone who asks a port for something: fixed room, and finding, admitting and forgetting one takes the same short time
/// however many there are.
///
/// A client is an identity at an address: what somebody else sends in its name from elsewhere touches nothing of its. Whoever
/// holds a grant keeps its place. Of the others a newcomer takes the place of one that was seen for less than
/// ``trial``, else of one seen for longer, the longest silent first: a flood of invented names displaces itself.
struct ClientTable: Sendable {
    /// How a place is used; each has its list, the longest silent first.
    enum Standing: Int, CaseIterable {
        case free, newcomer, regular, granted
    }

    /// For how long one must have been seen to count as more than a passer-by, nanoseconds.
    static let trial: Int64 = 10_000_000_000
    /// How many identities one address may have. Another takes the place of the longest silent of the same address, and with
    /// it what that one has left of its share of answers.
    static let identitiesPerAddress = 8

    var records: [ClientRecord]
    private var standings: SlotLists
    /// By the hash of the address.
    private var chains: SlotLists
    private let buckets: Int
    private let seed: UInt64

    /// - Parameter seed: of the hash; drawn by chance so that nobody can choose addresses that share a chain.
    init(capacity: Int, seed: UInt64) {
        let nobody = PortIdentity(clock: ClockIdentity(raw: 0), number: 0)
        let empty = ClientRecord(identity: nobody, address: .ethernet(MACAddress(0)), at: 0)
        records = Array(repeating: empty, count: capacity)
        buckets = 1 << (Int.bitWidth - max(1, capacity - 1).leadingZeroBitCount)
        chains = SlotLists(slots: capacity, lists: buckets)
        standings = SlotLists(slots: capacity, lists: Standing.allCases.count)
        self.seed = seed
        for slot in 0..<capacity { standings.append(slot, to: Standing.free.rawValue) }
    }

    var capacity: Int { records.count }

    func count(_ standing: Standing) -> Int { standings.count(of: standing.rawValue) }
    func first(_ standing: Standing) -> Int? { standings.first(of: standing.rawValue) }

    func slot(of identity: PortIdentity, at address: MessageAddress) -> Int? {
        var next = chains.first(of: bucket(of: address))
        while let slot = next {
            if records[slot].identity == identity, records[slot].address == address { return slot }
            next = chains.after(slot)
        }
        return nil
    }

    /// The client's place, which it gets if it has none, and notes that it was heard.
    /// - Returns: `nil`: all places belong to clients with grants, or all that its address may have do.
    mutating func admit(_ identity: PortIdentity, at address: MessageAddress, now: Int64) -> Int? {
        if let slot = slot(of: identity, at: address) {
            records[slot].last = now
            settle(slot)
            return slot
        }
        let siblings = siblings(at: address)
        if siblings.count >= Self.identitiesPerAddress {
            guard let slot = siblings.oldest else { return nil }
            let requests = records[slot].requests
            let signals = records[slot].signals
            enter(identity, at: address, slot, now)
            (records[slot].requests, records[slot].signals) = (requests, signals)
            return slot
        }
        guard let slot = first(.free) ?? first(.newcomer) ?? first(.regular) else { return nil }
        enter(identity, at: address, slot, now)
        return slot
    }

    /// Puts the client on the list that it belongs to now, as the one heard last.
    mutating func settle(_ slot: Int) {
        let record = records[slot]
        let standing: Standing =
            record.hasGrants ? .granted : record.last - record.first >= Self.trial ? .regular : .newcomer
        // Those with grants are not displaced: their order is no matter.
        if standing == .granted, standings.list(of: slot) == Standing.granted.rawValue { return }
        standings.append(slot, to: standing.rawValue)
    }

    /// Those that are known now, in no order. Allocates.
    var clients: [ClientFacts] {
        records.indices.compactMap { chains.list(of: $0) == nil ? nil : records[$0].facts }
    }

    private mutating func enter(_ identity: PortIdentity, at address: MessageAddress, _ slot: Int, _ now: Int64) {
        let before = records[slot]
        records[slot] = ClientRecord(identity: identity, address: address, at: now)
        // Numbers go on, so that a stamp that comes late for the place's last holder fits nothing of the new one's.
        records[slot].sync.sequence = before.sync.sequence &+ 0x4000
        chains.append(slot, to: bucket(of: address))
        settle(slot)
    }

    /// How many clients have this address, and the longest silent of them that has no grant.
    private func siblings(at address: MessageAddress) -> (count: Int, oldest: Int?) {
        var (count, oldest): (Int, Int?) = (0, nil)
        var next = chains.first(of: bucket(of: address))
        while let slot = next {
            next = chains.after(slot)
            guard records[slot].address == address else { continue }
            count += 1
            guard !records[slot].hasGrants else { continue }
            if oldest.map({ records[slot].last < records[$0].last }) ?? true { oldest = slot }
        }
        return (count, oldest)
    }

    private func bucket(of address: MessageAddress) -> Int {
        let (high, low): (UInt64, UInt64) =
            switch address {
            case .ip(let ip, let scope):
                (
                    UInt64(truncatingIfNeeded: ip.number >> 64) ^ UInt64(scope) << 32,
                    UInt64(truncatingIfNeeded: ip.number)
                )
            case .ethernet(let mac): (1, mac.number)
            }
        return Int(truncatingIfNeeded: Self.mix(Self.mix(high ^ seed) ^ low)) & (buckets - 1)
    }

    /// The finaliser of SplitMix64.
    private static func mix(_ value: UInt64) -> UInt64 {
        let one = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        let two = (one ^ (one >> 27)) &* 0x94D0_49BB_1331_11EB
        return two ^ (two >> 31)
    }
}
