// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// The reports as people read them.
extension StatusReport {
    public var text: String {
        var rows: [(String, String)] = [
            ("time", "\(time.utc) (TAI − UTC \(time.leapSecondsTAI) s\(leapText))"),
            (
                "offset",
                "\(offsetNs.map { Self.human($0) } ?? "not measured"), oscillator \(Self.decimal(frequencyPpb / 1000)) ppm"
            ),
            ("bound", errorBoundNs.map { "within \(Self.human($0)) of the truth" } ?? "not known"),
            ("claims", "stratum \(stratum), reference \(referenceId), PTP class \(ptpClockClass)"),
            ("receiver", receiver.text), ("pulse", pulse.text), ("ntp", ntp.text),
            ("alarms", alarms.isEmpty ? "none" : alarms.map(\.name).joined(separator: ", ")),
            ("uptime", "\(Duration.seconds(uptimeSeconds).humanText), version \(version)"),
        ]
        for follower in followers { rows.insert(("follower", follower.text), at: rows.count - 3) }
        if ptp.ports > 0 {
            let place = rows.firstIndex { $0.0 == "ntp" }.map { $0 + 1 } ?? rows.count
            rows.insert(("ptp", ptp.text), at: place)
        }
        for sentence in missing { rows.append(("missing", sentence)) }
        return "\(state) since \(since)\n\(reason)\n\n" + Table.text(rows)
    }

    private var leapText: String {
        let expired = time.leapSecondsCurrent ? "" : ", table expired"
        return
            (time.leap.map { ", \($0.change > 0 ? "a second inserted" : "a second left out") before \($0.at)" } ?? "")
            + expired
    }

    /// Nanoseconds as one would say them.
    static func human(_ nanoseconds: Double) -> String {
        guard nanoseconds.magnitude < 1e27 else { return "ages" }
        return Duration.realSeconds(nanoseconds * 1e-9).humanText
    }

    /// With three decimals.
    static func decimal(_ value: Double) -> String {
        guard value.magnitude < 1e15 else { return String(value) }
        let thousandths = Int((value * 1000).rounded())
        let rest = String(thousandths.magnitude % 1000)
        let sign = thousandths < 0 ? "−" : "+"
        return "\(sign)\(thousandths.magnitude / 1000)." + String(repeating: "0", count: 3 - rest.count) + rest
    }
}

extension StatusReport.Follower {
    public var text: String {
        guard let offsetNs else { return "\(name): not compared yet" }
        let uncertainty = uncertaintyNs.map { " ± \(StatusReport.human($0))" } ?? ""
        return "\(name): \(StatusReport.human(offsetNs))\(uncertainty) against the clock that is kept"
    }
}

extension StatusReport.Receiver {
    public var text: String {
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
    public var text: String {
        guard let source else { return "none" }
        let age = secondsSinceEdge.map { "last edge \(Duration.realSeconds($0).humanText) ago" } ?? "no edge yet"
        let marked = marks.map { " marks \($0)" } ?? ", its second is not known"
        return "\(source): \(age)\(secondsSinceEdge == nil ? "" : marked)"
    }
}

extension StatusReport.PTP {
    public var text: String {
        let silent = passive > 0 ? ", \(passive) passive" : ""
        return "\(masters) of \(AlarmEvidence.count(ports, "port")) master\(silent), "
            + AlarmEvidence.count(clients, "unicast client")
    }
}

extension StatusReport.NTP {
    public var text: String {
        let place = listen.isEmpty ? "not served" : "on " + listen.joined(separator: ", ")
        let dropped = dropped.filter { $0.count > 0 }.map { "\($0.count) \($0.name)" }.joined(separator: ", ")
        return "\(place); \(answered) answered" + (dropped.isEmpty ? "" : ", dropped: \(dropped)")
    }
}

extension SatellitesReport {
    public var text: String {
        let degrees = { (angle: Int?) -> String in angle.map { "\($0)°" } ?? "–" }
        let rows = satellites.map { (satellite) -> [String] in
            let name = "\(satellite.constellation) \(satellite.number)"
            let strength = satellite.carrierToNoise.map { "\($0)" } ?? "–"
            let angles = [degrees(satellite.elevationDegrees), degrees(satellite.azimuthDegrees)]
            return [name] + angles + [strength, satellite.isUsed ? "used" : ""]
        }
        let head = ["satellite", "elevation", "azimuth", "dB-Hz", ""]
        return "\(used) used, \(satellites.count) in view\n"
            + (satellites.isEmpty ? "" : Table.text([head] + rows))
    }
}

extension AlarmsReport {
    public var text: String {
        alarms.isEmpty ? "no alarms\n" : Table.text(alarms.map { [$0.severity.rawValue, $0.name, $0.told] })
    }
}

extension Alarm {
    /// Since when, and who has seen it, where that is known; and what to do, while nobody has.
    fileprivate var told: String {
        let raised = since.map { " (since \($0)\(acknowledged.map { ", acknowledged by \($0)" } ?? ""))" } ?? ""
        return text + raised + (acknowledged == nil ? hint.map { " \($0)" } ?? "" : "")
    }
}

extension SourcesReport {
    public var text: String {
        Table.text(sources.map { [$0.isFollowed ? "*" : " ", $0.kind, $0.name, $0.text] })
    }
}

/// Words in columns.
enum Table {
    static func text(_ rows: [(String, String)]) -> String { text(rows.map { [$0.0, $0.1] }) }

    static func text(_ rows: [[String]]) -> String {
        let columns = rows.map(\.count).max() ?? 0
        let widths = (0..<columns).map { column in rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0 }
        return rows.map { line($0, widths) + "\n" }.joined()
    }

    private static func line(_ row: [String], _ widths: [Int]) -> String {
        let padded = zip(row, widths).map { $0 + String(repeating: " ", count: $1 - $0.count) }
        let line = padded.joined(separator: "  ")
        return String(line.reversed().drop { $0 == " " }.reversed())
    }
}
