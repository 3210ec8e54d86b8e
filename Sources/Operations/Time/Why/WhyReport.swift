// SPDX-License-Identifier: Apache-2.0

public import Appliance
import TimeBase

/// What `why` tells: the answer to "how do you know the time?". The evidence, what is believed of it and what not, what
/// would change that, and what is claimed to others on the strength of it.
public struct WhyReport: Encodable, Hashable, Sendable {
    public enum Verdict: String, Codable, Hashable, Sendable, CaseIterable {
        case believed
        /// It is heard, and not relied on yet, or no more.
        case doubted
        /// It contradicts what is known, or says itself that it is not to be believed.
        case refused
        case missing
        /// Nothing to judge; it is told.
        case told
    }

    public struct Evidence: Codable, Hashable, Sendable {
        /// "receiver", "pulse", "second", "clock", "bound", "leap-seconds", "battery-clock", "outage", "other-sources"
        public var topic: String
        public var verdict: Verdict
        /// Each one with its figures.
        public var sentences: [String]

        init(_ topic: String, _ verdict: Verdict, _ sentences: [String?]) {
            (self.topic, self.verdict, self.sentences) = (topic, verdict, sentences.compactMap(\.self))
        }
    }

    /// A part of the error bound.
    public struct Part: Codable, Hashable, Sendable {
        public var name: String
        public var ns: Double
    }

    public struct Claim: Codable, Hashable, Sendable {
        /// Whom it is told: "ntp", "ptp port 1 (eth0)", "health".
        public var to: String
        /// One sentence.
        public var text: String
    }

    public var state: String
    /// When this state began: UTC, ISO 8601, as our clock showed it.
    public var since: String
    public var secondsInState: Double
    /// One sentence.
    public var reason: String
    public var evidence: [Evidence]
    /// What the error bound is made up of; empty while nothing is known.
    public var bound: [Part]
    /// What would change the verdict, each a sentence.
    public var changes: [String]
    public var claims: [Claim]

    /// - Parameter started: what the program has started with, which timekeeping goes by.
    public init(_ snapshot: ApplianceSnapshot, started: Settings) {
        let state = snapshot.state
        (self.state, since) = (state.phase.name, snapshot.utcText(at: state.since))
        secondsInState = max(0, (snapshot.now - state.since).realSeconds)
        reason = state.reason.sentence
        evidence = [
            .receiver(snapshot), .pulse(snapshot), .second(snapshot), .clock(snapshot), .bound(snapshot),
            .leapSeconds(snapshot, started), .batteryClock(snapshot, started), .outage(snapshot),
            Evidence(
                "other-sources", .told,
                ["None is set up: nobody but the receiver and its pulse could bear them out, or speak against them."]),
        ]
        bound = Part.all(of: snapshot)
        changes = Self.changes(snapshot, started)
        claims = Claim.all(snapshot)
    }
}

extension WhyReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.put("\(state) since \(since), for \(Phrase.age(secondsInState))")
        sheet.put(reason)
        for item in evidence {
            sheet.heading("\(item.verdict.mark) \(item.topic): \(item.verdict.rawValue)")
            for sentence in item.sentences { sheet.put(sentence, indent: 2) }
            if item.topic == "bound", !bound.isEmpty { putBound(into: &sheet) }
        }
        sheet.heading("What would change this:")
        for sentence in changes { sheet.put(sentence, mark: "- ", indent: 2) }
        sheet.heading("What is claimed to others:")
        sheet.pairs(claims.map { ($0.to, $0.text) }, indent: 2)
        sheet.heading("+ believed, ? doubted, x refused, ! missing, . told only")
        return sheet.text
    }

    private func putBound(into sheet: inout TextSheet) {
        sheet.table([.figure(""), .words("")], bound.map { [StatusReport.human($0.ns), $0.name] }, indent: 2)
    }
}

extension WhyReport.Verdict {
    fileprivate var mark: String {
        switch self {
        case .believed: "+"
        case .doubted: "?"
        case .refused: "x"
        case .missing: "!"
        case .told: "."
        }
    }
}
