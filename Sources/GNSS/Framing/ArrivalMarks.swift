// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// When the bytes that are still undecided arrived: one mark for each change of arrival, oldest first.
///
/// A candidate may hold bytes of many calls back. When more calls than there is room for are involved, every second
/// mark is dropped, and the bytes of a dropped one count as having arrived with those before them (too early, never
/// too late, by one call's worth).
struct ArrivalMarks: Sendable {
    private static let capacity = 64

    private var offsets = InlineArray<64, UInt64>(repeating: 0)
    private var instants = InlineArray<64, MonotonicInstant>(repeating: MonotonicInstant(sinceEpoch: .zero))
    private(set) var count = 0

    /// The byte at `offset` and those after it arrived at `arrival`. Marks that only concern bytes before `oldest`
    /// are forgotten.
    mutating func note(offset: UInt64, arrival: MonotonicInstant, oldest: UInt64) {
        if oldest == offset { count = 0 }
        if count > 0 && instants[count - 1] == arrival { return }
        if count > 0 && offsets[count - 1] == offset { count -= 1 }
        if count == Self.capacity { makeRoom(oldest: oldest) }
        offsets[count] = offset
        instants[count] = arrival
        count += 1
    }

    /// When the byte at `offset` arrived. There is a mark for every byte from the oldest undecided one on.
    func arrival(of offset: UInt64) -> MonotonicInstant {
        var index = count - 1
        while index > 0 && offsets[index] > offset { index -= 1 }
        return instants[max(index, 0)]
    }

    private mutating func makeRoom(oldest: UInt64) {
        var first = 0
        while first + 1 < count && offsets[first + 1] <= oldest { first += 1 }
        let stride = first > 0 ? 1 : 2
        var kept = 0
        for index in Swift.stride(from: first, to: count, by: stride) {
            offsets[kept] = offsets[index]
            instants[kept] = instants[index]
            kept += 1
        }
        count = kept
    }
}
