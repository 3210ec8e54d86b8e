// SPDX-License-Identifier: Apache-2.0

import GRDB

/// How many rows each table has; counted once, when the file is opened.
struct RowCounts: Sendable {
    var rows: [Grain: Int] = [:]
    var journal = 0

    init(in db: Database) throws {
        for grain in Grain.allCases { rows[grain] = try Self.count(grain.rawValue, db) }
        journal = try Self.count("journal", db)
    }

    fileprivate static func count(_ table: String, _ db: Database) throws -> Int {
        Int(clamping: try db.integer("SELECT count(*) FROM \(table)") ?? 0)
    }
}

/// Takes away what is too much, a piece at a time.
struct Pruning {
    let limits: RecordLimits
    /// What our clock shows; `nil`: nothing was heard of it.
    let now: Int64?

    func prune(_ counts: inout RowCounts, in db: Database) throws {
        try prune(.second, to: limits.seconds, &counts, in: db)
        try prune(.minute, to: limits.minutes * Series.allCases.count, &counts, in: db)
        try prune(.hour, to: limits.hours * Series.allCases.count, &counts, in: db)
        if let excess = RecordLimits.excess(counts.journal, over: limits.journalEntries) {
            try pruneJournal(excess, &counts, in: db)
        }
        try pruneSize(&counts, in: db)
    }

    /// Of a table whose rows are not counted all along: the first by that column go.
    static func cut(_ table: String, by column: String, to limit: Int, in db: Database) throws {
        guard let excess = RecordLimits.excess(try RowCounts.count(table, db), over: limit) else { return }
        let piece = "SELECT rowid FROM \(table) ORDER BY \(column) LIMIT ?"
        try db.run("DELETE FROM \(table) WHERE rowid IN (\(piece))", [excess])
    }

    private func prune(_ grain: Grain, to limit: Int, _ counts: inout RowCounts, in db: Database) throws {
        guard let excess = RecordLimits.excess(counts.rows[grain, default: 0], over: limit) else { return }
        try cut(grain, excess, &counts, in: db)
    }

    private func cut(_ grain: Grain, _ count: Int, _ counts: inout RowCounts, in db: Database) throws {
        let table = grain.rawValue
        if let future = try fartherFuture(table, db) {
            let piece = "SELECT at FROM \(table) WHERE at > ? ORDER BY at DESC LIMIT ?"
            try db.run("DELETE FROM \(table) WHERE at IN (\(piece))", [future, count])
        } else {
            try db.run("DELETE FROM \(table) WHERE at IN (SELECT at FROM \(table) ORDER BY at LIMIT ?)", [count])
        }
        counts.rows[grain, default: 0] -= db.changesCount
    }

    /// What lies farthest from now goes first. A clock that was once wrong by years leaves rows in the future, which
    /// would otherwise outlive everything that is true.
    /// - Returns: where that future begins: an hour from now, where the latest row is farther than the oldest one.
    private func fartherFuture(_ table: String, _ db: Database) throws -> Int64? {
        guard let now, let oldest = try db.integer("SELECT min(at) FROM \(table)") else { return nil }
        guard let newest = try db.integer("SELECT max(at) FROM \(table)"), newest > now else { return nil }
        return newest &- now > max(3_600_000, now &- oldest) ? now + 3_600_000 : nil
    }

    private func pruneJournal(_ count: Int, _ counts: inout RowCounts, in db: Database) throws {
        try db.run("DELETE FROM journal WHERE id IN (SELECT id FROM journal ORDER BY id LIMIT ?)", [count])
        counts.journal -= db.changesCount
    }

    private func pruneSize(_ counts: inout RowCounts, in db: Database) throws {
        for _ in 0..<100 where try Self.usedOctets(db) > limits.fileOctets / 10 * 9 {
            if counts.journal > 100 {
                try pruneJournal(max(10, counts.journal / 20), &counts, in: db)
            } else {
                try cut(.minute, 4096, &counts, in: db)
            }
        }
    }

    static func usedOctets(_ db: Database) throws -> Int64 {
        let pages = try db.integer("PRAGMA page_count") ?? 0
        let free = try db.integer("PRAGMA freelist_count") ?? 0
        let octets = try db.integer("PRAGMA page_size") ?? Schema.pageOctets
        return (pages &- free) &* octets
    }
}
