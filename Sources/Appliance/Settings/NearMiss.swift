// SPDX-License-Identifier: Apache-2.0

/// What a mistyped word was probably meant to be.
public enum NearMiss {
    /// The nearest of the known words, if one is near: equal but for case, `-` and `_`; or one slip away (a letter
    /// wrong, missing, added, or two changed over), two in a long word. Words under four letters are all alike.
    public static func best(for word: String, among known: [String]) -> String? {
        guard word.utf8.count <= 40 else { return nil }
        let plain = simplified(word)
        if let same = known.first(where: { simplified($0) == plain }) { return same }
        let allowed = plain.count < 4 ? 0 : plain.count < 7 ? 1 : 2
        return known.map { (name: $0, slips: distance(plain, simplified($0))) }
            .filter { $0.slips <= allowed }.min { ($0.slips, $0.name) < ($1.slips, $1.name) }?.name
    }

    private static func simplified(_ word: String) -> [UInt8] {
        Array(word.lowercased().utf8).filter { $0 != UInt8(ascii: "-") && $0 != UInt8(ascii: "_") }
    }

    /// Optimal string alignment: insertions, deletions, substitutions and swaps of neighbours, each one slip.
    static func distance(_ a: [UInt8], _ b: [UInt8]) -> Int {
        var (before, above) = ([Int](), Array(0...b.count))
        for i in 0..<a.count {
            var row = [i + 1]
            for j in 0..<b.count {
                var slips = min(row[j] + 1, above[j + 1] + 1, above[j] + (a[i] == b[j] ? 0 : 1))
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { slips = min(slips, before[j - 1] + 1) }
                row.append(slips)
            }
            (before, above) = (above, row)
        }
        return above[b.count]
    }
}
