// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import Testing
import TimeBase

@testable import LinuxBoard

struct SystemClockTests {
    private let kernel = FakeKernel()

    private func clock(tai: Int32 = 37) -> SystemClock {
        SystemClock(timeline: HostTimeline(kernel: kernel), taiMinusUTC: tai)
    }

    private func shown(_ clock: SystemClock) -> TAIInstant { clock.mapping.reading(at: kernel.now).shown }
    private var true37: TAIInstant { TAIInstant(sinceEpoch: .nanoseconds(kernel.realtime + 37_000_000_000)) }

    @Test func `it shows TAI before the kernel knows of it, and the same after it was told`() {
        var clock = clock()
        #expect(shown(clock) == true37)
        clock.show(.of(.acquiring, at: kernel.now), at: kernel.now)
        #expect(kernel.state.tai == 37)
        #expect(shown(clock) == true37 && kernel.tai == true37)
        #expect(clock.timeline.look() == nil)
        #expect(clock.mapping.rate == 0 && clock.mapping.atAnchor.era == 0)
    }

    @Test(arguments: [Int64(9_996), 10_000, 10_004])
    func `what another left in force is kept: its frequency, and a tick within reach`(tick: Int64) {
        (kernel.state.frequency, kernel.state.tick_us) = (-65_536 * 12, tick)
        kernel.state.status = CLINUX_STA_PLL
        let clock = clock()
        #expect(clock.frequency == -12e-6 && clock.fault == nil)
        #expect(kernel.state.frequency == -65_536 * 12 && kernel.state.tick_us == tick)
        #expect(kernel.state.status == CLINUX_STA_UNSYNC)
        #expect(kernel.calls.count == 1 && kernel.calls[0].modes & UInt32(CLINUX_ADJ_SETOFFSET) != 0)
    }

    @Test(arguments: [Int64(9_995), 11_000])
    func `a tick beyond the frequency's reach is set right`(tick: Int64) {
        kernel.state.tick_us = tick
        _ = clock()
        #expect(kernel.state.tick_us == 10_000)
    }

    @Test(arguments: [
        (1e-6, Int64(65_536)), (-1e-6, -65_536), (0.0, 0), (5e-12, 0), (8e-12, 1), (500e-6, 32_768_000),
        (0.1, 32_768_000), (-0.1, -32_768_000), (.infinity, 0), (.nan, 0),
    ])
    func `a frequency is told in the kernel's units, and what was applied is returned`(asked: Double, told: Int64) {
        var clock = clock()
        let applied = clock.apply(ClockCorrection(frequency: asked), at: kernel.now)
        #expect(kernel.state.frequency == told)
        #expect(applied == ClockCorrection(frequency: Double(told) / 65_536e6))
        #expect(clock.frequency == applied.frequency)
    }

    @Test(arguments: [
        Duration.nanoseconds(1), .nanoseconds(-1), .microseconds(-250), .milliseconds(1_500), .seconds(-86_400 * 365),
        .seconds(1_700_000_000),
    ])
    func `a step moves the kernel's clock and the mapping alike and begins an era`(step: Duration) {
        var clock = clock()
        let before = kernel.realtime
        let applied = clock.apply(ClockCorrection(frequency: 0, step: step), at: kernel.now)
        #expect(applied.step == step)
        #expect(kernel.realtime - before == step.wholeNanoseconds)
        #expect(shown(clock) == true37 && clock.mapping.atAnchor.era == 1)
        #expect(clock.timeline.look() == nil)
    }

    @Test func `without the right to, it says so, corrects nothing and claims nothing`() {
        kernel.refusal = .denied
        kernel.state.frequency = 65_536
        var clock = clock()
        #expect(clock.fault == .denied)
        let applied = clock.apply(ClockCorrection(frequency: 5e-6, step: .seconds(1)), at: kernel.now)
        #expect(applied == ClockCorrection(frequency: 1e-6, step: .zero))
        #expect(shown(clock) == true37 && clock.mapping.atAnchor.era == 0)
        clock.show(.of(.locked, at: kernel.now), at: kernel.now)
        #expect(shown(clock) == true37 && clock.fault == .denied)
        kernel.refusal = nil
        _ = clock.apply(ClockCorrection(frequency: 5e-6), at: kernel.now)
        #expect(clock.fault == nil)
    }

    @Test(arguments: [Int64(5_000), -5_000, 1_000_000_000, -3_600_000_000_000])
    func `a step by another is noticed with its size and begins an era`(change: Int64) throws {
        var clock = clock()
        kernel.difference += change
        kernel.pass(.milliseconds(10))
        let step = try #require(clock.timeline.look().flatMap { clock.notice($0) })
        #expect(step.era == 1 && step.change == .nanoseconds(change))
        #expect(shown(clock) == true37)
        #expect(clock.timeline.look() == nil)
    }

    @Test func `another's word on TAI moves nothing that is shown`() throws {
        var clock = clock()
        kernel.state.tai = 36
        let change = try #require(clock.timeline.look())
        #expect(clock.notice(change) == nil)
        #expect(shown(clock) == true37)
        clock.show(.of(.locked, at: kernel.now), at: kernel.now)
        #expect(kernel.state.tai == 37 && shown(clock) == true37)
    }
}
