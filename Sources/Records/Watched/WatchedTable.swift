// SPDX-License-Identifier: Apache-2.0

import GRDB

enum WatchedTable {
    /// Of two rows of one moment the worse one stays: our clock showed it twice.
    private static let insertion = """
        INSERT INTO watched (at, team, ahead, behind, distance, uncertainty, over) VALUES (?, ?, ?, ?, ?, ?, ?)
        ON CONFLICT (team, at) DO UPDATE SET ahead = excluded.ahead, behind = excluded.behind,
            distance = excluded.distance, uncertainty = excluded.uncertainty, over = excluded.over
        WHERE excluded.distance > distance
        """

    /// Of more than `limit` the first that came go.
    static func put(_ pairs: [WatchedPair], limit: Int, into db: Database) throws {
        guard !pairs.isEmpty else { return }
        for pair in pairs {
            let cells: [(any DatabaseValueConvertible)?] = [
                pair.utcMilliseconds, pair.group, pair.ahead, pair.behind, pair.distance, pair.uncertainty, pair.isOver,
            ]
            try db.run(insertion, StatementArguments(cells))
        }
        try Pruning.cut("watched", by: "at", to: limit, in: db)
    }

    /// The worst of each step, by time. SQLite takes the other columns from the row that has the greatest distance.
    static func select(_ query: WatchedQuery, from db: Database) throws -> [WatchedPair] {
        let sql = """
            SELECT at, ahead, behind, max(distance), uncertainty, over FROM watched
            WHERE team = ? AND at >= ? AND at < ? GROUP BY at / ? ORDER BY at
            """
        let arguments: StatementArguments = [query.group, query.from, query.to, query.step]
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: arguments).compactMap { row in
            guard let at = row.integer(0), let ahead = row.text(1), let behind = row.text(2),
                let distance = row.integer(3), let uncertainty = row.integer(4)
            else { return nil }
            return WatchedPair(
                utcMilliseconds: at, group: query.group, ahead: ahead, behind: behind, distance: distance,
                uncertainty: uncertainty, isOver: row.integer(5) == 1)
        }
    }
}
