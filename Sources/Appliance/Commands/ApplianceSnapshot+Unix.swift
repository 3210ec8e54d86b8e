// SPDX-License-Identifier: Apache-2.0

import TimeBase
import TimeKeeping

/// What our clock shows, as computers count it.
extension ApplianceSnapshot {
    /// ms since 1970-01-01 UTC without leap seconds; negative before 1970.
    public var unixMilliseconds: Int64 { state.utc.utc(clock.reading(at: now).shown).unixMilliseconds }

    /// UTC by our clock, seconds since 1970; `nil` while the time is not to be relied on.
    public var unixSeconds: Int64? {
        guard state.isTrustworthy else { return nil }
        let utc = state.utc.utc(clock.reading(at: now).shown)
        return Int64(utc.day) * 86_400 + Int64(min(utc.secondOfDay, 86_399))
    }
}
