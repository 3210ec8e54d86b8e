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
}

extension RecordStore {
    /// Any thread; returns at once.
    public func keep(_ pair: WatchedPair) { waiting.put(pair) }

    /// The worst pair of each step, by time.
    /// - Throws: ``RecordFault``
    public func watched(_ query: WatchedQuery) async throws(RecordFault) -> [WatchedPair] {
        try await archive.watched(query)
    }
}
