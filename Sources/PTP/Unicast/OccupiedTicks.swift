// SPDX-License-Identifier: Apache-2.0

/// A set of 0 ..< 4 096 that tells its next member in a few steps: a bit for each, and a bit for each word of them.
struct OccupiedTicks: Sendable {
    private var words = InlineArray<64, UInt64>(repeating: 0)
    private var summary: UInt64 = 0

    mutating func insert(_ member: Int) {
        words[member >> 6] |= 1 << UInt64(member & 63)
        summary |= 1 << UInt64(member >> 6)
    }

    mutating func remove(_ member: Int) {
        words[member >> 6] &= ~(1 << UInt64(member & 63))
        if words[member >> 6] == 0 { summary &= ~(1 << UInt64(member >> 6)) }
    }

    /// The first member at or after `start`, going round; `nil`: the set is empty.
    func first(from start: Int) -> Int? {
        let word = start >> 6
        let here = words[word] & (.max << UInt64(start & 63))
        if here != 0 { return word << 6 + here.trailingZeroBitCount }
        // A shift by 64 gives zero: behind the last word there is nothing.
        let later = summary & (.max << UInt64(word + 1))
        let found = later != 0 ? later : summary
        guard found != 0 else { return nil }
        let index = found.trailingZeroBitCount
        return index << 6 + words[index].trailingZeroBitCount
    }
}
