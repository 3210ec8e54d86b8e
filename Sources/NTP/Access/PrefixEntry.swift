// SPDX-License-Identifier: Apache-2.0

/// What lies in the tables of a ``PrefixSearch``: a prefix, or a marker on the way to longer ones, and what holds for
/// the addresses in it that no longer prefix matches.
struct PrefixEntry: BitwiseCopyable {
    var prefix: AddressBlock
    var isAllowed: Bool
    var isMarker: Bool

    /// The entries of each length that a rule has, by rising length.
    static func byLength(_ rules: [AccessRule], otherwise: Bool) -> [[PrefixEntry]] {
        let lengths = Set(rules.map(\.prefix.length)).sorted()
        var levels = [[PrefixEntry]](repeating: [], count: lengths.count)
        for entry in settled(withMarkers(rules, lengths), otherwise) {
            guard let level = lengths.firstIndex(of: entry.prefix.length) else { continue }
            levels[level].append(entry)
        }
        return levels
    }

    /// The rules and a marker wherever the search for one looks before it comes to it, in order; of equal prefixes,
    /// the rule in front.
    private static func withMarkers(_ rules: [AccessRule], _ lengths: [UInt8]) -> [PrefixEntry] {
        var markers: Set<AddressBlock> = []
        for rule in rules {
            var (low, high) = (0, lengths.count)
            while low < high {
                let middle = (low + high) >> 1
                if lengths[middle] == rule.prefix.length { break }
                if lengths[middle] < rule.prefix.length {
                    markers.insert(rule.prefix.shortened(to: lengths[middle]))
                    low = middle + 1
                } else {
                    high = middle
                }
            }
        }
        let own = rules.map { PrefixEntry(prefix: $0.prefix, isAllowed: $0.isAllowed, isMarker: false) }
        let all = own + markers.map { PrefixEntry(prefix: $0, isAllowed: false, isMarker: true) }
        return all.sorted { ($0.key, $0.rank) < ($1.key, $1.rank) }
    }

    /// Each prefix once, and each marker told what the longest rule around it says: those around it are the ones that
    /// came before and have not ended.
    private static func settled(_ entries: [PrefixEntry], _ otherwise: Bool) -> [PrefixEntry] {
        var (kept, around): ([PrefixEntry], [PrefixEntry]) = ([], [])
        kept.reserveCapacity(entries.count)
        for var entry in entries where kept.last?.prefix != entry.prefix {
            while let last = around.last, !last.prefix.contains(entry.prefix.number) { around.removeLast() }
            if entry.isMarker { entry.isAllowed = around.last?.isAllowed ?? otherwise } else { around.append(entry) }
            kept.append(entry)
        }
        return kept
    }

    private var key: PrefixKey { PrefixKey(prefix) }
    private var rank: Int { isMarker ? 1 : 0 }
}
