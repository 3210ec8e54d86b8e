// SPDX-License-Identifier: Apache-2.0

/// Up to `capacity` elements held in place, so that a list travels within a message without an allocation.
public struct FixedList<let capacity: Int, Element: BitwiseCopyable & Sendable & Hashable>: BitwiseCopyable, Sendable {
    private var storage: InlineArray<capacity, Element>
    public private(set) var count = 0

    /// Empty; `filler` stands in the unused places and is never seen.
    init(filler: Element) {
        storage = InlineArray(repeating: filler)
    }

    /// False, and nothing changes, when the list is full.
    @discardableResult
    public mutating func append(_ element: Element) -> Bool {
        guard count < capacity else { return false }
        storage[count] = element
        count += 1
        return true
    }

    public mutating func removeAll() { count = 0 }
}

extension FixedList: RandomAccessCollection, MutableCollection {
    public var startIndex: Int { 0 }
    public var endIndex: Int { count }

    /// Traps outside 0 ..< count.
    public subscript(index: Int) -> Element {
        get {
            precondition(index < count)
            return storage[index]
        }
        set {
            precondition(index < count)
            storage[index] = newValue
        }
    }
}

extension FixedList: Hashable {
    public static func == (a: Self, b: Self) -> Bool { a.elementsEqual(b) }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(count)
        for element in self { hasher.combine(element) }
    }
}
