// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Which replies' leaving is looked at to see how wrong the transmit timestamps in them are: in one second of eight, at most
/// a hundred, so that it costs next to nothing at any load.
///
/// Replies that are stamped together leave one after another, the last the latest, so which of them it is is left to chance.
struct DepartureSampler: Sendable, BitwiseCopyable {
    /// 10 ms in units of 2⁻³² s.
    private static let interval: UInt64 = 42_949_673
    /// As many are stamped together.
    private static let chunk: UInt64 = 8

    private var last: UInt64 = 0
    /// The timestamp of those at work, and how many of them are to be passed over; `nil`: none of them is to be taken.
    private var current: UInt64 = 0
    private var left: UInt64?
    private var chance: UInt64 = 0x9E37_79B9_7F4A_7C15

    /// - Parameter written: the reply's transmit timestamp, alike for those that are stamped together.
    mutating func takes(_ written: NTPTimestamp) -> Bool {
        if written.raw != current { begin(written.raw) }
        guard let left else { return false }
        self.left = left == 0 ? nil : left - 1
        if left == 0 { last = current }
        return left == 0
    }

    /// What was meant to be taken of a shorter chunk is taken of this one's first.
    private mutating func begin(_ written: UInt64) {
        let isOwed = left != nil
        current = written
        left = nil
        // A clock that was set back is due as well.
        guard written >> 32 & 7 == 0, written &- last >= Self.interval else { return }
        chance = chance &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        left = isOwed ? 0 : (chance >> 33) % Self.chunk
    }
}
