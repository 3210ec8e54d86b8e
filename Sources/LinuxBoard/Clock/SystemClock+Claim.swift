// SPDX-License-Identifier: Apache-2.0

import CLinux
import TimeBase

/// What the kernel is told of the time besides its correction.
extension SystemClock {
    /// The kernel adds 500 µs to its maximum error with each second (MAXFREQ in <linux/timex.h>), by its tick: told right
    /// after that, the error is as it is claimed for nearly all of the second.
    private static let afterTick: Duration = .milliseconds(20)

    /// Tells the kernel what is claimed of the time: soon after each second began, and when the time becomes trusted or
    /// ceases to be.
    mutating func show(_ state: TimeState, at now: MonotonicInstant) {
        let shown = mapping.reading(at: now).shown
        let telling = (second: (shown.sinceEpoch - Self.afterTick).wholeSeconds, isSure: state.isTrustworthy)
        if let lastTold, lastTold == telling { return }
        lastTold = telling
        tell(KernelClaim(state, shown: shown, at: now), at: now)
    }

    private mutating func tell(_ claim: KernelClaim, at now: MonotonicInstant) {
        if !claim.isLeaping { leapStatus = armed(claim, at: now) }
        var wish = clinux_timex()
        wish.modes = UInt32(CLINUX_ADJ_STATUS | CLINUX_ADJ_MAXERROR | CLINUX_ADJ_ESTERROR)
        wish.status = claim.status & CLINUX_STA_UNSYNC | leapStatus
        (wish.max_error_us, wish.est_error_us) = (claim.maxError, claim.maxError)
        let relabelling = claim.isLeaping ? nil : label(claim, &wish)
        guard adjust(wish) != nil, let (seconds, label) = relabelling else { return }
        timeline.moved(by: Int64(seconds) * 1_000_000_000, relabelled: label)
        unlabelled = 0
        if seconds != 0 {
            leapStatus = 0
            leapCleared = nil
        }
    }

    /// The leap bits, once they have been clear for longer than a second: only then does the kernel take up an arming.
    private mutating func armed(_ claim: KernelClaim, at now: MonotonicInstant) -> Int32 {
        guard let since = leapCleared else {
            leapCleared = now
            return 0
        }
        return now - since >= .milliseconds(1_500) ? claim.status & (CLINUX_STA_INS | CLINUX_STA_DEL) : 0
    }

    /// Adds to a wish that the kernel's TAI − UTC be the claimed one with what is shown unchanged; and, where the time
    /// can be trusted, that CLOCK_REALTIME be UTC. Returns by what CLOCK_REALTIME and TAI − UTC will move, in seconds.
    private func label(_ claim: KernelClaim, _ wish: inout clinux_timex) -> (seconds: Int32, label: Int32)? {
        let change = claim.taiMinusUTC &- timeline.taiOffset
        let seconds = unlabelled &- change
        if change == 0 && seconds == 0 { return nil }
        if seconds != 0 && claim.status & CLINUX_STA_UNSYNC != 0 { return nil }
        wish.modes |= UInt32(CLINUX_ADJ_TAI)
        wish.tai = claim.taiMinusUTC
        if seconds != 0 {
            wish.modes |= UInt32(CLINUX_ADJ_SETOFFSET | CLINUX_ADJ_NANO)
            wish.step_seconds = Int64(seconds)
        }
        return (seconds, change)
    }
}
