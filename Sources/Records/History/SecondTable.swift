// SPDX-License-Identifier: Apache-2.0

import GRDB

/// A row for each sample.
enum SecondTable {
    private static let columns = Series.allCases.map { "\"\($0.rawValue)\"" }
    private static let insertion =
        "INSERT OR IGNORE INTO second (at, \(columns.joined(separator: ", "))) VALUES (?"
        + String(repeating: ", ?", count: columns.count) + ")"

    /// A clock that was set back shows the same milliseconds again: neither sample replaces the other, the later
    /// one takes the next free millisecond.
    /// - Returns: whether there was a place within a second.
    static func insert(_ measurement: Measurement, into db: Database) throws -> Bool {
        for later in 0..<Int64(1000) {
            let cells: [(any DatabaseValueConvertible)?] = Series.allCases.map(measurement.units(of:))
            try db.run(insertion, StatementArguments([measurement.utcMilliseconds &+ later] + cells))
            if db.changesCount == 1 { return true }
        }
        return false
    }

    static func fold(_ query: HistoryQuery, into folder: inout PointFolder, from db: Database) throws {
        let wanted = query.series.map { columns[$0.code] }.joined(separator: ", ")
        let rows = try Row.fetchCursor(
            db.cachedStatement(sql: "SELECT at, \(wanted) FROM second WHERE at >= ? AND at < ? ORDER BY at"),
            arguments: [query.from, query.to])
        while let row = try rows.next() {
            guard let at = row.integer(0) else { continue }
            for place in query.series.indices {
                if let units = row.integer(place + 1) { folder.add(Summary(units), at: at, place: place) }
            }
        }
    }
}
