// SPDX-License-Identifier: Apache-2.0

/// Answers have what waits in memory too. They wait for the file, but hold no thread meanwhile.
extension RecordStore {
    /// By time, and within a step by series. While the file cannot be opened: what memory has.
    /// - Throws: ``RecordFault``
    public func history(_ query: HistoryQuery) async throws(RecordFault) -> [HistoryPoint] {
        try await archive.points(of: query.bounded.widened)
    }

    /// For exports: the same, of any length, a page at a time. The step is not widened.
    /// - Parameter stepsInPage: 1 ... 20,000
    public func historyPages(_ query: HistoryQuery, stepsInPage: Int = 1000) -> HistoryPages {
        let count = Int64(max(1, min(Int(HistoryQuery.mostPoints), stepsInPage)))
        return HistoryPages(archive: archive, query: query.bounded, stepsInPage: count)
    }

    /// The latest first. Pages: ``JournalFilter/before`` is the last id of the page before. While the file cannot be
    /// written, ids of what waits in memory are preliminary.
    /// - Throws: ``RecordFault``
    public func journal(_ filter: JournalFilter = JournalFilter()) async throws(RecordFault) -> [JournalRecord] {
        try await archive.journal(filter)
    }

    /// Times without a reference, the latest first. One that a former process did not see end is told as restarted.
    /// - Parameter limit: 1 ... 1,000
    /// - Throws: ``RecordFault``
    public func outages(limit: Int = 1000) async throws(RecordFault) -> [OutageRecord] {
        try await archive.outages(limit: max(1, min(1000, limit)))
    }

    /// A channel's notices that are to be sent, the oldest first.
    /// - Parameter limit: 1 ... 1,000
    public func pending(channel: String, limit: Int = 100) async -> [OutboxItem] {
        await archive.pending(channel: channel, limit: max(1, min(1000, limit)))
    }

    /// They are sent, or given up. They are forgotten with the next batch; after a crash before it, they come again.
    public func done(ids: [Int64]) async { await archive.finish(ids) }
}
