// SPDX-License-Identifier: Apache-2.0

public import Records

/// How well promises were kept, all in all.
public struct OutageSummary: Encodable, Sendable {
    /// Outages of which something is kept.
    public var outages: Int
    /// Those at whose end the clock was found; and of these, those that can be judged, and that stayed within.
    public var found: Int
    public var judged: Int
    public var kept: Int
    /// The largest part of its bound that one was found off; 1: all of it. Missing: none was found.
    public var worstShare: Double?
    /// In words.
    public var text: String

    public init(of records: [OutageRecord]) {
        outages = records.count
        let shares = records.compactMap { record in
            record.found.flatMap { found in record.promised.map { found.magnitude / max($0, 1e-3) } }
        }
        found = shares.count
        judged = records.count { $0.isKept != nil }
        kept = records.count { $0.isKept == true }
        worstShare = shares.max()
        text = ""
        text = words(others: records.count { $0.end != .running } - found)
    }

    private func words(others: Int) -> String {
        guard outages > 0 else { return "There was none yet." }
        if others == 0, found == 0 { return "The first one is not over yet." }
        guard let worstShare else { return "At the end of none so far it was found what the clock was off." }
        let percent = Int((min(worstShare, 1e6) * 100).rounded())
        var text = "\(kept) of \(judged) outage\(judged == 1 ? "" : "s") stayed within what was promised; "
        text += "the worst was off by \(percent) % of its bound."
        if found > judged { text += " Of \(found - judged) more the pulses are too uncertain to say." }
        if others > 0 { text += " Of \(others) more it was not found." }
        return text
    }
}
