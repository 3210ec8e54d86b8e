// SPDX-License-Identifier: Apache-2.0

/// What shall be shown once there is room, in order: lines of the house, which are nothing but text, and bytes of the
/// session's own, such as an echo.
struct Backlog: Equatable, Sendable {
    enum Item: Equatable, Sendable {
        case line(String)
        case bytes([UInt8])

        var size: Int {
            switch self {
            case .line(let text): text.utf8.count + 2
            case .bytes(let bytes): bytes.count
            }
        }
    }

    /// More octets than these are not kept.
    static let most = 4 << 20

    private var items: [Item] = []
    private var start = 0
    private(set) var size = 0
    /// Lines that there was no room for.
    private var leftOut = 0

    var isEmpty: Bool { start == items.count }
    var first: Item? { isEmpty ? nil : items[start] }
    var rest: ArraySlice<Item> { items[start...] }

    mutating func append(_ item: Item) {
        if case .line = item, size + item.size > Self.most {
            leftOut += 1
            return
        }
        note()
        put(item)
    }

    /// Says how much was left out, behind what was not.
    mutating func note() {
        guard leftOut > 0 else { return }
        put(.line("... \(leftOut) \(leftOut == 1 ? "line" : "lines") left out: more than this console keeps."))
        leftOut = 0
    }

    private mutating func put(_ item: Item) {
        items.append(item)
        size += item.size
    }

    mutating func removeFirst(_ count: Int = 1) {
        for item in items[start..<start + count] { size -= item.size }
        start += count
        if start == items.count || start > 4096 {
            items.removeFirst(start)
            start = 0
        }
    }

    mutating func drop() { self = Self() }
}
