// SPDX-License-Identifier: Apache-2.0

/// Who has which place.
extension RateTable {
    /// Of the set that the hash leads to. Inlined, as the next: else the whole table's frame is copied for each request.
    @inline(__always)
    func firstSlot(of client: ClientKey) -> Int {
        (Int(truncatingIfNeeded: client.hash >> 40) & (slots.count / Self.ways &- 1)) &* Self.ways
    }

    @inline(__always)
    func find(_ client: ClientKey, in first: Int) -> Int? {
        for slot in first..<(first &+ Self.ways)
        where slots[slot].network == client.network && slots[slot].standing != .empty { return slot }
        return nil
    }

    /// Gives the client a place on trial: an empty one, or else one that may be taken, by chance, for where clients
    /// take turns it is the longest silent one that comes next.
    mutating func admit(_ client: ClientKey, in first: Int, at now: Int64) -> Bool {
        let start = Int(truncatingIfNeeded: draw() >> 32)
        var chosen: Int?
        for offset in 0..<Self.ways {
            let slot = first &+ (start &+ offset) & (Self.ways &- 1)
            if slots[slot].standing == .empty {
                chosen = slot
                break
            }
            if chosen == nil, mayBeTaken(slot, at: now) { chosen = slot }
        }
        guard let chosen else { return false }
        if slots[chosen].standing == .established { counters.forgotten &+= 1 }
        slots[chosen] = Slot(network: client.network, bucket: AnswerBucket(at: now), last: now, standing: .onTrial)
        _ = slots[chosen].bucket.take(size, at: now)
        counters.admitted &+= 1
        return true
    }

    /// From now on that place is taken from nobody, unless its set has as many such as it may have.
    mutating func establish(_ slot: Int, in first: Int, at now: Int64) {
        var count = 0
        for place in first..<(first &+ Self.ways) where slots[place].standing == .established {
            if isSilent(place, at: now) {
                slots[place].standing = .onTrial
                counters.forgotten &+= 1
            } else {
                count &+= 1
            }
        }
        guard count < Self.established else { return }
        slots[slot].standing = .established
        counters.established &+= 1
    }

    /// The established ones, as many as wanted at most.
    func copyKnown(into networks: inout [UInt64], most: Int) {
        for slot in slots.indices where slots[slot].standing == .established {
            guard networks.count < most else { return }
            networks.append(slots[slot].network)
        }
    }

    private func mayBeTaken(_ slot: Int, at now: Int64) -> Bool {
        switch slots[slot].standing {
        case .empty: true
        case .onTrial: slots[slot].bucket.isFull(at: now)
        case .established: isSilent(slot, at: now)
        }
    }

    private func isSilent(_ slot: Int, at now: Int64) -> Bool {
        now &- slots[slot].last > Int64(limit.memory) &* 1_000_000_000
    }
}
