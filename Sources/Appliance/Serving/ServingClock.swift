// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// The clock as one worker tells it: what is published, taken anew only when it has changed.
struct ServingClock {
    private let time: Published<ServedTime>
    private var served: ServedTime
    private var count: UInt64
    private let precision: Int8
    /// How it is smeared around leap seconds; `nil`: not at all.
    private let smear: LeapSmear?

    init(_ time: Published<ServedTime>, precision: Int8, _ smear: LeapSmear?) {
        // The count goes first, so that what is published meanwhile is read anew.
        (self.time, count, self.precision, self.smear) = (time, time.count, precision, smear)
        served = time.read()
    }

    /// Changes with each step of the clock.
    var era: UInt32 { served.clock.atAnchor.era }

    /// Anchored now, so that a batch lies near, and what is claimed of it.
    mutating func look(at now: MonotonicInstant) -> (Timeline, ServerClaim) {
        let latest = time.count
        if latest != count { (count, served) = (latest, time.read()) }
        return served.told(at: now, precision: precision, smear)
    }
}
