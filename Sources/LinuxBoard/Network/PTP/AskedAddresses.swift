// SPDX-License-Identifier: Apache-2.0

import Board

/// Which of our addresses each client asked, so that it is answered from that one: a host with several would choose by
/// itself, and a client refuses what comes from another than it asked.
///
/// A fixed table; of clients that fall on one place the last is remembered, the others get the kernel's choice.
@safe struct AskedAddresses: ~Copyable {
    private struct Entry {
        var client: UInt128
        var asked: UInt128
    }

    static let capacity = 8_192

    private let entries: UnsafeMutablePointer<Entry>

    init() {
        unsafe entries = .allocate(capacity: Self.capacity)
        unsafe entries.initialize(repeating: Entry(client: 0, asked: 0), count: Self.capacity)
    }

    deinit { unsafe entries.deallocate() }

    private static func place(_ client: UInt128) -> Int {
        // Fibonacci hashing: neighbours in one network fall far apart.
        let folded = UInt64(truncatingIfNeeded: client) ^ UInt64(truncatingIfNeeded: client >> 64)
        return Int((folded &* 0x9E37_79B9_7F4A_7C15) >> 51)
    }

    mutating func remember(_ client: IPAddress, asked: UInt128) {
        let place = Self.place(client.number)
        unsafe entries[place] = Entry(client: client.number, asked: asked)
    }

    /// `nil`: unknown.
    func asked(by client: IPAddress) -> UInt128? {
        let entry = unsafe entries[Self.place(client.number)]
        return entry.client == client.number && entry.asked != 0 ? entry.asked : nil
    }
}
