// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension ClientsReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        if service != .ptp { putNTP(into: &sheet) }
        if service == nil { sheet.blank() }
        if service != .ntp { putPTP(into: &sheet) }
        return sheet.text
    }

    private func putNTP(into sheet: inout TextSheet) {
        guard !ntp.isEmpty else { return sheet.put("Nobody has asked for the time by NTP.") }
        sheet.put("NTP: \(Self.clients(known, shown: ntp.count))")
        for line in summary { sheet.put(line) }
        sheet.blank()
        sheet.table(
            [
                .words("address"), .figure("v"), .figure("answered"), .figure("refused"), .figure("/min"),
                .figure("seen"), .words("why"),
            ], ntp.map(\.cells))
    }

    /// How many there are, who asks most, and what became of the rest.
    public var summary: [String] {
        let some = refused.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }
        let top = busiest.prefix(3).map { "\($0.address) (\($0.answered &+ $0.refused))" }
        let told = kissed > 0 ? "; \(kissed) of them were told so" : ""
        var lines = [distinct.sentence]
        if !top.isEmpty { lines.append("Busiest: \(top.joined(separator: ", ")).") }
        if !some.isEmpty { lines.append("Not answered: \(some.joined(separator: ", "))\(told).") }
        if overruns > 0 { lines.append("The kernel had no room for \(overruns).") }
        return lines
    }

    private func putPTP(into sheet: inout TextSheet) {
        guard !ptp.isEmpty else { return sheet.put("Nobody has asked for the time by PTP.") }
        sheet.put("PTP: \(Self.clients(ptpKnown, shown: ptp.count))")
        sheet.blank()
        sheet.table(
            [
                .init("clock"), .figure("port"), .figure("granted/s"), .figure("asked/s"), .figure("offset"),
                .figure("seen"), .words("address"),
            ], ptp.map(\.cells))
    }

    /// "1 client"; "5000 clients, the 1000 last heard"
    private static func clients(_ known: Int, shown: Int) -> String {
        AlarmEvidence.count(known, "client") + (shown < known ? ", the \(shown) last heard" : ", the last heard first")
    }

    /// As if that service alone had been asked for.
    public var ptpText: String {
        var report = self
        report.service = .ptp
        return report.text
    }
}

extension NTPFacts.Distinct {
    /// For people.
    public var sentence: String {
        "Different clients answered: \(minute) in the last minute, \(hour) in the hour, \(day) in the day."
    }
}

extension ClientsReport.Client {
    fileprivate var cells: [String] {
        [
            address, version.map { "\($0)" } ?? "–", "\(answered)", "\(refused)",
            perMinute.map(AlarmEvidence.figure) ?? "–", ClientsReport.age(secondsSinceLast), lastRefusal ?? "",
        ]
    }
}

extension ClientsReport.PTPClient {
    fileprivate var cells: [String] {
        let granted = [announcePerSecond, syncPerSecond, delayResponsePerSecond].compactMap(\.self).reduce(0, +)
        let words = [address, state, refused > 0 ? "\(refused) refused" : nil].compactMap(\.self)
        return [
            identity, "\(port)", granted == 0 ? "–" : AlarmEvidence.figure(granted),
            AlarmEvidence.figure(delayRequestsPerSecond), offsetNs.map { StatusReport.human($0) } ?? "–",
            ClientsReport.age(secondsSinceLast), words.joined(separator: ", "),
        ]
    }
}

extension ClientsReport {
    /// Ago.
    fileprivate static func age(_ seconds: Double) -> String {
        Duration.realSeconds(max(0, min(seconds, 3e9))).humanText
    }
}
