// SPDX-License-Identifier: Apache-2.0

/// Which ticket a message's key belongs to: the kernel numbers what is to be stamped, from 0, by itself.
///
/// Of more messages than there is room for, the oldest are forgotten; keys wrap.
@safe struct TicketRing: ~Copyable {
    private struct Entry {
        var key: UInt32
        var ticket: UInt32
        /// On CLOCK_MONOTONIC; `.max`: nothing is awaited.
        var sent: Int64
    }

    /// Kept while its stamp is awaited: a second's worth of the fastest port.
    static let capacity = 4_096

    private let entries: UnsafeMutablePointer<Entry>
    /// The key of the next message.
    private(set) var next: UInt32

    init(startingWith key: UInt32 = 0) {
        unsafe entries = .allocate(capacity: Self.capacity)
        unsafe entries.initialize(repeating: Entry(key: 0, ticket: 0, sent: .max), count: Self.capacity)
        next = key
    }

    deinit { unsafe entries.deallocate() }

    private static func place(_ key: UInt32) -> Int { Int(key) & (capacity - 1) }

    /// A message was taken by the kernel, not before `sent`.
    mutating func add(_ ticket: UInt32, sent: Int64) {
        unsafe entries[Self.place(next)] = Entry(key: next, ticket: ticket, sent: sent)
        next &+= 1
    }

    /// The ticket of a stamp with this key, once; `nil` where none is awaited, or its message was sent only after `stamped`
    /// (then the stamp is an earlier message's, of before ``begin()``).
    mutating func take(_ key: UInt32, stamped: Int64) -> UInt32? {
        let entry = unsafe entries[Self.place(key)]
        guard entry.key == key, entry.sent != .max, entry.sent <= stamped else { return nil }
        unsafe entries[Self.place(key)].sent = .max
        return entry.ticket
    }

    /// The kernel numbers anew, from 0. What is awaited still is: old keys are far from the new ones, as a rule.
    mutating func begin() { next = 0 }
}
