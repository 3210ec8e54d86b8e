// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// How many connections have gone: when it were worth while, their memory is to be given back.
struct Turnover: Sendable {
    /// Fewer are not worth the trouble.
    static let worthWhile = 100
    static let period: TimeAmount = .seconds(10)

    private var gone = 0
    /// Whether there may be more to give back than was free the last time: whoever goes is not gone at once.
    private var isUnfinished = false
    private var last: NIODeadline

    init(now: NIODeadline) { last = now }

    mutating func note() { gone += 1 }

    /// True at most once a ``period``; after many have gone, once more.
    mutating func isDue(at now: NIODeadline) -> Bool {
        let isWorthWhile = gone >= Self.worthWhile
        guard isWorthWhile || isUnfinished, now - last >= Self.period else { return false }
        (gone, last, isUnfinished) = (0, now, isWorthWhile)
        return true
    }
}
