// SPDX-License-Identifier: Apache-2.0

import GRDB

enum WatchedSpanTable {
    /// What is kept of the same stretch already, from before a restart or since our clock showed it twice, stays true.
    private static let insertion = """
        INSERT INTO watchedSpan (at, team, clock, least, most, uncertainty, over) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (team, clock, at) DO UPDATE SET least = min(least, excluded.least), most = max(most, excluded.most),
            uncertainty = max(uncertainty, excluded.uncertainty), over = max(over, excluded.over)
        """

    /// Of more than `limit` the first that came go.
    static func put(_ spans: [WatchedSpan], limit: Int, into db: Database) throws {
        guard !spans.isEmpty else { return }
        for span in spans {
            let cells: [(any DatabaseValueConvertible)?] = [
                span.utcMilliseconds, span.group, span.clock, span.least, span.most, span.uncertainty, span.wasOver,
            ]
            try db.run(insertion, StatementArguments(cells))
        }
        try Pruning.cut("watchedSpan", by: "rowid", to: limit, in: db)
    }

    /// Of each step what its stretches tell together, by time.
    static func select(_ query: WatchedQuery, of clock: String, from db: Database) throws -> [WatchedSpan] {
        let sql = """
            SELECT min(at), min(least), max(most), max(uncertainty), max(over) FROM watchedSpan
            WHERE team = ? AND clock = ? AND at >= ? AND at < ? GROUP BY at / ? ORDER BY at
            """
        let arguments: StatementArguments = [query.group, clock, query.from, query.to, query.step]
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).compactMap { row in
            guard let at = row.integer(0), let least = row.integer(1), let most = row.integer(2),
                let uncertainty = row.integer(3)
            else { return nil }
            return WatchedSpan(
                utcMilliseconds: at, group: query.group, clock: clock, least: least, most: most,
                uncertainty: uncertainty, wasOver: row.integer(4) == 1)
        }
    }
}
