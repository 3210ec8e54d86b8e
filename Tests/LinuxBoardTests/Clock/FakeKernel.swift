// SPDX-License-Identifier: Apache-2.0

import CLinux
import TimeBase

@testable import LinuxBoard

/// The kernel's clock without a kernel: it does what clock_adjtime(2) says, to numbers.
final class FakeKernel: KernelClock {
    /// CLOCK_MONOTONIC, nanoseconds.
    var monotonic: Int64 = 1_000_000_000_000
    /// CLOCK_REALTIME − CLOCK_MONOTONIC: so that it is 2026-11-21 00:00:00 UTC at first.
    var difference: Int64 = 1_795_219_200_000_000_000 - 1_000_000_000_000
    /// How long a reading takes, and where in it the clocks are read.
    var width: Int64 = 100
    var state = clinux_timex()
    var refusal: ClockFault?
    private(set) var calls: [clinux_timex] = []

    init(tai: Int32 = 0) {
        state.tai = tai
        state.tick_us = 10_000
    }

    var realtime: Int64 { monotonic + difference }
    /// As an instant of the board's counter.
    var now: MonotonicInstant { HostClock.instant(nanoseconds: monotonic) }
    var tai: TAIInstant { TAIInstant(sinceEpoch: .nanoseconds(realtime + Int64(state.tai) * 1_000_000_000)) }

    func pass(_ time: Duration) { monotonic += time.wholeNanoseconds }

    /// What the kernel does at midnight when STA_INS or STA_DEL is set.
    func leap(_ change: Int64) {
        difference -= change * 1_000_000_000
        state.tai += Int32(change)
    }

    func read() -> KernelReading {
        let middle = monotonic - width / 2
        return KernelReading(
            before: monotonic - width, realtime: middle + difference,
            tai: middle + difference + Int64(state.tai) * 1_000_000_000, after: monotonic)
    }

    func adjust(_ adjustment: clinux_timex) throws(ClockFault) -> clinux_timex {
        if adjustment.modes == 0 { return state }
        if let refusal { throw refusal }
        calls.append(adjustment)
        let modes = Int32(adjustment.modes)
        if modes & CLINUX_ADJ_SETOFFSET != 0 {
            guard (0..<1_000_000_000).contains(adjustment.step_nanoseconds) else { throw .unsuitable }
            difference += adjustment.step_seconds * 1_000_000_000 + adjustment.step_nanoseconds
            state.status |= CLINUX_STA_UNSYNC
        }
        if modes & CLINUX_ADJ_STATUS != 0 { state.status = adjustment.status }
        if modes & CLINUX_ADJ_FREQUENCY != 0 {
            state.frequency = min(max(adjustment.frequency, -32_768_000), 32_768_000)
        }
        if modes & CLINUX_ADJ_MAXERROR != 0 { state.max_error_us = adjustment.max_error_us }
        if modes & CLINUX_ADJ_ESTERROR != 0 { state.est_error_us = adjustment.est_error_us }
        if modes & CLINUX_ADJ_TAI != 0 { state.tai = adjustment.tai }
        if modes & CLINUX_ADJ_TICK != 0 { state.tick_us = adjustment.tick_us }
        return state
    }
}

extension TimeState {
    /// A state of the present with TAI − UTC of 37 s.
    static func of(
        _ phase: Phase, at now: MonotonicInstant, bound: ErrorBound = ErrorBound(base: .microseconds(3)),
        leap: UTCRelation.Leap? = nil
    ) -> TimeState {
        TimeState(
            phase: phase, since: now, asOf: now, reason: .justStarted, errorBound: bound,
            utc: UTCRelation(taiMinusUTC: 37, next: leap))
    }
}
