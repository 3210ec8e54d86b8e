// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// Counts how often everything was tried on a port that nothing was understood from.
struct VainWatch {
    /// A round on a line that has no speed: as long as one through all speeds.
    static let patience: Duration = .seconds(12)

    private let first: UInt32
    private var since: MonotonicInstant
    private(set) var rounds = 0

    /// - Parameter first: the speed that the search began with, which it comes back to; 0: there are none.
    init(first: UInt32, at now: MonotonicInstant) { (self.first, since) = (first, now) }

    /// Whether one more round is over. A search that is late is one round further, not several.
    mutating func isRoundOver(_ step: SpeedSearch.Step?, at now: MonotonicInstant) -> Bool {
        guard first == 0 ? now >= since + Self.patience : step == .listen(first) else { return false }
        since = now
        rounds += 1
        return true
    }
}
