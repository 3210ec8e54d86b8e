// SPDX-License-Identifier: Apache-2.0

import PTP
import TimeBase

/// A state as it is after a day of satellites, and the moments around it.
enum Some {
    static let now = MonotonicInstant(sinceEpoch: .seconds(100_000))
    /// 2026-11-01 00:00:37 TAI.
    static let shown = TAIInstant(sinceEpoch: .seconds(20_758 * 86_400 + 37))
    /// A leap second at the end of that day.
    static let leap = UTCRelation.Leap(at: shown + .seconds(86_401), change: 1)

    static func state(
        _ phase: TimeState.Phase = .locked, bound: Duration = .nanoseconds(90), growth: Double = 0,
        hasLocked: Bool = true, next: UTCRelation.Leap? = nil, isCurrent: Bool = true, variance: Double? = 1.144e-15
    ) -> TimeState {
        TimeState(
            phase: phase, since: now - .seconds(60), asOf: now, reason: .justStarted,
            errorBound: ErrorBound(base: bound, growth: growth), reference: .gps, lastUpdate: shown,
            utc: UTCRelation(taiMinusUTC: 37, next: next, isCurrent: isCurrent), hasLocked: hasLocked,
            variance: variance)
    }
}
