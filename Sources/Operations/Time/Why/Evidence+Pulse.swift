// SPDX-License-Identifier: Apache-2.0

import Appliance
import TimeBase
import TimeKeeping

extension WhyReport.Evidence {
    static func pulse(_ snapshot: ApplianceSnapshot) -> Self {
        let facts = snapshot.pulse
        guard let source = facts.source else { return Self("pulse", .missing, ["No pulse is set up."]) }
        guard let last = facts.lastEdge else {
            return Self("pulse", .missing, ["No edge has come yet from \(source)."])
        }
        let refused = facts.refused.phrase
        let unused = refused.isEmpty ? "none refused" : "refused: \(refused)"
        return Self(
            "pulse", verdict(snapshot),
            [
                "The last edge came \((snapshot.now - last).humanText) ago from \(source).",
                "\(Phrase.count(facts.accepted, "edge")) used, \(unused).", residual(snapshot), sawtooth(facts),
                drag(snapshot),
            ])
    }

    private static func verdict(_ snapshot: ApplianceSnapshot) -> WhyReport.Verdict {
        if snapshot.conditions.contains(.pulseLost) { return .missing }
        if snapshot.conditions.contains(.pulseContradicts) { return .refused }
        return snapshot.state.phase == .locked ? .believed : .doubted
    }

    private static func residual(_ snapshot: ApplianceSnapshot) -> String? {
        let noise = snapshot.pulse.jitter.map { "its stamps scatter by \($0.humanText) (1 σ)" }
        guard let residual = snapshot.freshResidual else { return noise.map { $0.capitalisedSentence } }
        let side = residual < .zero ? "earlier" : "later"
        let how =
            residual.magnitude < .picoseconds(1)
            ? "It came just when it was expected" : "It came \(residual.magnitude.humanText) \(side) than expected"
        return how + (noise.map { "; \($0)" } ?? "") + "."
    }

    /// What of a pulse that leads the clock away slowly would not be seen.
    private static func drag(_ snapshot: ApplianceSnapshot) -> String? {
        guard let rate = snapshot.slowestVisibleDrag, rate < 1 else { return nil }
        let slowest = Duration.realSeconds(rate).humanText
        return "A pulse that drifted against the oscillator by \(slowest) a second or more would be noticed."
    }

    private static func sawtooth(_ facts: PulseFacts) -> String? {
        guard let sawtooth = facts.sawtooth else { return "The receiver does not say how far its edges are off." }
        if sawtooth == .zero { return "The receiver says that the edge was on time." }
        let side = sawtooth < .zero ? "early" : "late"
        return
            "The receiver says that the edge came \(sawtooth.magnitude.humanText) \(side) (sawtooth): it is taken out."
    }

    /// Which second the pulse marks, and how that is known.
    static func second(_ snapshot: ApplianceSnapshot) -> Self {
        let marks = snapshot.pulse.marks.map {
            "The last edge marks \(Phrase.moment(snapshot.state.utc.utc($0)))."
        }
        guard let label = snapshot.label else {
            return Self(
                "second", marks == nil ? .missing : .believed,
                [marks ?? "Which second the pulse marks is not known."])
        }
        return Self("second", label.verdict, [marks, label.ground] + label.agreement(at: snapshot.now))
    }
}

extension LabelEvidence {
    fileprivate var verdict: WhyReport.Verdict {
        if contradiction != nil { return .refused }
        return switch status {
        case .unlabelled: .missing
        case .ambiguous: .refused
        case .doubted: .doubted
        case .verified: .believed
        }
    }

    /// How it was established.
    fileprivate var ground: String {
        switch status {
        case .unlabelled:
            "Which second the pulse marks is not known yet: \(agreeing) of \(needed) messages agree so far."
        case .ambiguous: "The receiver's messages do not tell which second the pulse marks."
        case .doubted, .verified:
            isByAnnouncement
                ? "The receiver's announcements of its pulses established it, where its messages agreed."
                : "It was established by when the receiver's messages come: \(needed) of 8 had to agree on one second."
        }
    }

    fileprivate func agreement(at now: MonotonicInstant) -> [String] {
        guard status == .verified || status == .doubted else { return [] }
        let many =
            agreeing >= 1000 ? "1000 messages in a row and more" : Phrase.count(agreeing, "message") + " in a row"
        let age = lastAgreement.map { ", the last one \((now - $0).humanText) ago" } ?? ""
        let delay =
            "they begin \(latency.magnitude.humanText) \(latency < .zero ? "before" : "after") the second that they are of"
        var sentences = [
            agreeing == 0 ? "No message has agreed since it came into doubt." : "\(many) agree\(age); \(delay)."
        ]
        if announcements > 0 { sentences.append("\(Phrase.count(announcements, "announcement")) in a row agree too.") }
        if let contradiction {
            sentences.append(
                "The receiver now states a second that is \(contradiction.magnitude.humanText) "
                    + "\(contradiction < .zero ? "too early" : "too late"): it is not followed.")
        }
        return sentences
    }
}

extension String {
    /// With a capital at its beginning, and a full stop.
    var capitalisedSentence: String { prefix(1).uppercased() + dropFirst() + "." }
}
