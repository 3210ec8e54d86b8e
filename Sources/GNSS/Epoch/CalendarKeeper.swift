// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Which day it is, for sentences that only say the time of day. It never guesses: it knows the day that a receiver stated
/// last, and that midnight comes after 23:59:59.
struct CalendarKeeper: Sendable {
    private var last: WallClock?
    private var lastArrival = MonotonicInstant(sinceEpoch: .zero)
    /// Whether the receiver warranted the date.
    private(set) var isWarranted = false

    /// A stated date is of no use once more than this has passed without another one: a midnight may have gone unseen.
    private static let memory: Duration = .seconds(12 * 3600)

    /// A date that the receiver does not warrant never takes the place of one that it did: after a reset many state the
    /// date of their firmware.
    mutating func note(_ clock: WallClock, isWarranted: Bool, arrival: MonotonicInstant) {
        guard isWarranted || !self.isWarranted || last == nil else { return }
        last = clock
        lastArrival = arrival
        self.isWarranted = isWarranted
    }

    /// The receiver says that it knows no date.
    mutating func forget() { last = nil }

    /// The day of a time of day that follows; `nil` where no date was stated, or too long ago.
    func day(of millisecond: Int, at arrival: MonotonicInstant) -> Int? {
        guard let last, arrival - lastArrival < Self.memory else { return nil }
        let isPastMidnight = millisecond + 43_200_000 < last.millisecond
        let isBeforeMidnight = millisecond > last.millisecond + 43_200_000
        return last.day + (isPastMidnight ? 1 : isBeforeMidnight ? -1 : 0)
    }
}
