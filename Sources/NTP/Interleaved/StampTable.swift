// SPDX-License-Identifier: Apache-2.0

/// Pairs of receive and transmit timestamps, found by the receive timestamp: of fixed size, in buckets of four that
/// share a cache line; where a bucket is full, its oldest pair goes. It allocates once, when it is made.
struct StampTable: ~Copyable {
    private struct Slot: BitwiseCopyable {
        /// 0: empty. A key is odd, so it is never 0.
        var receive: UInt64 = 0
        /// Even; ``spent`` where it has been told already.
        var transmit: UInt64 = 0
    }

    /// What stands for a transmit timestamp that must not be told again: odd, as none is.
    private static var spent: UInt64 { 1 }
    private static var ways: Int { 4 }

    private var slots: [Slot]
    private let mask: Int
    /// Pairs held.
    private(set) var count = 0

    /// - Parameter capacity: pairs; rounded up to a power of two, at least 4.
    init(capacity: Int) {
        let wanted = min(max(capacity, Self.ways), 1 << 24)
        let size = 1 << (Int.bitWidth - (wanted - 1).leadingZeroBitCount)
        slots = [Slot](repeating: Slot(), count: size)
        mask = size / Self.ways - 1
    }

    var capacity: Int { slots.count }

    func contains(_ receive: UInt64) -> Bool { count > 0 && place(of: receive) != nil }

    /// What is known of a key.
    enum Finding {
        /// The transmit timestamp, which is told with this.
        case fresh(UInt64)
        /// It was told before.
        case spent
    }

    /// Looks a key up and moves it on: a fresh one is spent, a spent one forgotten; `nil` where it is not there.
    mutating func take(_ receive: UInt64) -> Finding? {
        guard count > 0, let place = place(of: receive) else { return nil }
        let transmit = slots[place].transmit
        guard transmit == Self.spent else {
            slots[place].transmit = Self.spent
            return .fresh(transmit)
        }
        slots[place] = Slot()
        count -= 1
        return .spent
    }

    /// Stores a pair that is not there yet, over an empty slot or the oldest of its bucket.
    mutating func insert(_ receive: UInt64, _ transmit: UInt64) {
        let first = bucket(of: receive)
        var place = first
        var age: UInt64 = 0
        for candidate in first..<first + Self.ways {
            if slots[candidate].receive == 0 {
                place = candidate
                count += 1
                break
            }
            // Modulo 2⁶⁴, as timestamps go; a clock that went back makes what lies ahead of it the oldest.
            let older = receive &- slots[candidate].receive
            if older >= age { (place, age) = (candidate, older) }
        }
        slots[place] = Slot(receive: receive, transmit: transmit)
    }

    /// A better transmit timestamp for a pair; nothing where it has gone or was told. Returns whether it is there.
    @discardableResult
    mutating func improve(_ receive: UInt64, _ transmit: UInt64) -> Bool {
        guard count > 0, let place = place(of: receive) else { return false }
        if slots[place].transmit != Self.spent { slots[place].transmit = transmit }
        return true
    }

    mutating func removeAll() {
        for index in slots.indices { slots[index] = Slot() }
        count = 0
    }

    private func place(of receive: UInt64) -> Int? {
        let first = bucket(of: receive)
        for place in first..<first + Self.ways where slots[place].receive == receive { return place }
        return nil
    }

    /// Fibonacci hashing: the clock makes the keys, so that nobody can aim them at a bucket.
    private func bucket(of receive: UInt64) -> Int {
        (Int(truncatingIfNeeded: (receive &* 0x9E37_79B9_7F4A_7C15) >> 32) & mask) &* Self.ways
    }
}
