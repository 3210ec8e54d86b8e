// SPDX-License-Identifier: Apache-2.0

import Appliance
import TimeBase

extension ServedTime {
    /// Some time, of a clock that is locked and 1 ppm fast.
    static func locked(at start: MonotonicInstant) -> ServedTime {
        let state = TimeState(
            phase: .locked, since: start, asOf: start, reason: .justStarted,
            errorBound: ErrorBound(base: .nanoseconds(300)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        let reading = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(2_000_000_000)))
        return ServedTime(state: state, clock: ClockMapping(anchor: start, atAnchor: reading, rate: 1e-6))
    }
}
