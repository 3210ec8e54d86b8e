// SPDX-License-Identifier: Apache-2.0

import CLinux
import TimeBase

/// How CLOCK_REALTIME, which the kernel stamps datagrams with, lies to CLOCK_MONOTONIC.
///
/// The kernel steers both alike, so their difference changes only where CLOCK_REALTIME is stepped (settimeofday, a
/// leap second). A step is seen as a changed difference, and stamps read together with it are not believed.
struct RealtimeRelation {
    /// CLOCK_REALTIME − CLOCK_MONOTONIC in nanoseconds, and how far it may be off by the time between the readings.
    private var difference: Int64
    private var tolerance: Int64
    /// When it was last looked at, on CLOCK_MONOTONIC.
    private(set) var now: Int64
    private var isSteady = true

    /// A stamp may be this old where a queue was long.
    static let oldest: Int64 = 5_000_000_000
    /// Rounding of three readings.
    static let rounding: Int64 = 1_000

    init(before: Int64, realtime: Int64, after: Int64) {
        difference = realtime - (before + (after - before) / 2)
        tolerance = (after - before) / 2
        now = after
    }

    static func read() -> RealtimeRelation {
        var (before, realtime, after): (Int64, Int64, Int64) = (0, 0, 0)
        unsafe clinux_paired_clocks(&before, &realtime, &after)
        return RealtimeRelation(before: before, realtime: realtime, after: after)
    }

    /// Looks again; keeps the closer of two agreeing readings.
    mutating func update(_ fresh: RealtimeRelation) {
        let agrees = (fresh.difference - difference).magnitude <= tolerance + fresh.tolerance + Self.rounding
        if !agrees || fresh.tolerance <= tolerance {
            (difference, tolerance) = (fresh.difference, fresh.tolerance)
        }
        (isSteady, now) = (agrees, fresh.now)
    }

    /// The stamp on CLOCK_MONOTONIC; `nil` where it cannot be so: none was given, it lies ahead of now or too far
    /// back, or the clock was stepped meanwhile.
    func monotonic(realtime: Int64) -> Int64? {
        let (instant, overflow) = realtime.subtractingReportingOverflow(difference)
        let latest = now &+ Self.rounding &+ tolerance
        guard isSteady, !overflow, instant <= latest, instant >= now &- Self.oldest else { return nil }
        return min(instant, now)
    }
}
