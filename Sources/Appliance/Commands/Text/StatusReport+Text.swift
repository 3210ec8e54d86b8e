// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension StatusReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.put("\(state) since \(since)")
        sheet.put(reason)
        sheet.blank()
        sheet.pairs(rows)
        return sheet.text
    }

    private var rows: [(String, String)] {
        var rows: [(String, String)] = [
            ("time", "\(time.utc) (TAI − UTC \(time.leapSecondsTAI) s\(leapText))"),
            ("offset", "\(Self.offset(offsetNs)), oscillator \(Self.decimal(frequencyPpb / 1000)) ppm"),
            ("bound", errorBoundNs.map { "within \(Self.human($0)) of the truth" } ?? "not known"),
            ("claims", "stratum \(stratum), reference \(referenceId), PTP class \(ptpClockClass)"),
            ("receiver", receiver.phrase), ("pulse", pulse.phrase),
        ]
        rows += followers.map { ("follower", $0.phrase) }
        rows.append(("ntp", ntp.phrase))
        rows += ntp.stamping.map { ("stamps", $0.phrase) } + ntp.transmitErrors.map { ("error", $0.phrase) }
        if let keys = ntp.keys { rows.append(("ntp keys", keys.phrase)) }
        if let nts = ntp.nts { rows.append(("nts", nts.phrase)) }
        if let cluster { rows.append(("cluster", cluster.phrase)) }
        if failover.isWorthTelling { rows.append(("time from", failover.phrase)) }
        if let smear = ntp.smear { rows.append(("smear", smear.phrase)) }
        if ptp.ports > 0 { rows.append(("ptp", ptp.phrase)) }
        let raised = alarms.map(\.name).joined(separator: ", ")
        rows.append(("alarms", raised.isEmpty ? "none" : raised))
        rows.append(("uptime", "\(Duration.realSeconds(uptimeSeconds).humanText), version \(version)"))
        return rows + missing.map { ("missing", $0) }
    }

    private var leapText: String {
        let expired = time.leapSecondsCurrent ? "" : ", table expired"
        return (time.leap.map { ", \($0.phrase)" } ?? "") + expired
    }

    private static func offset(_ nanoseconds: Double?) -> String {
        nanoseconds.map { human($0) } ?? "not measured"
    }
}

extension StatusReport {
    /// Nanoseconds as one would say them.
    public static func human(_ nanoseconds: Double) -> String {
        guard nanoseconds.magnitude < 1e27 else { return "ages" }
        return Duration.realSeconds(nanoseconds * 1e-9).humanText
    }

    /// With three decimals, and a sign.
    public static func decimal(_ value: Double) -> String {
        guard value.magnitude < 1e15 else { return String(value) }
        let thousandths = Int((value * 1000).rounded())
        let rest = String(thousandths.magnitude % 1000)
        let sign = thousandths < 0 ? "−" : "+"
        return "\(sign)\(thousandths.magnitude / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}

// MARK: Its parts in a phrase

extension StatusReport.Leap {
    /// "a second inserted before 2017-01-01T00:00:00Z"
    public var phrase: String { "\(change > 0 ? "a second inserted" : "a second left out") before \(at)" }
}

extension StatusReport.Follower {
    public var phrase: String {
        guard let offsetNs else { return "\(name): not compared yet" }
        let uncertainty = uncertaintyNs.map { " ± \(StatusReport.human($0))" } ?? ""
        let fate =
            switch state {
            case "free": ", left alone until that is worth following"
            case "approaching": ", being brought to it"
            case "lost": ", but not compared any more"
            default: ""
            }
        return "\(name): \(StatusReport.human(offsetNs))\(uncertainty) against the clock that is kept\(fate)"
    }
}

extension StatusReport.Receiver {
    public var phrase: String {
        let name = model.map { "\(device) (\($0))" } ?? device
        guard port == "ok" else { return "\(name): port \(port)" }
        let age = secondsSinceEpoch.map { ", heard \(Duration.realSeconds($0).humanText) ago" } ?? ", no time heard yet"
        let states = [
            antenna.map { ", antenna \($0)" }, jamming.map { ", jamming \($0)" }, spoofing.map { ", spoofing \($0)" },
            timeAccuracyNs.map { ", time within \(StatusReport.human($0))" }, survey.map { ", survey \($0.text)" },
        ].compactMap(\.self)
        let time = timeValid ? "time valid" : "time not valid"
        return "\(name): fix \(fix), \(satellitesUsed) of \(satellitesInView) satellites used, \(time)\(age)"
            + states.joined()
    }
}

extension SurveyFacts {
    /// One phrase: "running for 12 min, 1.8 m so far".
    public var text: String {
        let accuracy = Duration.realSeconds(Double(elapsedSeconds)).humanText
        let metres = AlarmEvidence.figure(accuracyMetres) + " m"
        if active { return "running for \(accuracy), \(metres) so far" }
        return valid ? "done, \(metres) after \(accuracy)" : "not running, without a result"
    }
}

extension StatusReport.Pulse {
    public var phrase: String {
        guard let source else { return "none" }
        let age = secondsSinceEdge.map { "last edge \(Duration.realSeconds($0).humanText) ago" } ?? "no edge yet"
        let marked = marks.map { " marks \($0)" } ?? ", its second is not known"
        return "\(source): \(age)\(secondsSinceEdge == nil ? "" : marked)"
    }
}

extension StatusReport.PTP {
    public var phrase: String {
        let silent = passive > 0 ? ", \(passive) passive" : ""
        return "\(masters) of \(AlarmEvidence.count(ports, "port")) master\(silent), "
            + AlarmEvidence.count(clients, "unicast client")
    }
}

extension StatusReport.NTP {
    public var phrase: String {
        let place = listen.isEmpty ? "not served" : "on " + listen.joined(separator: ", ")
        let dropped = dropped.phrase
        let kinds = [interleaved > 0 ? "\(interleaved) interleaved" : "", authenticated.phrase].filter { !$0.isEmpty }
        let kind = kinds.isEmpty ? "" : " (\(kinds.joined(separator: ", ")))"
        return "\(place); \(answered) answered\(kind)" + (dropped.isEmpty ? "" : ", dropped: \(dropped)")
    }
}

extension [NamedCount] {
    /// Those that there are: "2 tooShort, 1 denied"; may be empty.
    public var phrase: String { filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }.joined(separator: ", ") }
}
