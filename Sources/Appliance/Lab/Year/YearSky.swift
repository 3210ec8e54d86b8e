// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What is true of UTC in the year, and what the receiver tells of it.
struct YearSky: Sendable {
    private let leaps: [YearPlan.Leap]
    private let loaded = LeapSecondTable.builtIn
    /// The table as the receiver's last words leave it.
    private var table: LeapSecondTable
    private var toldUntil = 0

    init(_ plan: YearPlan) {
        leaps = plan.leaps
        table = loaded
    }

    /// What is true: the difference, and the change to come, be it told or not.
    func truth(at second: Int) -> UTCRelation {
        let passed = leaps.filter { $0.second <= second }
        let next = leaps.first { $0.second > second }.map(Self.leap)
        return UTCRelation(taiMinusUTC: 37 + passed.reduce(0) { $0 + Int32($1.change) }, next: next)
    }

    /// What a program makes of the receiver's words at that second, as the appliance does: each notice is laid over the
    /// table that was loaded.
    mutating func relation(at second: Int) -> UTCRelation {
        let now = YearPlan.start + .seconds(second)
        if second >= toldUntil {
            refresh(second, now)
            toldUntil = nextWord(after: second)
        }
        return table.relation(at: now)
    }

    private mutating func refresh(_ second: Int, _ now: TAIInstant) {
        let next = leaps.first { $0.toldFrom <= second && $0.second > second }.map(Self.leap)
        let notice = LeapSecondNotice(
            at: now, taiMinusUTC: truth(at: second).taiMinusUTC, next: next, validUntil: now + .seconds(56 * 86_400))
        if let updated = try? loaded.updated(with: notice) { table = updated }
    }

    /// When its words change, and at least once a day.
    private func nextWord(after second: Int) -> Int {
        let changes = leaps.flatMap { [$0.toldFrom, $0.second] }.filter { $0 > second }
        return min(second + YearPlan.day, changes.min() ?? .max)
    }

    static func leap(_ planned: YearPlan.Leap) -> UTCRelation.Leap {
        UTCRelation.Leap(at: YearPlan.start + .seconds(planned.second), change: planned.change)
    }
}
