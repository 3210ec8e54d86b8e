// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import GRDB

enum OutboxTable {
    /// - Returns: the file's id, and how many older notices of the channel had to give way.
    static func insert(
        channel: String, payload: [UInt8], limit: Int, into db: Database
    ) throws -> (id: Int64, dropped: Int) {
        try db.run("INSERT INTO outbox (channel, payload) VALUES (?, ?)", [channel, Data(payload)])
        let id = db.lastInsertedRowID
        let count = try db.integer("SELECT count(*) FROM outbox WHERE channel = ?", [channel]) ?? 0
        let excess = count - Int64(max(1, limit))
        guard excess > 0 else { return (id, 0) }
        try db.run(
            "DELETE FROM outbox WHERE id IN (SELECT id FROM outbox WHERE channel = ? ORDER BY id LIMIT ?)",
            [channel, excess])
        return (id, db.changesCount)
    }

    static func delete(_ ids: Set<Int64>, from db: Database) throws {
        for id in ids { try db.run("DELETE FROM outbox WHERE id = ?", [id]) }
    }

    /// The oldest first.
    static func select(channel: String, limit: Int, from db: Database) throws -> [OutboxItem] {
        let rows = try Row.fetchAll(
            db.cachedStatement(sql: "SELECT id, payload FROM outbox WHERE channel = ? ORDER BY id LIMIT ?"),
            arguments: [channel, limit])
        return rows.compactMap { row in
            guard let id = row.integer(0), let payload = row.octets(1) else { return nil }
            return OutboxItem(id: id, channel: channel, payload: payload)
        }
    }
}
