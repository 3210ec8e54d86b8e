// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// When following clocks are compared: one after another, once a second, right after the pulse was handled where there
/// is a pulse, since nothing else is due then.
struct FollowerRound {
    private static let period: Duration = .seconds(1)
    /// How much later than expected the pulse may come before a round is made without it.
    private static let patience: Duration = .milliseconds(100)
    private static let soonest: Duration = .milliseconds(500)

    /// When the next round begins.
    private(set) var due: MonotonicInstant
    private var began: MonotonicInstant?
    private var index = 0
    private let count: Int

    /// - Parameter count: how many clocks are compared in a round; a round of none is made too.
    init(count: Int, at now: MonotonicInstant) {
        (self.count, index, due) = (count, count, now)
    }

    /// A pulse was told: its handling comes next, then a round.
    mutating func pulsed(at now: MonotonicInstant) {
        if let began, now - began < Self.soonest { return }
        due = now
    }

    /// True once at the beginning of a round.
    mutating func begins(at now: MonotonicInstant) -> Bool {
        guard now >= due else { return false }
        (began, due, index) = (now, now + Self.period + Self.patience, 0)
        return true
    }

    /// Which clock is to be compared now; `nil`: none until the next round.
    mutating func next() -> Int? {
        guard index < count else { return nil }
        index += 1
        return index - 1
    }
}
