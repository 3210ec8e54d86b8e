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

    /// What changed since the last look. What cannot be told now, and what was never otherwise, is no news.
    mutating func news(in snapshot: ApplianceSnapshot) -> [JournalRecord] {
        let facts = snapshot.watch
        guard let table = facts.table else {
            (conditions, agreements) = ([:], [:])
            return []
        }
        var records = groupNews(facts, table, snapshot)
        var changed: [JournalRecord] = []
        var now: [Key: ClockCondition] = [:]
        for (target, clock) in zip(facts.targets, table.clocks) {
            let key = Key(group: facts.groups[target.group].name, target: target)
            let before = conditions[key]
            guard Self.isTold(clock.condition) else {
                now[key] = before
                continue
            }
            now[key] = clock.condition
            guard before != clock.condition, before != nil || clock.condition != .within else { continue }
            changed.append(Self.record(key, before, clock, snapshot))
        }
        conditions = now
        let rest = changed.count - Self.most
        records += changed.prefix(Self.most)
        if rest > 0 {
            let text = "\(rest) more clocks that are watched changed their condition."
            records.append(Self.record(text, .warning, snapshot))
        }
        return records
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
        let place = key.target.name == "\(key.target.endpoint.address)" ? "" : " (\(key.target.endpoint))"
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
