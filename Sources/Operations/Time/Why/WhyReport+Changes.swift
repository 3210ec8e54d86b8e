// SPDX-License-Identifier: Apache-2.0

import Appliance
import NTP
import PTP
import Records
import TimeBase
import TimeKeeping

extension WhyReport.Evidence {
    /// The latest time without a reference.
    static func outage(_ snapshot: ApplianceSnapshot) -> Self {
        guard let outage = snapshot.outage else {
            return Self("outage", .told, ["There was no time without a reference since the start."])
        }
        let began = Phrase.moment(snapshot.utc(at: outage.began))
        let because = outage.cause.clause
        guard outage.end != .running, let ended = outage.ended else {
            let promised = outage.promise.after(snapshot.now - outage.began).humanText
            return Self(
                "outage", .missing,
                [
                    "There has been no reference since \(began), for \((snapshot.now - outage.began).humanText): \(because).",
                    "At its beginning \(promised) was promised for now.",
                    outage.gaveUp.map { "The time was given up \((snapshot.now - $0).humanText) ago." },
                ])
        }
        let lasted = (ended - outage.began).humanText
        return Self(
            "outage", .told, ["The last one began \(began), since \(because), and lasted \(lasted).", outage.found])
    }
}

extension Outage {
    /// What was found at its end.
    fileprivate var found: String? {
        guard let finding else { return OutageRecord.End(end).text.map { $0.capitalisedSentence } }
        let verdict =
            switch isKept {
            case true?: "within the \(finding.bound.humanText) that had been promised"
            case false?: "more than the \(finding.bound.humanText) that had been promised"
            case nil: "too close to the \(finding.bound.humanText) that had been promised to say"
            }
        return "At its end the clock was \(Phrase.offset(finding.offset)), \(verdict)."
    }
}

extension WhyReport {
    /// What would make another state of this one.
    static func changes(_ snapshot: ApplianceSnapshot, _ started: Settings) -> [String] {
        let keeping = started.timekeeping.holdover
        let hints = Alarm.all(in: snapshot).filter { $0.severity > .notice }.compactMap(\.hint)
        let budget = "\(keeping.longest.humanText), or once it may be off by \(keeping.largestError.humanText)"
        let (timeout, grace) = (keeping.pulseTimeout.humanText, keeping.grace.humanText)
        let own: [String] =
            switch snapshot.state.phase {
            case .locked:
                [
                    "Without a pulse for \(timeout), or a receiver that vouches for it for \(grace), the clock runs on what "
                        + "it learned (holdover).",
                    "A receiver or a pulse that contradicts what is established is not followed, once it has done so for "
                        + "\(keeping.contradiction.humanText).",
                ]
            case .holdover, .fallback:
                [
                    "It is locked again once the pulse is back, the receiver vouches for its second, and the clock has "
                        + "settled on it.",
                    "It is given up (unsynchronised) after \(budget).",
                ]
            case .starting, .acquiring, .unsynchronised:
                [
                    "It is locked once the receiver states a valid time, its messages agree on the pulse's second, and the "
                        + "clock has settled within the noise of the stamps."
                ]
            }
        return own + hints.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}

extension WhyReport.Claim {
    static func all(_ snapshot: ApplianceSnapshot) -> [Self] {
        let (claim, state) = (snapshot.claim, snapshot.state)
        let ntp =
            "Stratum \(claim.stratum), reference \(claim.referenceName), leap \(claim.leap), "
            + "root dispersion \(claim.rootDispersion == .max ? "unknown" : claim.rootDispersion.duration.humanText)."
        let ports = PTPReport(snapshot).ports.map { port in
            Self(
                to: "ptp port \(port.number) (\(port.interface))",
                text: port.announced.map { "\(port.state): \($0.text)." } ?? port.text)
        }
        let noPort = Self(to: "ptp", text: "It is not served; the class would be \(state.ptpClockClass).")
        let ready = state.isTrustworthy ? "The time served is within its bound." : "The time is not to be relied on."
        return [Self(to: "ntp", text: snapshot.ntp.listening.isEmpty ? "It is not served; it would be: " + ntp : ntp)]
            + (ports.isEmpty ? [noPort] : ports) + [Self(to: "health", text: ready)]
    }
}
