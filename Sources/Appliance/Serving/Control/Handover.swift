// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A bounded queue from one thread to one other, without a lock; nothing allocates after `init`.
///
/// `@unchecked Sendable`, `@safe`: a slot belongs to the giver until `given` is past it and to the taker until `taken`
/// is; each count is written by its own side only, with a releasing store that hands the slot over.
@safe final class Handover<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
    private let capacity: Int
    private let slots: UnsafeMutablePointer<Value>
    private let given = Atomic<Int>(0)
    private let taken = Atomic<Int>(0)

    /// - Parameter empty: what the slots hold before their first use.
    init(capacity: Int, empty: Value) {
        self.capacity = capacity
        unsafe slots = .allocate(capacity: capacity)
        unsafe slots.initialize(repeating: empty, count: capacity)
    }

    deinit { unsafe slots.deallocate() }

    /// Has `fill` write into the next slot, which holds what it held before; false, without calling it, where the queue
    /// is full. For one thread alone.
    func give(_ fill: (inout Value) -> Void) -> Bool {
        let next = given.load(ordering: .relaxed)
        guard next - taken.load(ordering: .acquiring) < capacity else { return false }
        unsafe fill(&slots[next % capacity])
        given.store(next + 1, ordering: .releasing)
        return true
    }

    /// The oldest; `nil` where there is none. For one other thread alone.
    func take() -> Value? {
        let next = taken.load(ordering: .relaxed)
        guard next < given.load(ordering: .acquiring) else { return nil }
        let value = unsafe slots[next % capacity]
        taken.store(next + 1, ordering: .releasing)
        return value
    }
}
