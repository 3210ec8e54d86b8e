// SPDX-License-Identifier: Apache-2.0

import GRDB

enum OutageTable {
    static let columns = [
        "began", "seconds", "cause", "ending", "gaveUp", "predicted", "promised", "found", "uncertainty", "kept",
        "temperatureBegin", "temperatureEnd",
    ]

    private static let insertion: String = {
        let marks = columns.map { _ in "?" }.joined(separator: ", ")
        let changes = columns.dropFirst().map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
        return """
            INSERT INTO outage (\(columns.joined(separator: ", "))) VALUES (\(marks))
            ON CONFLICT (began) DO UPDATE SET \(changes)
            """
    }()

    /// One that is there already is written anew. Of more than `limit` the first that came goes.
    static func put(_ record: OutageRecord, limit: Int, into db: Database) throws {
        let cells: [(any DatabaseValueConvertible)?] = [
            record.began, record.seconds, record.cause, record.end.rawValue, record.gaveUpAfter, record.predicted,
            record.promised, record.found, record.uncertainty, record.isKept, record.temperatures.begin,
            record.temperatures.end,
        ]
        try db.run(insertion, StatementArguments(cells))
        let excess = (try db.integer("SELECT count(*) FROM outage") ?? 0) - Int64(max(1, limit))
        guard excess > 0 else { return }
        try db.run("DELETE FROM outage WHERE id IN (SELECT id FROM outage ORDER BY id LIMIT ?)", [excess])
    }

    /// Those that a former process left running: it is told how long that process is known to have lived.
    static func endRunning(until now: Int64?, in db: Database) throws {
        try db.run(
            """
            UPDATE outage SET ending = ?, seconds =
                ((SELECT max(at) FROM second WHERE at >= outage.began AND at <= ?) - outage.began) / 1000.0
            WHERE ending = ?
            """,
            [OutageRecord.End.restarted.rawValue, now ?? .max, OutageRecord.End.running.rawValue])
    }

    /// The latest first.
    static func select(limit: Int, from db: Database) throws -> [OutageRecord] {
        let sql = "SELECT \(columns.joined(separator: ", ")) FROM outage ORDER BY id DESC LIMIT ?"
        return try Row.fetchAll(db.cachedStatement(sql: sql), arguments: [limit]).compactMap(record)
    }

    private static func record(_ row: Row) -> OutageRecord? {
        guard let began = row.integer(0), let cause = row.text(2) else { return nil }
        let end = row.text(3).flatMap(OutageRecord.End.init) ?? .restarted
        var record = OutageRecord(began: began, cause: cause, end: end)
        (record.seconds, record.gaveUpAfter) = (row.real(1), row.real(4))
        (record.predicted, record.promised) = (row.real(5), row.real(6))
        (record.found, record.uncertainty) = (row.real(7), row.real(8))
        record.isKept = row.integer(9).map { $0 != 0 }
        record.temperatures = .init(begin: row.real(10), end: row.real(11))
        return record
    }
}
