// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension PTPReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        guard !ports.isEmpty else { return style.wrapped("PTP is not served.").joined(separator: "\n") }
        sheet.put("clock \(clockIdentity ?? "has no name yet")")
        if let socketTrouble { sheet.put("The management socket is not there: \(socketTrouble).") }
        for port in ports {
            sheet.blank()
            sheet.pairs(port.rows)
        }
        return sheet.text
    }
}

extension PTPReport.Port {
    fileprivate var rows: [(String, String)] {
        let time = secondsInState.map { " for \(Duration.realSeconds($0).humanText)" } ?? ""
        var rows = [
            ("port \(number)", "\(interface), \(profile) over \(transport), domain \(domain)"),
            ("state", "\(state)\(time). \(text)"),
        ]
        if !timestampsText.isEmpty { rows.append(("stamps", timestampsText)) }
        if let announced { rows.append(("announces", announced.text)) }
        rows += foreignMasters.map { ("master", $0.text) }
        if let linkDelayNs {
            rows.append(("link", "\(StatusReport.human(linkDelayNs)) to \(peer ?? "a neighbour")"))
        }
        rows += [
            ("sent", Self.list(messages.map { ($0.sent, $0.type) })),
            ("received", Self.list(messages.map { ($0.received, $0.type) })),
        ]
        if unicast.isServed { rows.append(("unicast", unicast.text)) }
        let lapses = [(stampsLate, "stamps late"), (stampsLost, "stamps lost"), (unsent, "messages not sent")]
        if lapses.contains(where: { $0.0 > 0 }) { rows.append(("lapses", Self.list(lapses))) }
        if refused.contains(where: { $0.count > 0 }) {
            rows.append(("refused", Self.list(refused.map { ($0.count, $0.name) })))
        }
        return rows
    }

    private static func list(_ counts: [(UInt64, String)]) -> String {
        let some = counts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
        return some.isEmpty ? "nothing" : some.joined(separator: ", ")
    }
}

extension PTPReport.Announced {
    /// "class 6, within 100 ns, variance 0x4e5d, priorities 128 and 128, TAI − UTC 37 s, from gnss; time-traceable"
    public var text: String {
        let accuracy = accuracyNs.map { "within \(StatusReport.human($0))" } ?? "accuracy not known"
        let variance = String(offsetScaledLogVariance, radix: 16)
        return "class \(clockClass), \(accuracy), variance 0x\(variance), priorities \(priority1) and \(priority2), "
            + "TAI − UTC \(utcOffsetSeconds) s, from \(timeSource)"
            + (flags.isEmpty ? "" : "; " + flags.joined(separator: ", "))
    }
}

extension PTPReport.ForeignMaster {
    public var text: String {
        let rank = isBetter ? "better than we are" : isQualified ? "not better" : "not heard often enough"
        return "\(grandmaster) at \(address): class \(clockClass), priorities \(priority1) and \(priority2), "
            + "\(stepsRemoved) steps away, \(rank), heard \(Duration.realSeconds(secondsSinceLast).humanText) ago"
    }
}

extension PTPReport.Unicast {
    public var text: String {
        let rate = AlarmEvidence.figure(messagesPerSecond)
        return "\(AlarmEvidence.count(clients, "client")), \(rate) messages a second promised; "
            + "\(granted) granted, \(refused) refused, \(cancelled) given back"
    }
}
