// SPDX-License-Identifier: Apache-2.0

import CLinux
public import TimeBase

/// The host's counter: CLOCK_MONOTONIC, because it can be slept on and the kernel's stamps convert to it exactly.
/// It is never stepped, but the kernel's own frequency correction (adjtimex) moves its rate too; only
/// CLOCK_MONOTONIC_RAW is free of that, and neither ppoll nor any stamp speaks it.
public enum HostClock {
    public static var now: MonotonicInstant { instant(nanoseconds: clinux_monotonic_ns()) }

    /// What the system's clock (CLOCK_REALTIME) shows at `at`. It is read, never set; whether it is right is unknown.
    /// The narrowest of several readings: the thread may lose its processor in the midst of one.
    public static var systemTime: (shown: UnixTimestamp, at: MonotonicInstant) {
        var best: (width: Int64, shown: Int64, middle: Int64) = (.max, 0, 0)
        for _ in 0..<5 {
            var (before, realtime, after): (Int64, Int64, Int64) = (0, 0, 0)
            unsafe clinux_paired_clocks(&before, &realtime, &after)
            let width = after - before
            if width < best.width { best = (width, realtime, before + width / 2) }
        }
        return (UnixTimestamp(seconds: 0, nanoseconds: best.shown), instant(nanoseconds: best.middle))
    }

    static func instant(nanoseconds: Int64) -> MonotonicInstant {
        MonotonicInstant(sinceEpoch: .nanoseconds(nanoseconds))
    }

    /// How finely ``now`` can be told, as log2 seconds rounded up: the shortest of many steps between two readings
    /// that differ (RFC 5905, 7.3). Takes about a millisecond.
    public static func measurePrecision() -> Int8 {
        var shortest: Int64 = 1_000_000_000
        var last = clinux_monotonic_ns()
        for _ in 0..<10_000 {
            let next = clinux_monotonic_ns()
            if next > last { shortest = min(shortest, next - last) }
            last = next
        }
        var exponent: Int8 = -29
        while exponent < 0, 1_000_000_000 >> Int64(-exponent) < shortest { exponent += 1 }
        return exponent
    }
}
