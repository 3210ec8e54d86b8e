// SPDX-License-Identifier: Apache-2.0

/// Doubly linked lists over a fixed number of slots, each slot on one list at most: every change takes the same short time,
/// and none allocates.
struct SlotLists: Sendable {
    private struct Node: Sendable, BitwiseCopyable {
        var next: Int32 = -1
        var previous: Int32 = -1
        /// Which list it is on; −1: none.
        var list: Int32 = -1
    }

    private struct Ends: Sendable, BitwiseCopyable {
        var first: Int32 = -1
        var last: Int32 = -1
        var count: Int32 = 0
    }

    private var nodes: [Node]
    private var ends: [Ends]

    /// All slots on no list.
    init(slots: Int, lists: Int) {
        nodes = Array(repeating: Node(), count: slots)
        ends = Array(repeating: Ends(), count: lists)
    }

    func first(of list: Int) -> Int? { ends[list].first < 0 ? nil : Int(ends[list].first) }
    func after(_ slot: Int) -> Int? { nodes[slot].next < 0 ? nil : Int(nodes[slot].next) }
    func count(of list: Int) -> Int { Int(ends[list].count) }
    /// Which list the slot is on.
    func list(of slot: Int) -> Int? { nodes[slot].list < 0 ? nil : Int(nodes[slot].list) }

    /// Takes the slot off the list that it is on, if any, and puts it at the end of this one.
    mutating func append(_ slot: Int, to list: Int) {
        remove(slot)
        let last = ends[list].last
        nodes[slot] = Node(next: -1, previous: last, list: Int32(truncatingIfNeeded: list))
        if last < 0 {
            ends[list].first = Int32(truncatingIfNeeded: slot)
        } else {
            nodes[Int(last)].next = Int32(truncatingIfNeeded: slot)
        }
        ends[list].last = Int32(truncatingIfNeeded: slot)
        ends[list].count += 1
    }

    mutating func remove(_ slot: Int) {
        let node = nodes[slot]
        guard node.list >= 0 else { return }
        let list = Int(node.list)
        if node.previous < 0 { ends[list].first = node.next } else { nodes[Int(node.previous)].next = node.next }
        if node.next < 0 { ends[list].last = node.previous } else { nodes[Int(node.next)].previous = node.previous }
        ends[list].count -= 1
        nodes[slot] = Node()
    }
}
