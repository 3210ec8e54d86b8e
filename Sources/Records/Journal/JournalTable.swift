// SPDX-License-Identifier: Apache-2.0

import GRDB

enum JournalTable {
    static func insert(_ entry: JournalRecord, into db: Database) throws {
        try db.run(
            "INSERT INTO journal (at, kind, severity, who, origin, text, old, new) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                entry.utcMilliseconds, entry.kind.rawValue, entry.severity.rawValue, entry.who, entry.from, entry.text,
                entry.old, entry.new,
            ])
    }

    /// The greatest id that was ever given.
    static func lastID(in db: Database) throws -> Int64 {
        try db.integer("SELECT seq FROM sqlite_sequence WHERE name = 'journal'") ?? 0
    }

    /// The latest first.
    static func select(_ filter: JournalFilter, limit: Int, from db: Database) throws -> [JournalRecord] {
        var conditions = ["severity >= ?"]
        var arguments: [any DatabaseValueConvertible] = [filter.leastSeverity.rawValue]
        func restrict(_ condition: String, _ values: [any DatabaseValueConvertible]) {
            conditions.append(condition)
            arguments += values
        }
        if let before = filter.before { restrict("id < ?", [before]) }
        if let from = filter.from { restrict("at >= ?", [from]) }
        if let to = filter.to { restrict("at < ?", [to]) }
        if !filter.kinds.isEmpty {
            let marks = filter.kinds.map { _ in "?" }.joined(separator: ", ")
            restrict("kind IN (\(marks))", filter.kinds.map(\.rawValue))
        }
        for word in filter.words { restrict(anyPart, Array(repeating: pattern(word), count: parts.count)) }
        let sql = """
            SELECT id, at, kind, severity, who, origin, text, old, new FROM journal
            WHERE \(conditions.joined(separator: " AND ")) ORDER BY id DESC LIMIT \(limit)
            """
        return try Row.fetchAll(db, sql: sql, arguments: StatementArguments(arguments)).compactMap(record)
    }

    private static let parts = ["text", "who", "origin", "old", "new"]
    private static let anyPart = "(" + parts.map { "\($0) LIKE ? ESCAPE '\\'" }.joined(separator: " OR ") + ")"

    /// The word itself, wherever it stands; what LIKE takes for a wild card is a character like another.
    private static func pattern(_ word: String) -> String {
        var pattern = "%"
        for character in word.unicodeScalars where character != "\0" {
            if character == "%" || character == "_" || character == "\\" { pattern.unicodeScalars.append("\\") }
            pattern.unicodeScalars.append(character)
        }
        return pattern + "%"
    }

    private static func record(_ row: Row) -> JournalRecord? {
        guard let id = row.integer(0), let at = row.integer(1), let text = row.text(6) else { return nil }
        return JournalRecord(
            id: id, utcMilliseconds: at, kind: row.text(2).flatMap(JournalRecord.Kind.init) ?? .system,
            severity: row.integer(3).flatMap { JournalRecord.Severity(rawValue: Int(clamping: $0)) } ?? .info,
            who: row.text(4), from: row.text(5), text: text, old: row.text(7), new: row.text(8))
    }
}
