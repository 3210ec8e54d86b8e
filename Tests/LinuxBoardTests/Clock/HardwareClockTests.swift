// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import LinuxBoard

struct HardwareClockTests {
    private let kernel = FakeKernel(tai: 37)

    private func clock(_ phc: FakePHC) throws -> HardwareClock {
        try HardwareClock(phc, timeline: HostTimeline(kernel: kernel))
    }

    /// Time passes, and the board looks at its clocks as at every wake-up.
    private func pass(_ clock: HardwareClock, _ time: Duration) {
        kernel.pass(time)
        _ = clock.timeline.look()
    }

    private func error(_ clock: HardwareClock, _ phc: FakePHC) -> Int64 {
        let shown = clock.mapping.reading(at: kernel.now).shown.sinceEpoch.wholeNanoseconds
        return shown - phc.shown(at: kernel.monotonic)
    }

    @Test func `it is read by the best that the driver offers, and the closest of its readings counts`() throws {
        let phc = FakePHC(kernel, ahead: 1_234)
        let clock = try clock(phc)
        #expect(clock.method == .extended && phc.asked == [.precise, .extended])
        #expect(clock.uncertainty == .nanoseconds(201))
        #expect(error(clock, phc).magnitude <= 1)
        _ = clock.compare()
        #expect(phc.asked == [.precise, .extended, .extended])
        phc.offered = []
        #expect(throws: ClockFault.unsuitable) { try HardwareClock(phc, timeline: clock.timeline) }
    }

    @Test func `its rate against the host is learned from comparisons`() throws {
        let phc = FakePHC(kernel, drift: 23e-6)
        let clock = try clock(phc)
        for _ in 0..<20 {
            pass(clock, .seconds(1))
            #expect(clock.compare() == nil)
        }
        #expect(abs(clock.mapping.rate - 23e-6) < 1e-9)
        pass(clock, .seconds(1))
        #expect(error(clock, phc).magnitude <= 3)
    }

    @Test func `corrections are known before the next comparison`() throws {
        let phc = FakePHC(kernel, ahead: 5e6, drift: 10e-6)
        let clock = try clock(phc)
        for _ in 0..<20 {
            pass(clock, .seconds(1))
            _ = clock.compare()
        }
        let wish = ClockCorrection(frequency: -10e-6, step: .milliseconds(-5))
        let applied = clock.apply(wish, at: kernel.now)
        #expect(applied.step == wish.step && abs(applied.frequency - wish.frequency) < 1e-11)
        #expect(clock.mapping.atAnchor.era == 1)
        pass(clock, .seconds(1))
        #expect(error(clock, phc).magnitude <= 5)
        #expect(clock.compare() == nil && clock.mapping.atAnchor.era == 1)
        clock.hostRateChanged(by: 3e-6, at: kernel.now)
        #expect(abs(clock.mapping.rate + 3e-6) < 2e-9)
    }

    @Test func `a frequency beyond what it can do is clamped`() throws {
        let phc = FakePHC(kernel)
        phc.maxAdjust = 62_499
        let clock = try clock(phc)
        let applied = clock.apply(ClockCorrection(frequency: 1e-3), at: kernel.now)
        #expect(clock.fault == nil && abs(applied.frequency - 62_498e-9) < 1e-10)
        #expect(clock.apply(ClockCorrection(frequency: .nan), at: kernel.now).frequency == applied.frequency)
    }

    @Test(arguments: [5e6, -37e9]) func `a step by another begins an era`(change: Double) throws {
        let phc = FakePHC(kernel, drift: 1e-6)
        let clock = try clock(phc)
        for _ in 0..<5 {
            pass(clock, .seconds(1))
            #expect(clock.compare() == nil)
        }
        phc.move(by: change)
        pass(clock, .seconds(1))
        let step = try #require(clock.compare())
        #expect(step.era == 1 && abs(step.change.realNanoseconds - change) < 100)
        #expect(clock.monotonic(stamp: phc.shown(at: kernel.monotonic), now: kernel.now) == nil)
    }

    @Test func `its stamps have their instants`() throws {
        let phc = FakePHC(kernel, ahead: 77e9)
        let clock = try clock(phc)
        pass(clock, .milliseconds(300))
        let at = kernel.monotonic - 2_000_000
        let instant = try #require(clock.monotonic(stamp: phc.shown(at: at), now: kernel.now))
        #expect((instant - HostClock.instant(nanoseconds: at)).magnitude <= .nanoseconds(2))
        #expect(clock.monotonic(stamp: phc.shown(at: at) + 50_000_000, now: kernel.now) == nil)
        #expect(clock.monotonic(stamp: .min, now: kernel.now) == nil)
        #expect(clock.monotonic(stamp: .max, now: kernel.now) == nil)
    }

    @Test func `a clock that cannot be reached says why and is left as it was reckoned`() throws {
        let phc = FakePHC(kernel)
        let clock = try clock(phc)
        phc.fault = .denied
        #expect(clock.apply(ClockCorrection(frequency: 1e-6, step: .seconds(1)), at: kernel.now) == .init(frequency: 0))
        #expect(clock.fault == .denied && clock.mapping.atAnchor.era == 0)
        phc.fault = .absent
        #expect(clock.compare() == nil && clock.fault == .absent)
    }

    @Test func `one that is not there yet is known once it came, and not before`() throws {
        let phc = FakePHC(kernel, ahead: 2e9, drift: 3e-6)
        phc.fault = .absent
        let made = TAIInstant(sinceEpoch: .nanoseconds(phc.shown(at: kernel.monotonic))) - .seconds(2)
        let clock = HardwareClock(awaiting: phc, showing: made, timeline: HostTimeline(kernel: kernel))
        #expect(clock.fault == .absent && clock.mapping.reading(at: kernel.now).shown == made)
        #expect(
            clock.compare() == nil
                && clock.apply(.init(frequency: 1e-6, step: .seconds(1)), at: kernel.now).step == .zero)
        #expect(clock.monotonic(stamp: made.sinceEpoch.wholeNanoseconds, now: kernel.now) == nil)
        // The device comes before udev has given it its rights.
        phc.fault = .denied
        #expect(clock.compare() == nil && clock.fault == .denied)
        phc.fault = nil
        pass(clock, .seconds(1))
        let step = try #require(clock.compare())
        #expect(step.era == 1 && (step.change - .seconds(2)).magnitude < .microseconds(5))
        #expect(clock.fault == nil && clock.frequencyLimit > 0 && error(clock, phc).magnitude <= 1)
        pass(clock, .seconds(1))
        #expect(clock.compare() == nil)
    }

    @Test(arguments: [
        ("/nonexistent/ptp", ClockFault.absent), ("/dev/null", .unsuitable), ("lo", .absent), ("nowhere0", .absent),
    ])
    func `a name without a clock behind it is told of`(_ name: String, _ fault: ClockFault) {
        let clock = HardwareClock(
            awaiting: name, showing: TAIInstant(sinceEpoch: .zero), timeline: HostTimeline(kernel: kernel))
        #expect(clock.fault == fault && !clock.isKnown)
    }

    @Test func `two names are one clock where they lead to one device`() {
        #expect(HardwareClock.isSame("/dev/ptp7", "/dev/ptp7") && !HardwareClock.isSame("/dev/ptp7", "/dev/ptp8"))
        #expect(HardwareClock.isSame("/dev/../dev/null", "/dev/null"))
        #expect(HardwareClock.isSame("nowhere0", "nowhere0") && !HardwareClock.isSame("nowhere0", "/dev/ptp7"))
    }
}
