// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// What one port keeps of its management: what it may tell and do, how much it answers, and whom it asks next.
struct ManagementService: Sendable {
    /// Answers a second, to all together: some are many times as long as their questions, which have no sender that could
    /// be believed.
    static let answersPerSecond = 128
    /// Changes that wait to be taken.
    static let capacity = 16

    var desk = ManagementDesk(rights: [])
    /// `nil`: management is not answered.
    var place: ManagementPlace?
    var asksClients = false
    private(set) var changes: [ManagementChange] = []
    var asking = ClientAsking()
    private var second: (began: MonotonicInstant, answers: Int)?

    mutating func admits(at now: MonotonicInstant) -> Bool {
        if let second, now - second.began < .seconds(1) {
            self.second?.answers += 1
            return second.answers < Self.answersPerSecond
        }
        second = (now, 1)
        return true
    }

    /// As many as there is room for: who sets more before the caller looks, sets again.
    mutating func keep(_ more: [ManagementChange]) {
        changes.append(contentsOf: more.prefix(Self.capacity - changes.count))
    }

    mutating func takeChanges() -> [ManagementChange] {
        defer { changes = [] }
        return changes
    }
}
