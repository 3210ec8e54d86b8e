// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import Testing
import TimeBase

@testable import LinuxBoard

struct SystemClockClaimTests {
    private let kernel = FakeKernel(tai: 37)

    /// Says it once a second for a while.
    private func show(
        _ clock: inout SystemClock, _ phase: TimeState.Phase = .locked, leap: UTCRelation.Leap? = nil,
        count: Int64 = 37, for seconds: Int
    ) {
        for _ in 0..<seconds {
            kernel.pass(.seconds(1))
            if let change = clock.timeline.look() { _ = clock.notice(change) }
            var state = TimeState.of(phase, at: kernel.now, leap: leap)
            state.utc.taiMinusUTC = Int32(count)
            clock.show(state, at: kernel.now)
        }
    }

    private var clock: SystemClock { SystemClock(timeline: HostTimeline(kernel: kernel), taiMinusUTC: 37) }
    private func shown(_ clock: SystemClock) -> TAIInstant { clock.mapping.reading(at: kernel.now).shown }
    private func leap(in wait: Duration, change: Int8 = 1) -> UTCRelation.Leap {
        UTCRelation.Leap(at: kernel.tai + wait, change: change)
    }

    @Test func `nothing is told twice within a second`() {
        var clock = clock
        let before = kernel.calls.count
        for _ in 0..<10 {
            kernel.pass(.milliseconds(90))
            clock.show(.of(.locked, at: kernel.now), at: kernel.now)
        }
        #expect(kernel.calls.count == before + 1)
    }

    @Test func `it is told soon after each second began, when the kernel has added its share to the error`() {
        var clock = clock
        var told: [Duration] = []
        for _ in 0..<300 {
            kernel.pass(.milliseconds(10))
            let before = kernel.calls.count
            clock.show(.of(.locked, at: kernel.now), at: kernel.now)
            if kernel.calls.count > before { told.append(kernel.tai.sinceEpoch.fractionOfSecond) }
        }
        #expect(told == [.milliseconds(10), .milliseconds(20), .milliseconds(20), .milliseconds(20)])
    }

    @Test func `it is told at once when the time is not to be trusted any more`() {
        var clock = clock
        show(&clock, for: 3)
        kernel.pass(.milliseconds(100))
        clock.show(.of(.locked, at: kernel.now), at: kernel.now)
        kernel.pass(.milliseconds(100))
        clock.show(.of(.unsynchronised, at: kernel.now), at: kernel.now)
        #expect(kernel.state.status & CLINUX_STA_UNSYNC != 0 && kernel.state.max_error_us == 16_000_000)
    }

    @Test(arguments: TimeState.Phase.allCases)
    func `the kernel is called synchronised only while the time can be trusted`(phase: TimeState.Phase) {
        var clock = clock
        show(&clock, phase, for: 3)
        let isSure = [.locked, .holdover, .fallback].contains(phase)
        #expect((kernel.state.status & CLINUX_STA_UNSYNC == 0) == isSure)
        #expect(kernel.state.max_error_us == (isSure ? 4 : 16_000_000))
        #expect(kernel.state.est_error_us == kernel.state.max_error_us)
    }

    @Test func `a leap second is announced on its day only, and its kernel's step is none`() {
        var clock = clock
        // 23:59:50 of the day before.
        kernel.difference += 86_390_000_000_000
        _ = clock.timeline.look().map { clock.notice($0) }
        let leap = leap(in: .seconds(10 + 86_400 + 1))
        show(&clock, leap: leap, for: 8)
        #expect(kernel.state.status == 0)
        show(&clock, leap: leap, for: 10)
        #expect(kernel.state.status == CLINUX_STA_INS)
        kernel.difference += 86_400_000_000_000 - 18_000_000_000
        _ = clock.timeline.look().map { clock.notice($0) }
        show(&clock, leap: leap, for: 9)
        #expect(kernel.state.status == CLINUX_STA_INS)
        let era = clock.mapping.atAnchor.era
        kernel.pass(.seconds(1))
        kernel.leap(1)
        show(&clock, leap: leap, for: 1)
        #expect(kernel.state.status == CLINUX_STA_INS && kernel.state.tai == 38)
        show(&clock, leap: leap, for: 6)
        #expect(kernel.state.status == 0 && kernel.state.tai == 38)
        #expect(clock.mapping.atAnchor.era == era && shown(clock) == kernel.tai)
        show(&clock, count: 38, for: 3)
        #expect(kernel.state.tai == 38 && shown(clock) == kernel.tai && clock.mapping.atAnchor.era == era)
    }

    @Test func `a leap second that was withdrawn is disarmed`() {
        var clock = clock
        let leap = leap(in: .seconds(86_401), change: -1)
        show(&clock, leap: leap, for: 5)
        #expect(kernel.state.status == CLINUX_STA_DEL)
        show(&clock, for: 1)
        #expect(kernel.state.status == 0)
    }

    @Test func `untrusted time announces no leap second`() {
        var clock = clock
        show(&clock, .acquiring, leap: leap(in: .seconds(86_401)), for: 5)
        #expect(kernel.state.status == CLINUX_STA_UNSYNC)
    }

    @Test func `a step disarms the kernel, so the leap second is armed anew`() {
        var clock = clock
        let leap = leap(in: .seconds(86_401))
        show(&clock, leap: leap, for: 5)
        #expect(kernel.state.status == CLINUX_STA_INS)
        _ = clock.apply(ClockCorrection(frequency: 0, step: .milliseconds(-5)), at: kernel.now)
        show(&clock, leap: leap, for: 1)
        #expect(kernel.state.status == 0)
        show(&clock, leap: leap, for: 2)
        #expect(kernel.state.status == CLINUX_STA_INS)
    }

    @Test func `a leap second that the kernel missed is made up for, and nothing that is shown moves`() {
        var clock = clock
        let leap = leap(in: .seconds(3))
        let (before, counter) = (kernel.realtime, kernel.monotonic)
        show(&clock, leap: leap, for: 8)
        #expect(kernel.state.tai == 38)
        #expect(kernel.realtime - before == kernel.monotonic - counter - 1_000_000_000)
        #expect(shown(clock) == kernel.tai && clock.mapping.atAnchor.era == 0)
        #expect(clock.timeline.look() == nil)
    }

    @Test func `while the time is unsure, UTC is not moved for a new count`() {
        var clock = clock
        let before = kernel.difference
        show(&clock, .acquiring, count: 38, for: 3)
        #expect(kernel.difference == before && kernel.state.tai == 37)
        show(&clock, .locked, count: 38, for: 3)
        #expect(kernel.difference == before - 1_000_000_000 && kernel.state.tai == 38)
        #expect(shown(clock) == kernel.tai)
    }

    @Test(arguments: [(Duration.zero, Int64(1)), (.nanoseconds(1_000), 2), (.milliseconds(20), 20_001)])
    func `the error is told in microseconds rounded up, and grows with time`(base: Duration, told: Int64) {
        var state = TimeState.of(.locked, at: kernel.now, bound: ErrorBound(base: base))
        #expect(KernelClaim(state, shown: kernel.tai, at: kernel.now).maxError == told)
        state.errorBound.growth = 1e-6
        #expect(KernelClaim(state, shown: kernel.tai, at: kernel.now + .seconds(10)).maxError == told + 10)
        state.errorBound = .unknown
        #expect(KernelClaim(state, shown: kernel.tai, at: kernel.now).status == CLINUX_STA_UNSYNC)
    }
}
