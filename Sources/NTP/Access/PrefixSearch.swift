// SPDX-License-Identifier: Apache-2.0

/// The longest prefix that matches, by halving the lengths (Waldvogel, Varghese, Turner, Plattner, "Scalable high
/// speed IP routing lookups", 1997): one table for each length that occurs, looked into from the middle. A hit says
/// that nothing shorter counts, a miss that nothing longer does. So that a hit leads to all longer prefixes, markers
/// lie in the tables on their way, and each says what holds if nothing longer matches after all.
///
/// 32 lengths (IPv4) take at most 6 looks, 128 take 8, whatever the number of prefixes: a look compares one key, for
/// the tables are hashed without collisions.
struct PrefixSearch: Sendable {
    /// One length's table within the common arrays.
    struct Level: BitwiseCopyable, Sendable {
        var mask: UInt128
        var hash: PrefixHash
        var firstSlot: Int
        var firstBucket: Int
    }

    enum Outcome: UInt8, BitwiseCopyable, Sendable {
        case empty, denied, allowed
        init(_ isAllowed: Bool) { self = isAllowed ? .allowed : .denied }
    }

    /// By rising length.
    private(set) var levels: [Level] = []
    private var keys: [UInt128] = []
    private var outcomes: [Outcome] = []
    private var displacements: [UInt16] = []
    private let otherwise: Bool

    /// - Parameters:
    ///   - rules: each prefix once, in the order of ``PrefixKey``, none of length 0.
    ///   - otherwise: what holds where none matches.
    init(_ rules: [AccessRule], otherwise: Bool) {
        self.otherwise = otherwise
        for entries in PrefixEntry.byLength(rules, otherwise: otherwise) { add(entries) }
    }

    func allows(_ address: UInt128, probes: inout Int) -> Bool {
        var (low, high, isAllowed) = (0, levels.count, otherwise)
        while low < high {
            let middle = (low + high) >> 1
            probes += 1
            let outcome = look(for: address, in: levels[middle])
            if outcome == .empty {
                high = middle
            } else {
                isAllowed = outcome == .allowed
                low = middle + 1
            }
        }
        return isAllowed
    }

    private func look(for address: UInt128, in level: Level) -> Outcome {
        let key = address & level.mask
        let place = level.hash.place(of: key)
        let slot = level.firstSlot &+ place.slot(displacements[level.firstBucket &+ place.bucket], level.hash)
        return keys[slot] == key ? outcomes[slot] : .empty
    }

    private mutating func add(_ entries: [PrefixEntry]) {
        guard let first = entries.first else { return }
        let built = PrefixHash.Built(entries.map(\.prefix.number))
        let mask = AddressBlock.mask(Int(first.prefix.length))
        levels.append(
            Level(mask: mask, hash: built.hash, firstSlot: keys.count, firstBucket: displacements.count))
        let firstSlot = keys.count
        keys += [UInt128](repeating: 0, count: built.hash.slots)
        outcomes += [Outcome](repeating: .empty, count: built.hash.slots)
        displacements += built.displacements
        for (entry, slot) in zip(entries, built.slots) {
            keys[firstSlot + slot] = entry.prefix.number
            outcomes[firstSlot + slot] = Outcome(entry.isAllowed)
        }
    }

    var footprint: Int {
        levels.count * MemoryLayout<Level>.stride + keys.count * 17 + displacements.count * 2
    }
}
