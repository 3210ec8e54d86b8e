// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Synchronization
import TimeBase
import TimeKeeping

/// What the next run is to know, on its way from the timing thread to the disk. The timing thread never waits here.
final class RemembranceBox: Sendable {
    struct Entry: Sendable {
        var remembrance: Remembrance
        /// The run of the machine that it was remembered in.
        var run: HostRun?
    }

    private struct Box {
        var entry: Entry?
        var isLast = false
    }

    private let box = Mutex(Box())

    /// - Parameter isLast: nothing more comes.
    func put(_ entry: Entry, isLast: Bool) {
        let put = Box(entry: entry, isLast: isLast)
        if isLast { box.withLock { $0 = put } } else { _ = box.withLockIfAvailable { $0 = put } }
    }

    /// `nil`: nothing came since it was taken the last time.
    func take() -> Entry? { box.withLock { $0.entry.take() } }

    var hasLast: Bool { box.withLock(\.isLast) }
}

/// When the timing thread puts something into the box: once a minute, and at its end.
struct RemembranceTurn {
    private static let period: Duration = .seconds(60)
    private var next: MonotonicInstant?

    mutating func isDue(at now: MonotonicInstant) -> Bool {
        guard let next else {
            self.next = now + Self.period
            return false
        }
        guard now >= next else { return false }
        self.next = now + Self.period
        return true
    }
}
