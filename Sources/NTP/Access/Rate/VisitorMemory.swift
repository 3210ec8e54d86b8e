// SPDX-License-Identifier: Apache-2.0

/// Who has been here lately, in 16 bits each: so little that a flood of ever new addresses needs seconds to wash out
/// those who were here before.
///
/// A word has the fingerprints of the last four different visitors whose hashes lead to it. One in 16,000 strangers
/// is mistaken for somebody else.
struct VisitorMemory: ~Copyable, Sendable {
    private var words: [UInt64]

    /// - Parameter count: of words of 8 octets, a power of two.
    init(words count: Int) { words = [UInt64](repeating: 0, count: count) }

    var footprint: Int { words.count * 8 }

    /// Notes a visit; whether that visitor was remembered.
    mutating func visit(_ hash: UInt64) -> Bool {
        let index = Int(truncatingIfNeeded: hash >> 16) & (words.count &- 1)
        // Zero is nobody.
        let mark = max(hash & 0xFFFF, 1)
        let word = words[index]
        for shift in stride(from: UInt64(0), to: 64, by: 16) where word >> shift & 0xFFFF == mark { return true }
        words[index] = word << 16 | mark
        return false
    }
}
