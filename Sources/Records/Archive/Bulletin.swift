// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Why the file is not written, and since when by our clock in UTC milliseconds, where that is known.
struct Trouble: Hashable, Sendable {
    var reason: String
    var since: Int64?
}

/// How the file is, for whoever asks without waiting for it.
final class Bulletin: Sendable {
    struct Condition: Sendable {
        var trouble: Trouble?
        var setAside: [String] = []
        var usedOctets: Int64 = 0
        /// The journal's last id in the file.
        var lastEntry: Int64 = 0
        /// Notices of each channel that had to give way to later ones.
        var dropped: [String: Int] = [:]
    }

    private let shared = Mutex(Condition())

    var condition: Condition { shared.withLock { $0 } }
    func change(_ change: (inout Condition) -> Void) { shared.withLock { change(&$0) } }
}
