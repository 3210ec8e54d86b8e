// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Archive {
    /// What is in the file and what waits, the worst of each step, by time.
    func watched(_ query: WatchedQuery) throws(RecordFault) -> [WatchedPair] {
        let inFile = try read { db in try db.map { try WatchedTable.select(query, from: $0) } ?? [] }
        let inMemory = waiting.all.watched.filter {
            $0.group == query.group && query.from <= $0.utcMilliseconds && $0.utcMilliseconds < query.to
        }
        var worst: [Int64: WatchedPair] = [:]
        for pair in inFile + inMemory {
            let step = pair.utcMilliseconds / query.step
            if worst[step].map({ pair.distance > $0.distance }) ?? true { worst[step] = pair }
        }
        return worst.sorted { $0.key < $1.key }.map(\.value)
    }

    /// What is in the file and what waits of one clock, each step's together, by time.
    func watched(_ query: WatchedQuery, of clock: String) throws(RecordFault) -> [WatchedSpan] {
        let inFile = try read { db in try db.map { try WatchedSpanTable.select(query, of: clock, from: $0) } ?? [] }
        let inMemory = (waiting.all.spans + waiting.unfinished).filter {
            ($0.group, $0.clock) == (query.group, clock) && query.from <= $0.utcMilliseconds
                && $0.utcMilliseconds < query.to
        }
        var told: [Int64: WatchedSpan] = [:]
        for span in inFile + inMemory { told[span.utcMilliseconds / query.step, default: span].add(span) }
        return told.sorted { $0.key < $1.key }.map(\.value)
    }
}

extension RecordStore {
    /// Any thread; returns at once.
    public func keep(_ pair: WatchedPair) { waiting.put(pair) }

    /// Any thread; returns at once.
    public func keep(_ spans: [WatchedSpan]) { waiting.put(spans) }

    /// What is known of the ten minutes at work, in the place of what was known before: told to whoever asks, and not
    /// written. Any thread; returns at once.
    public func hold(_ spans: [WatchedSpan]) { waiting.hold(spans) }

    /// The worst pair of each step, by time.
    /// - Throws: ``RecordFault``
    public func watched(_ query: WatchedQuery) async throws(RecordFault) -> [WatchedPair] {
        try await archive.watched(query)
    }

    /// Where one clock of the query's group was, step by step, by time. Ten minutes are kept, however fine the query is.
    /// - Throws: ``RecordFault``
    public func watched(_ query: WatchedQuery, of clock: String) async throws(RecordFault) -> [WatchedSpan] {
        try await archive.watched(query, of: clock)
    }
}
