// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import SimulatedBoard
import TimeBase

/// Lets a simulated board keep step with the host, whose counter then is the board's too.
final class HostPacer: Pacer, Sendable {
    var now: MonotonicInstant { HostClock.now }

    func wait(until instant: MonotonicInstant) -> Bool {
        while true {
            let rest = instant - HostClock.now
            if rest <= .zero { return true }
            HostThread.sleep(for: rest)
        }
    }
}
