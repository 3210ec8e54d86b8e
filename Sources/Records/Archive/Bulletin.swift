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
        /// When a piece of work with the file began that has not ended.
        var busySince: ContinuousClock.Instant?
        var setAside: [String] = []
        var usedOctets: Int64 = 0
        /// The journal's last id in the file.
        var lastEntry: Int64 = 0
        /// Notices of each channel that had to give way to later ones.
        var dropped: [String: Int] = [:]

        /// A disk that takes so long for one batch is in trouble too.
        static let patience = Duration.seconds(15)

        /// What keeps the file from being written.
        func trouble(at now: ContinuousClock.Instant = .now) -> Trouble? {
            if let busySince, busySince.duration(to: now) > Self.patience {
                return Trouble(reason: "the disk does not answer", since: trouble?.since)
            }
            return trouble
        }
    }

    private let shared = Mutex(Condition())

    var condition: Condition { shared.withLock { $0 } }
    func change(_ change: (inout Condition) -> Void) { shared.withLock { change(&$0) } }
}
