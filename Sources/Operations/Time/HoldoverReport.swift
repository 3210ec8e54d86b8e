// SPDX-License-Identifier: Apache-2.0

public import Appliance
public import Records
import TimeBase

/// What `holdover` tells: how long the time would last without its source, what is promised of it, and how such promises
/// were kept.
public struct HoldoverReport: Encodable, Sendable {
    public struct Budget: Codable, Hashable, Sendable {
        /// How long the time is served without its source at most, and how wrong it may be by then.
        public var seconds: Double
        public var errorNs: Double
        /// What is spent of the time; `null` where the source is there.
        @Nullable public var spentSeconds: Double?
        /// Until the budget is spent, by whichever comes first, if nothing more is heard; `null`: it is spent, or nothing
        /// is known.
        @Nullable public var leftSeconds: Double?
        /// "time" or "error": which comes first.
        @Nullable public var endsBy: String?
    }

    public struct Prediction: Codable, Hashable, Sendable {
        /// From now.
        public var afterSeconds: Double
        public var boundNs: Double
    }

    public struct Passing: Codable, Hashable, Sendable {
        public var limitNs: Double
        /// From now; 0: it has passed already; `null`: it never will.
        @Nullable public var afterSeconds: Double?
        /// UTC, ISO 8601, as our clock will show it.
        @Nullable public var at: String?
    }

    public var state: String
    public var budget: Budget
    /// The bound if nothing more is heard; empty while nothing is known.
    public var predictions: [Prediction]
    public var passings: [Passing]
    /// The latest first.
    public var outages: [OutagesReport.Entry]
    public var summary: OutageSummary
    /// Causes as clauses, one for each of ``outages``; for people.
    private var causes: [String]

    private enum CodingKeys: CodingKey { case state, budget, predictions, passings, outages, summary }

    /// - Parameter started: what the program has started with, which timekeeping goes by.
    public init(_ snapshot: ApplianceSnapshot, started: Settings, outages records: [OutageRecord]) {
        state = snapshot.state.phase.name
        budget = Budget(snapshot, started.clock)
        predictions = Prediction.all(snapshot)
        passings = HoldoverOutlook(of: snapshot).passings.map { passing in
            Passing(
                limitNs: passing.limit.realNanoseconds, afterSeconds: passing.after?.realSeconds,
                at: passing.at.map(Phrase.moment))
        }
        let past = OutagesReport(records)
        (outages, summary) = (past.outages, past.summary)
        causes = records.map(\.causeText)
    }
}

extension HoldoverReport.Budget {
    fileprivate init(_ snapshot: ApplianceSnapshot, _ settings: Settings.Clock) {
        let (state, now) = (snapshot.state, snapshot.now)
        let isSpending = state.phase == .holdover
        let spent = isSpending ? max(0, (now - state.since).realSeconds) : 0
        let (longest, limit) = (Double(settings.holdoverSeconds), Duration.nanoseconds(settings.holdoverErrorNs))
        self.init(
            seconds: longest, errorNs: limit.realNanoseconds, spentSeconds: isSpending ? spent : nil, leftSeconds: nil,
            endsBy: nil)
        guard state.isTrustworthy, state.knownErrorBound(at: now) != nil else { return }
        let byTime = max(0, longest - spent)
        let byError = state.errorBound.time(until: limit).map { max(0, ($0 - (now - state.asOf)).realSeconds) }
        let isError = byError.map { $0 < byTime } ?? false
        (leftSeconds, endsBy) = (isError ? byError : byTime, isError ? "error" : "time")
    }
}

extension HoldoverReport.Prediction {
    static let moments: [Duration] = [.seconds(60), .seconds(3600), .seconds(8 * 3600), .seconds(86_400)]

    fileprivate static func all(_ snapshot: ApplianceSnapshot) -> [Self] {
        let state = snapshot.state
        guard state.knownErrorBound(at: snapshot.now) != nil else { return [] }
        return moments.map { moment in
            let bound = state.errorBound.after(snapshot.now - state.asOf + moment)
            return Self(afterSeconds: moment.realSeconds, boundNs: bound.realNanoseconds)
        }
    }
}

extension HoldoverReport: CommandReport {
    public func text(in style: TextStyle) -> String {
        var sheet = TextSheet(style)
        sheet.pairs(rows)
        if !predictions.isEmpty { putOutlook(into: &sheet) }
        sheet.heading("Times without a reference")
        sheet.put(summary.text, indent: 2)
        putOutages(into: &sheet)
        return sheet.text
    }

    private var rows: [(String, String)] {
        let limits = "\(Phrase.age(budget.seconds)), or until the error may be \(StatusReport.human(budget.errorNs))"
        var rows = [("state", state), ("budget", limits)]
        if let spent = budget.spentSeconds { rows.append(("spent", Phrase.age(spent))) }
        let end = budget.leftSeconds.map { "\(Phrase.age($0)), then the \(budget.endsBy ?? "time") is spent" }
        rows.append(("left", end ?? "nothing: the time is not to be relied on"))
        return rows
    }

    private func putOutlook(into sheet: inout TextSheet) {
        sheet.heading("If nothing more is heard")
        sheet.table(
            [.init("after"), .figure("within")],
            predictions.map { [Phrase.age($0.afterSeconds), StatusReport.human($0.boundNs)] }, indent: 2)
        sheet.blank()
        sheet.table(
            [.init("bound passes"), .figure("in"), .init("at")],
            passings.map { passing in
                let after = passing.afterSeconds.map { $0 > 0 ? Phrase.age($0) : "already" } ?? "never"
                return [StatusReport.human(passing.limitNs), after, passing.at ?? ""]
            }, indent: 2)
    }

    private func putOutages(into sheet: inout TextSheet) {
        guard !outages.isEmpty else { return }
        sheet.blank()
        sheet.table(
            [
                .init("began (UTC)"), .figure("lasted"), .figure("promised"), .figure("found"), .init("kept"),
                .words("because"),
            ],
            zip(outages, causes).map { entry, cause in
                [
                    String(entry.began.prefix(16)).replacing("T", with: " "), entry.seconds.map(Phrase.age) ?? "–",
                    entry.promisedNs.map(StatusReport.human) ?? "–", entry.foundNs.map(StatusReport.human) ?? "–",
                    entry.kept.map { $0 ? "yes" : "no" } ?? "–", cause,
                ]
            }, indent: 2)
    }
}
