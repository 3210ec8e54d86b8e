// SPDX-License-Identifier: Apache-2.0

import CLinux

/// The system's clock as the kernel offers it, and nothing more: what tests put another in place of.
protocol KernelClock: AnyObject {
    /// CLOCK_REALTIME and CLOCK_TAI between two readings of CLOCK_MONOTONIC, as close together as can be had at once.
    func read() -> KernelReading
    /// Writes what `modes` says and returns all as it then is; with `modes` 0 it only reads. (clock_adjtime(2))
    func adjust(_ adjustment: clinux_timex) throws(ClockFault) -> clinux_timex
}

/// Readings in nanoseconds.
struct KernelReading: Equatable {
    var before: Int64
    var realtime: Int64
    var tai: Int64
    var after: Int64

    /// CLOCK_TAI − CLOCK_REALTIME in seconds: TAI − UTC as the kernel has been told; 0 where nobody has told it.
    var taiOffset: Int32 { Int32(clamping: (tai &- realtime &+ 500_000_000).quotientRoundedDown(1_000_000_000)) }
    var width: Int64 { after &- before }
}

/// The real one.
final class HostKernelClock: KernelClock {
    /// Of some readings the closest: the others were held up in the middle.
    private static let attempts = 3

    func read() -> KernelReading {
        var best = Self.readOnce()
        for _ in 1..<Self.attempts {
            let next = Self.readOnce()
            if next.width <= best.width { best = next }
        }
        return best
    }

    func adjust(_ adjustment: clinux_timex) throws(ClockFault) -> clinux_timex {
        var kernel = adjustment
        let state = unsafe clinux_clock_adjust(CLINUX_CLOCK_REALTIME, &kernel)
        if state < 0 { throw ClockFault(errno: -state) }
        return kernel
    }

    private static func readOnce() -> KernelReading {
        var reading = KernelReading(before: 0, realtime: 0, tai: 0, after: 0)
        unsafe clinux_system_clocks(&reading.before, &reading.realtime, &reading.tai, &reading.after)
        return reading
    }
}

extension FixedWidthInteger where Self: SignedInteger {
    /// For a positive divisor.
    func quotientRoundedDown(_ divisor: Self) -> Self {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
