// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// One thing that the time could come from, as readers of `ntpq -p` know it.
public struct SourceRow: Hashable, Sendable {
    /// What became of it.
    public enum Verdict: String, Hashable, Sendable, CaseIterable {
        /// The clock follows it.
        case chosen = "*"
        /// It is good and agrees.
        case candidate = "+"
        /// It agrees with the others, but is not among the best.
        case outlier = "-"
        /// It states another time than the majority.
        case falseticker = "x"
        /// It is not used: not reached, or nothing is known of it.
        case unused = " "
    }

    public var verdict: Verdict
    public var name: String
    /// "receiver", "pulse", "server", "ptp".
    public var kind: String
    public var referenceId: String?
    public var stratum: Int?
    /// Seconds since it was last heard.
    public var lastHeard: Double?
    /// Seconds between two times of asking.
    public var poll: Double?
    /// The last eight attempts, the newest in the lowest bit.
    public var reach: UInt8?
    /// To it and back, in nanoseconds.
    public var delayNs: Double?
    /// Clock − source, in nanoseconds: positive, our clock is ahead.
    public var offsetNs: Double?
    public var jitterNs: Double?
    /// One sentence: why it was chosen or not.
    public var reason: String

    public init(verdict: Verdict, name: String, kind: String, reason: String) {
        (self.verdict, self.name, self.kind, self.reason) = (verdict, name, kind, reason)
    }

    public init(_ source: SourcesReport.Source) {
        self.init(verdict: Self.verdict(source), name: source.name, kind: source.kind, reason: source.text)
        (lastHeard, offsetNs, jitterNs) = (source.lastHeardSeconds, source.offsetNs, source.jitterNs)
        guard source.kind != "server", source.kind != "ptp" else {
            (referenceId, stratum, poll) = (source.referenceId, source.stratum, source.pollSeconds)
            (reach, delayNs) = (source.reach.map { UInt8(clamping: $0) }, source.delayNs)
            return
        }
        // Both speak once a second, unasked: there is no way there and back.
        (stratum, poll) = (0, 1)
    }
}

extension SourceRow {
    private static func verdict(_ source: SourcesReport.Source) -> Verdict {
        if source.isFollowed { return .chosen }
        return switch source.standing {
        case "selected", "survivor": source.kind == "server" || source.kind == "ptp" ? .candidate : .unused
        case "outlier", "overruled", "probation": .outlier
        case "falseticker", "contested": .falseticker
        default: .unused
        }
    }
}

extension PageRenderer {
    /// `/sources`: what was considered, chosen, rejected, and why.
    ///
    /// - Parameter sentences: where the time comes from and what is foreseen, a dispute.
    public static func sources(
        _ rows: [SourceRow], sentences: [String] = [], cluster: StatusReport.Cluster? = nil,
        ntp: StatusReport.NTP? = nil, in frame: PageFrame
    ) -> String {
        let content: HTML = """
            <section id="sources" data-refresh="5" data-on="state" aria-label="Sources">
            \(rows.isEmpty ? "<p>There is nothing that the time could come from.</p>" : table(rows))
            \(sentences.map { "<p>\($0)</p>" as HTML })
            \(ntp.html { ClusterPart.section(cluster, $0) })
            </section>
            <section aria-labelledby="marks-heading"><h2 id="marks-heading">What the marks say</h2>
            <dl class="pairs">\(SourceRow.Verdict.allCases.map(explanation))</dl>
            <p class="note">Reach is octal, the last eight attempts in its bits: 377 means that all were answered. \
            Offset is our clock − the source.</p></section>
            """
        return Layout.page(Sheet(path: "/sources", title: "Sources", content: content), in: frame)
    }

    private static func table(_ rows: [SourceRow]) -> HTML {
        let heads = [
            "", "Source", "Kind", "Ref. ID", "St", "When", "Poll", "Reach", "Delay", "Offset", "Jitter", "Why",
        ]
        let cells = heads.map { name -> HTML in
            name.isEmpty
                ? "<th scope=\"col\"><span class=\"heard\">Verdict</span></th>" : "<th scope=\"col\">\(name)</th>"
        }
        return """
            <div class="scroll" tabindex="0" role="group" aria-label="Sources"><table class="figures"><thead><tr>\
            \(cells)</tr></thead><tbody>\(rows.map(row))</tbody></table></div>
            """
    }

    private static func row(_ row: SourceRow) -> HTML {
        let figures: [String?] = [
            row.kind, row.referenceId, row.stratum.map(String.init), time(row.lastHeard), time(row.poll),
            row.reach.map { String($0, radix: 8) }, row.delayNs.map { Figures.duration(nanoseconds: $0) },
            row.offsetNs.map { Figures.offset(nanoseconds: $0) },
            row.jitterNs.map { Figures.duration(nanoseconds: $0) },
        ]
        return """
            <tr\((row.verdict == .chosen).html(" class=\"chosen\""))><td>\(mark(row.verdict))</td>\
            <th scope="row">\(row.name)</th>\(figures.map { "<td>\($0 ?? "–")</td>" as HTML })\
            <td class="words">\(row.reason)</td></tr>

            """
    }

    private static func time(_ seconds: Double?) -> String? {
        seconds.map { Figures.duration(nanoseconds: $0 * 1e9) }
    }

    private static func mark(_ verdict: SourceRow.Verdict) -> HTML {
        "<span aria-hidden=\"true\">\(verdict.rawValue)</span><span class=\"heard\">\(verdict.name)</span>"
    }

    private static func explanation(_ verdict: SourceRow.Verdict) -> HTML {
        let sign = verdict == .unused ? "(blank)" : verdict.rawValue
        return "<dt class=\"figure\">\(sign)</dt><dd>\(verdict.name): \(verdict.meaning)</dd>"
    }
}

extension SourceRow.Verdict {
    fileprivate var name: String {
        switch self {
        case .chosen: "chosen"
        case .candidate: "candidate"
        case .outlier: "outlier"
        case .falseticker: "falseticker"
        case .unused: "not used"
        }
    }

    fileprivate var meaning: String {
        switch self {
        case .chosen: "the clock follows it"
        case .candidate: "it is good and agrees"
        case .outlier: "it agrees, but others are better"
        case .falseticker: "it states another time than the majority"
        case .unused: "it is not heard, or it is not to be relied on"
        }
    }
}
