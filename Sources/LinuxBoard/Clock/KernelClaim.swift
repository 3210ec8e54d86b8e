// SPDX-License-Identifier: Apache-2.0

import CLinux
import TimeBase

/// What the kernel is told of the time's state, so that adjtimex(8) and every program that asks ntp_gettime(3) see it.
struct KernelClaim: Equatable {
    /// STA_UNSYNC, STA_INS, STA_DEL.
    var status: Int32
    /// Microseconds, 0 ... 16 s: the kernel's own limit (NTP_PHASE_LIMIT in <linux/timex.h>), past which it calls
    /// the clock unsynchronised.
    var maxError: Int64
    /// TAI − UTC now, seconds.
    var taiMinusUTC: Int32
    /// About a leap second the kernel counts by itself: nothing of status and TAI − UTC is touched.
    var isLeaping: Bool

    static let limit: Int64 = 16_000_000
    /// The kernel steps with its tick, which may be late.
    static let leapMargin: Duration = .seconds(2)

    /// - Parameter shown: what the clock shows at `now`.
    init(_ state: TimeState, shown: TAIInstant, at now: MonotonicInstant) {
        let bound = state.errorBound.after(now - state.asOf).wholeNanoseconds / 1_000 + 1
        let isSure = state.isTrustworthy && bound < Self.limit
        maxError = isSure ? bound : Self.limit
        taiMinusUTC = state.utc.taiMinusUTC(at: shown)
        isLeaping = state.utc.next.map { ($0.at - shown).magnitude < Self.leapMargin } ?? false
        status = isSure ? Self.leap(state.utc.changeEndingDay(of: shown)) : CLINUX_STA_UNSYNC
    }

    private static func leap(_ change: Int8) -> Int32 {
        change > 0 ? CLINUX_STA_INS : change < 0 ? CLINUX_STA_DEL : 0
    }
}
