// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// How the history's file is.
public struct RecordHealth: Hashable, Sendable {
    /// What is recorded gets into the file.
    public let isWell: Bool
    /// What is the case, and what is lost since when. For people.
    public let sentence: String
    /// When the trouble began by our clock, in milliseconds since 1970-01-01 UTC; `nil`: it is well, or nothing was
    /// recorded before.
    public let since: Int64?
    /// Samples that wait in memory.
    public let waitingSamples: Int
    /// What memory had no place for, since the trouble began. Once it is over the journal says it.
    public let lostSamples: Int
    public let lostEntries: Int
    public let lostNotices: Int
    /// The first of what was lost, in milliseconds since 1970-01-01 UTC.
    public let lostSince: Int64?
    /// Notices of each channel that gave way to later ones since the start: the channel did not take them in time.
    public let droppedNotices: [String: Int]
    /// Where damaged files lie that were found since the start.
    public let setAside: [String]
    /// Octets in use in the file.
    public let usedOctets: Int64

    init(path: String, _ condition: Bulletin.Condition, _ waiting: Waiting) {
        let losses = waiting.losses
        let trouble = condition.trouble()
        (isWell, since) = (trouble == nil && losses.isEmpty, trouble?.since)
        waitingSamples = waiting.counts.samples
        (lostSamples, lostEntries, lostNotices) = (losses.samples, losses.entries, losses.notices)
        (lostSince, droppedNotices) = (losses.since, condition.dropped)
        (setAside, usedOctets) = (condition.setAside, condition.usedOctets)
        sentence = Self.sentence(path, condition, losses, waitingSamples: waitingSamples)
    }

    private static func sentence(
        _ path: String, _ condition: Bulletin.Condition, _ losses: Waiting.Losses, waitingSamples: Int
    ) -> String {
        let aside = condition.setAside.last.map { " A damaged file was set aside as \($0)." } ?? ""
        guard let trouble = condition.trouble() else {
            return losses.isEmpty ? "History is kept.\(aside)" : "\(losses.sentence).\(aside)"
        }
        let since = trouble.since.map { " since \(utcText($0))" } ?? ""
        let kept = "the last \(waitingSamples) samples are kept in memory"
        let lost = losses.isEmpty ? "nothing is lost yet" : losses.sentence
        return "History is not written to \(path)\(since): \(trouble.reason); \(kept), \(lost).\(aside)"
    }
}

extension Waiting.Losses {
    /// `12 samples, 1 journal entry and 0 notices since … are lost`
    var sentence: String {
        let rest = outages > 0 ? ", and what was found of \(outages) outages" : ""
        let what = "\(samples) samples, \(entries) journal entries and \(notices) notices" + rest
        return "\(what)\(since.map { " since \(utcText($0))" } ?? "") are lost"
    }
}

/// `2026-11-21T11:24:29Z`
private func utcText(_ utcMilliseconds: Int64) -> String {
    let seconds = Int(clamping: max(0, min(utcMilliseconds, 253_402_300_799_000)) / 1000)
    return UTCInstant(day: seconds / 86_400, secondOfDay: seconds % 86_400).iso8601(decimals: 0)
}
