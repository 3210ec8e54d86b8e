// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import TimeBase
import TimeKeeping

extension WhyReport.Evidence {
    static func receiver(_ snapshot: ApplianceSnapshot) -> Self {
        let facts = snapshot.receiver
        let name = facts.model.map { "a \($0) on \(facts.device)" } ?? facts.device
        if let fault = facts.fault {
            return Self("receiver", .missing, ["Nothing can be heard of \(name): \(fault.clause)."])
        }
        let garbage = facts.refused.phrase
        return Self(
            "receiver", verdict(facts, snapshot),
            [
                "It is \(name): \(Phrase.count(facts.epochsHeard, "epoch")) in "
                    + "\(Phrase.count(facts.bytesHeard, "octet")) heard.",
                stated(facts, snapshot), fix(facts), sky(facts),
                facts.survey.map { "Survey of its position: \($0.text)." },
                garbage.isEmpty ? nil : "Not taken: \(garbage).",
            ])
    }

    private static func verdict(_ facts: ReceiverFacts, _ snapshot: ApplianceSnapshot) -> WhyReport.Verdict {
        if facts.lastEpoch == nil || snapshot.conditions.contains(.receiverSilent) { return .missing }
        if snapshot.conditions.contains(.receiverContradicts) || !facts.isTimeValid { return .refused }
        if snapshot.conditions.contains(.signalTroubled) { return .doubted }
        let isFeigned = facts.spoofing.map { $0 != "none" } ?? false
        return isFeigned || !snapshot.conditions.isDisjoint(with: [.noFix, .implausible]) ? .doubted : .believed
    }

    private static func stated(_ facts: ReceiverFacts, _ snapshot: ApplianceSnapshot) -> String {
        guard let last = facts.lastEpoch else { return "It has stated no time yet." }
        let age = (snapshot.now - last).humanText
        guard let stated = facts.statedTime else { return "What it said \(age) ago has no date and time in it." }
        let utc = snapshot.state.utc.utc(stated).iso8601()
        return "\(age) ago it stated \(utc), and that this \(facts.isTimeValid ? "is valid" : "may not be believed")."
    }

    private static func fix(_ facts: ReceiverFacts) -> String {
        let fix = facts.fix == .none ? "It has no fix" : "Its fix: \(facts.fix.rawValue)"
        let accuracy =
            facts.timeAccuracy.map { "; by its own estimate its time is good to \($0.humanText) (1 σ)" } ?? ""
        return "\(fix), from \(facts.satellitesUsed) of \(Phrase.count(facts.satellites.count, "satellite")) in view"
            + "\(accuracy)."
    }

    /// What may disturb it, and of what it says nothing.
    private static func sky(_ facts: ReceiverFacts) -> String {
        let all = [("antenna", facts.antenna), ("jamming", facts.jamming), ("spoofing", facts.spoofing)]
        let told = all.compactMap { name, value in value.map { "\(name) \($0)" } }.joined(separator: ", ")
        let untold = all.filter { $0.1 == nil }.map(\.0)
        let silence = untold.isEmpty ? "" : "It says nothing of \(untold.listed)."
        return [told.isEmpty ? "" : "It reports: \(told).", silence].filter { !$0.isEmpty }.joined(separator: " ")
    }
}

extension [String] {
    /// "a, b and c"
    var listed: String { count < 2 ? joined() : dropLast().joined(separator: ", ") + " and " + (last ?? "") }
}

extension PortFault {
    var clause: String {
        switch self {
        case .absent: "its port is not there"
        case .denied: "its port may not be opened"
        case .busy: "another program has its port"
        case .failed: "its port failed, and is tried again"
        }
    }
}
