// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

extension ServedTime {
    /// The clock as NTP tells it, anchored at `now` so that a batch lies near, and what is claimed of it.
    ///
    /// - Parameters:
    ///   - precision: how finely the clock is read, log2 seconds.
    ///   - smear: how leap seconds are smeared; `nil`: not at all.
    func told(at now: MonotonicInstant, precision: Int8, _ smear: LeapSmear?) -> (Timeline, ServerClaim) {
        let reading = toldClock(at: now).reading(at: now)
        let mapping = ClockMapping(anchor: now, atAnchor: reading, rate: clock.rate)
        let state = state.told(at: now)
        let claim = claim(at: now, precision: precision)
        guard let smear else { return (Timeline(mapping, utc: state.utc), claim) }
        let utc = smear.relation(of: state.utc, after: lastLeap, at: reading.shown)
        let smeared = claim.smeared(by: smear, at: reading.shown, lastUpdate: state.lastUpdate, utc)
        return (smear.timeline(mapping, utc), smeared)
    }
}
