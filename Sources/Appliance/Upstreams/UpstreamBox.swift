// SPDX-License-Identifier: Apache-2.0

import Board
import Synchronization

/// The last judgement of other servers, on its way to the timing thread, which never waits for it.
final class UpstreamBox: Sendable {
    private let waiting = Mutex<UpstreamReading?>(nil)

    /// One that was not fetched makes room; that something was measured is not forgotten with it.
    func put(_ reading: UpstreamReading) {
        waiting.withLock { waiting in
            let wasFresh = waiting?.word?.isFresh ?? false
            waiting = reading
            if wasFresh { waiting?.word?.isFresh = true }
        }
    }

    /// `nil`: there is nothing new, or somebody is just putting it.
    func take() -> UpstreamReading? { (waiting.withLockIfAvailable { $0.take() }) ?? nil }
}
