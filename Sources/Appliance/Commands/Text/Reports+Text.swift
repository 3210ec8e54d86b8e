// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension AlarmsReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        if alarms.isEmpty { sheet.put("No alarm is raised.") }
        for alarm in alarms {
            sheet.blank()
            sheet.put("\(alarm.severity.rawValue): \(alarm.name)")
            sheet.put(alarm.text, indent: 2)
            if let hint = alarm.hint, alarm.acknowledged == nil { sheet.put(hint, indent: 2) }
            if let raised = alarm.raised { sheet.put(raised, indent: 2) }
        }
        return sheet.text
    }
}

extension Alarm {
    /// Since when, and who has seen it, where that is known.
    fileprivate var raised: String? {
        let seen = acknowledged.map { "acknowledged by \($0)" }
        let parts = [since.map { "since \($0)" }, seen].compactMap(\.self)
        return parts.isEmpty ? nil : "(" + parts.joined(separator: ", ") + ")"
    }
}

extension StatusReport.Receiver: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.put(phrase)
        return sheet.text
    }
}

extension StatusReport.NTP: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        guard !listen.isEmpty || received > 0 else {
            return style.wrapped("NTP is not served.").joined(separator: "\n")
        }
        let unanswered = dropped.filter { $0.count > 0 }
        sheet.pairs([
            ("listens", listen.isEmpty ? "nowhere" : listen.joined(separator: ", ")), ("received", "\(received)"),
            ("answered", "\(answered)"),
        ])
        sheet.pairs(unanswered.isEmpty ? [("dropped ", "none")] : [])
        if !unanswered.isEmpty {
            sheet.put("dropped, by reason:")
            sheet.table([.figure(""), .init("")], unanswered.map { ["\($0.count)", $0.name] }, indent: 2)
        }
        return sheet.text
    }
}

extension VersionReport: CommandReport {
    public func text(in style: TextStyle) -> String { "gnomon \(version)" }
}

extension DoneReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.put(done)
        return sheet.text
    }
}
