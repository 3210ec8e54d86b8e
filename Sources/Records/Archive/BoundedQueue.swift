// SPDX-License-Identifier: Apache-2.0

/// First in, first out; where it is full the oldest gives way.
struct BoundedQueue<Item: Sendable>: Sendable {
    private(set) var items: ArraySlice<Item> = []
    /// How many have ever come in before the first that is here.
    private var start = 0
    private let limit: Int

    init(limit: Int) { self.limit = max(1, limit) }

    /// The position behind the last item, which never means another one.
    var end: Int { start + items.count }

    /// The item that gave way.
    mutating func append(_ item: Item) -> Item? {
        items.append(item)
        guard items.count > limit else { return nil }
        start += 1
        return items.removeFirst()
    }

    /// Takes out what came before a position; some of it may be gone already.
    mutating func removeAll(before position: Int) {
        let count = max(0, min(items.count, position - start))
        items.removeFirst(count)
        start += count
        if items.isEmpty { items = [] }
    }

    /// Out of order, so positions move: `end` stays what it was for what comes later.
    mutating func remove(where isUnwanted: (Item) -> Bool) {
        let before = items.count
        items.removeAll(where: isUnwanted)
        start += before - items.count
    }
}
