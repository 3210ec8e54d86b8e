// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Records
import TimeBase

extension JournalRecord {
    /// Something that the program did by itself.
    static func system(
        _ text: String, severity: Severity = .info, in snapshot: ApplianceSnapshot
    ) -> JournalRecord {
        JournalRecord(utcMilliseconds: snapshot.unixMilliseconds, kind: .system, severity: severity, text: text)
    }

    init(_ change: AlarmChange) {
        let isOver =
            switch change.kind {
            case .cleared, .acknowledged: true
            case .raised, .severity: false
            }
        var who: String?
        if case .acknowledged(let name) = change.kind { who = name }
        self.init(
            utcMilliseconds: max(0, change.utc.unixMilliseconds), kind: .alarm,
            severity: isOver ? .info : Severity(change.alarm.severity), who: who,
            text: "\(change.alarm.name) \(change.name): \(change.sentence)")
    }
}

extension JournalRecord.Severity {
    init(_ severity: Alarm.Severity) {
        switch severity {
        case .notice: self = .info
        case .warning: self = .warning
        case .critical: self = .critical
        }
    }
}

extension JournalRecord {
    init(_ event: LoginEvent, at utcMilliseconds: Int64) {
        var severity = Severity.warning
        if case .loggedIn = event.kind { severity = .info }
        self.init(
            utcMilliseconds: max(0, utcMilliseconds), kind: .login, severity: severity, who: event.user,
            from: event.source.description, text: event.text)
    }

    init(_ line: SettingsJournalLine) {
        let isOfKey = !line.key.isEmpty
        self.init(
            utcMilliseconds: max(0, line.utcMilliseconds), kind: .setting, who: line.who, from: line.from,
            text: isOfKey ? "\(line.key): \(line.text)" : line.text, old: isOfKey ? line.old : nil,
            new: isOfKey ? line.new : nil)
    }
}
