// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import NTP
import Records
import TimeBase

/// In which condition each clock that is watched was last seen, so that what changes is written down: who was off, by how
/// much, from when until when.
struct ClockWatch: Sendable {
    private struct Key: Hashable {
        var group: String
        var target: WatchTarget
    }

    /// More than this at once are one entry: a network that is cut off is one event, not a thousand.
    private static let most = 8

    private var conditions: [Key: ClockCondition] = [:]
    private var agreements: [String: WatchedGroup.Agreement] = [:]
    /// As it was at the last look: mostly it still is, and a thousand clocks need not be looked up by name.
    private var last: Look?

    private struct Look: Equatable {
        var targets: [WatchTarget]
        var conditions: [ClockCondition]
        var agreements: [WatchedGroup.Agreement]
    }

    /// What changed since the last look. What cannot be told now, and what was never otherwise, is no news.
    mutating func news(in snapshot: ApplianceSnapshot) -> [JournalRecord] {
        let facts = snapshot.watch
        guard let table = facts.table else {
            self = ClockWatch()
            return []
        }
        let look = Look(
            targets: facts.targets, conditions: table.clocks.map(\.condition), agreements: table.groups.map(\.agreement)
        )
        guard look != last else { return [] }
        last = look
        let changed = clockNews(facts, table, snapshot)
        var records = groupNews(facts, table, snapshot) + changed.prefix(Self.most)
        if changed.count > Self.most {
            let text = "\(changed.count - Self.most) more clocks that are watched changed their condition."
            records.append(Self.record(text, .warning, snapshot))
        }
        return records
    }

    private mutating func clockNews(
        _ facts: WatchFacts, _ table: WatchTable, _ snapshot: ApplianceSnapshot
    ) -> [JournalRecord] {
        var changed: [JournalRecord] = []
        var now: [Key: ClockCondition] = [:]
        for (target, clock) in zip(facts.targets, table.clocks) {
            let key = Key(group: facts.groups[target.group].name, target: target)
            let before = conditions[key]
            let isTold = Self.isTold(clock.condition)
            now[key] = isTold ? clock.condition : before
            guard isTold, before != clock.condition, before != nil || clock.condition != .within else { continue }
            changed.append(Self.record(key, before, clock, snapshot))
        }
        conditions = now
        return changed
    }

    private static func isTold(_ condition: ClockCondition) -> Bool {
        switch condition {
        case .within, .over, .silent, .refusing, .unsynchronised: true
        case .waiting, .unclear, .absent: false
        }
    }

    private static func record(
        _ key: Key, _ before: ClockCondition?, _ clock: WatchedClock, _ snapshot: ApplianceSnapshot
    ) -> JournalRecord {
        let offset = clock.difference.map { difference in
            let side = difference.offset < .zero ? "behind" : "ahead"
            return ", \(difference.offset.magnitude.humanText) \(side) ± \(difference.uncertainty.humanText)"
        }
        let place = key.target.name == key.target.address ? "" : key.target.place.map { " (\($0))" } ?? ""
        var record = record(
            "The clock of \(key.target.name)\(place) in \(key.group) is \(clock.condition)\(offset ?? "").",
            clock.condition == .within ? .info : .warning, snapshot)
        (record.old, record.new) = (before.map { "\($0)" }, "\(clock.condition)")
        return record
    }

    private mutating func groupNews(
        _ facts: WatchFacts, _ table: WatchTable, _ snapshot: ApplianceSnapshot
    ) -> [JournalRecord] {
        var now: [String: WatchedGroup.Agreement] = [:]
        var records: [JournalRecord] = []
        for (group, told) in zip(facts.groups, table.groups) {
            let before = agreements[group.name]
            guard told.agreement == .within || told.agreement == .over else {
                now[group.name] = before
                continue
            }
            now[group.name] = told.agreement
            guard before != told.agreement, before != nil || told.agreement == .over else { continue }
            let far = told.worst.map { ", \($0.distance.humanText) ± \($0.uncertainty.humanText)" } ?? ""
            let word = told.agreement == .over ? "too far apart" : "close enough again"
            records.append(
                Self.record(
                    "The clocks of \(group.name) are \(word)\(far).", told.agreement == .over ? .warning : .info,
                    snapshot))
        }
        agreements = now
        return records
    }

    private static func record(
        _ text: String, _ severity: JournalRecord.Severity, _ snapshot: ApplianceSnapshot
    ) -> JournalRecord {
        JournalRecord(
            utcMilliseconds: max(0, snapshot.unixMilliseconds), kind: .state, severity: severity, text: text)
    }
}
