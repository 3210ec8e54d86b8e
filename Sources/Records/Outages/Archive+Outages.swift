// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Archive {
    /// The latest first: what waits, then what is in the file.
    func outages(limit: Int) throws(RecordFault) -> [OutageRecord] {
        let waiting = Array(waiting.all.outages.reversed())
        let known = Set(waiting.map(\.began))
        let inFile = try read { db in try db.map { try OutageTable.select(limit: limit, from: $0) } ?? [] }
        let others = inFile.filter { !known.contains($0.began) }.map(hasEndedOutages ? { $0 } : Self.ended)
        return Array((waiting + others).prefix(limit))
    }

    /// Until the first batch is written, whatever runs in the file is of a former process.
    private static func ended(_ record: OutageRecord) -> OutageRecord {
        var record = record
        if record.end == .running { record.end = .restarted }
        return record
    }

    /// Those of a former process end with the first batch; and what waits comes in.
    func put(_ outages: [OutageRecord], into db: Database) throws {
        if !hasEndedOutages { try OutageTable.endRunning(until: waiting.lastUTC, in: db) }
        for outage in outages { try OutageTable.put(outage, limit: limits.outages, into: db) }
    }
}
