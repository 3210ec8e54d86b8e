// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Archive {
    /// One transaction: all of it is in the file, or none.
    func write(_ batch: Waiting.Batch, to file: DatabaseFile) throws {
        guard !batch.isEmpty || !done.isEmpty || trouble != nil else { return }
        var after = try counts ?? file.queue.read(RowCounts.init)
        let written = try file.queue.write { db in
            // Trouble ends only with something that was really written.
            if trouble != nil { try db.execute(sql: "PRAGMA user_version = 1") }
            let written = try put(batch, into: db, &after)
            try Pruning(limits: limits, now: waiting.lastUTC).prune(&after, in: db)
            return written
        }
        counts = after
        done = []
        hasEndedOutages = true
        settle(batch, written)
    }

    /// What is known once a batch is written.
    private struct Written {
        var noticeIDs: [Int64: Int64] = [:]
        var dropped: [String: Int] = [:]
        var octets: Int64 = 0
        var lastEntry: Int64 = 0
    }

    private func put(_ batch: Waiting.Batch, into db: Database, _ counts: inout RowCounts) throws -> Written {
        var written = Written()
        try put(batch.outages, into: db)
        try WatchedTable.put(batch.watched, limit: limits.watchedPairs, into: db)
        try WatchedSpanTable.put(batch.spans, limit: limits.watchedSpans, into: db)
        try put(batch.samples, into: db, &counts)
        for entry in batch.entries { try JournalTable.insert(entry, into: db) }
        counts.journal += batch.entries.count
        try OutboxTable.delete(done, from: db)
        for notice in batch.notices { try put(notice, into: db, &written) }
        written.octets = try Pruning.usedOctets(db)
        written.lastEntry = try JournalTable.lastID(in: db)
        return written
    }

    private func put(_ samples: [Measurement], into db: Database, _ counts: inout RowCounts) throws {
        var kept: [Measurement] = []
        for sample in samples where try SecondTable.insert(sample, into: db) { kept.append(sample) }
        counts.rows[.second, default: 0] += kept.count
        for grain in [Grain.minute, .hour] {
            counts.rows[grain, default: 0] += try RollUpTable(grain).add(kept, to: db)
        }
    }

    private func put(_ notice: Waiting.Notice, into db: Database, _ written: inout Written) throws {
        let (id, dropped) = try OutboxTable.insert(
            channel: notice.channel, payload: notice.payload, limit: limits.outboxItems, into: db)
        written.noticeIDs[notice.id] = id
        if dropped > 0 { written.dropped[notice.channel, default: 0] += dropped }
    }

    private func settle(_ batch: Waiting.Batch, _ written: Written) {
        waiting.remove(batch)
        for (own, id) in written.noticeIDs where lent.remove(own) != nil { places[own] = id }
        bulletin.change {
            $0.usedOctets = written.octets
            $0.lastEntry = written.lastEntry
            $0.dropped.merge(written.dropped, uniquingKeysWith: +)
        }
    }
}
