// SPDX-License-Identifier: Apache-2.0

import GRDB

/// What waits is answered with what is in the file; nothing is written between, since both are done here.
extension Archive {
    func plan(for query: HistoryQuery) throws(RecordFault) -> HistoryPlan {
        try read { db in
            try HistoryPlan(for: query) { try db?.integer("SELECT min(at) FROM \($0.rawValue)") }
        }
    }

    func points(of query: HistoryQuery) throws(RecordFault) -> [HistoryPoint] {
        let plan = try plan(for: query)
        return try points(of: plan.aligned(query), plan)
    }

    func points(of query: HistoryQuery, _ plan: HistoryPlan) throws(RecordFault) -> [HistoryPoint] {
        guard !query.series.isEmpty else { return [] }
        var folder = PointFolder(series: query.series, step: plan.step)
        for sample in waiting.all.samples where query.covers(sample.utcMilliseconds) { folder.add(sample) }
        return try read { db in
            var folder = folder
            guard let db else { return folder.points() }
            if plan.grain == .second {
                try SecondTable.fold(query, into: &folder, from: db)
            } else {
                try RollUpTable(plan.grain).fold(query, into: &folder, from: db)
            }
            return folder.points()
        }
    }

    /// The earliest moment within a stretch of which something is known.
    func firstMoment(of query: HistoryQuery, _ plan: HistoryPlan) throws(RecordFault) -> Int64? {
        let inMemory = waiting.all.samples.lazy.map(\.utcMilliseconds).filter(query.covers).min()
        let inFile = try read { db in
            try db?.integer(
                "SELECT min(at) FROM \(plan.grain.rawValue) WHERE at >= ? AND at < ?", [query.from, query.to])
        }
        return [inMemory, inFile].compactMap { $0 }.min()
    }

    func journal(_ filter: JournalFilter) throws(RecordFault) -> [JournalRecord] {
        if !waiting.all.entries.isEmpty, trouble == nil { work() }
        let latest = waitingEntries.reversed().filter(filter.admits).prefix(filter.limit)
        let earlier = try read { db in
            try db.map { try JournalTable.select(filter, limit: filter.limit - latest.count, from: $0) } ?? []
        }
        return latest + earlier
    }

    /// With the ids that they are going to have, unless some are lost before.
    private var waitingEntries: [JournalRecord] {
        let last = bulletin.condition.lastEntry
        return waiting.all.entries.enumerated().map { index, entry in
            var entry = entry
            entry.id = last + Int64(index) + 1
            return entry
        }
    }

    /// - Parameter work: gets `nil` while there is no file to read.
    func read<Value>(_ work: (Database?) throws -> Value) throws(RecordFault) -> Value {
        do {
            if file == nil, trouble != nil { return try work(nil) }
            return try keepingSound { file in try file.queue.read { try work($0) } }
        } catch {
            throw .unreadable(FileFault(error).reason)
        }
    }
}

extension HistoryQuery {
    func covers(_ utcMilliseconds: Int64) -> Bool { from <= utcMilliseconds && utcMilliseconds < to }
}
