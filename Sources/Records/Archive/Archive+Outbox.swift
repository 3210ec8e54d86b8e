// SPDX-License-Identifier: Apache-2.0

import GRDB

extension Archive {
    /// The oldest first: what is in the file, then what waits. A file that cannot be read hides its own for as long.
    func pending(channel: String, limit: Int) -> [OutboxItem] {
        let inFile = (try? pendingInFile(channel: channel, limit: limit)) ?? []
        let inMemory = waiting.all.notices.filter { $0.channel == channel }.prefix(max(0, limit - inFile.count))
        lent.formUnion(inMemory.map(\.id))
        return inFile + inMemory.map { OutboxItem(id: $0.id, channel: $0.channel, payload: $0.payload) }
    }

    private func pendingInFile(channel: String, limit: Int) throws -> [OutboxItem] {
        if file == nil, trouble != nil { return [] }
        // Those that are done are in the way until they are taken out.
        let items = try keepingSound { file in
            try file.queue.read { try OutboxTable.select(channel: channel, limit: limit + done.count, from: $0) }
        }
        return Array(items.filter { !done.contains($0.id) }.prefix(limit))
    }

    func finish(_ ids: [Int64]) {
        for id in ids {
            if id > 0 { done.insert(id) }
            if let place = places.removeValue(forKey: id) { done.insert(place) }
            lent.remove(id)
        }
        waiting.removeNotices(Set(ids))
    }
}
