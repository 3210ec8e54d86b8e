// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import LinuxBoard

struct HostTimelineTests {
    private let kernel = FakeKernel(tai: 37)
    private static let second: Int64 = 1_000_000_000

    @Test func `many wide readings narrow the difference down`() {
        kernel.width = 1_000
        let timeline = HostTimeline(kernel: kernel)
        #expect(timeline.tolerance == 501)
        kernel.width = 20
        #expect(timeline.look() == nil && timeline.tolerance == 11)
        kernel.width = 4_000_000
        #expect(timeline.look() == nil && timeline.tolerance == 11)
        #expect((timeline.difference - kernel.difference - 37 * Self.second).magnitude <= 1)
    }

    @Test func `a change within the rounding is followed in silence`() {
        let timeline = HostTimeline(kernel: kernel)
        kernel.difference += 900
        #expect(timeline.look() == nil)
        kernel.difference -= 40_000
        #expect(timeline.look() == .stepped(-40_000))
    }

    @Test func `a recent stamp has its instant, an older or a later one has none`() {
        let timeline = HostTimeline(kernel: kernel)
        let now = kernel.realtime
        #expect(timeline.monotonic(realtime: now - 5_000) == kernel.monotonic - 5_000)
        #expect(timeline.monotonic(realtime: now - 4 * Self.second) == kernel.monotonic - 4 * Self.second)
        #expect(timeline.monotonic(realtime: now - 6 * Self.second) == nil)
        #expect(timeline.monotonic(realtime: now + 5_000) == nil)
        #expect(timeline.monotonic(realtime: .min) == nil && timeline.monotonic(realtime: .max) == nil)
    }

    @Test func `stamps about a step are not believed, and then again`() {
        let timeline = HostTimeline(kernel: kernel)
        let old = kernel.realtime
        kernel.difference += 300_000
        #expect(timeline.look() == .stepped(300_000))
        #expect(timeline.monotonic(realtime: old) == nil)
        kernel.pass(.milliseconds(300))
        #expect(timeline.look() == nil)
        #expect(timeline.monotonic(realtime: kernel.realtime) == kernel.monotonic)
    }

    /// The edge of midnight comes a little before or after the kernel's tick has stepped the clock.
    @Test(arguments: [Int64(1), -1], [true, false])
    func `an edge at a leap second keeps its instant, whichever count its stamp is of`(leap: Int64, isBefore: Bool) {
        let timeline = HostTimeline(kernel: kernel)
        let (edge, before) = (kernel.monotonic, kernel.realtime)
        kernel.pass(.milliseconds(3))
        kernel.leap(leap)
        kernel.pass(.microseconds(200))
        #expect(timeline.look() == nil)
        #expect(timeline.monotonic(realtime: isBefore ? before : before - leap * Self.second) == edge)
    }

    @Test(arguments: [Int64(0), 1, -1])
    func `a reading that was taken after the last look has its instant, beside a leap second too`(leap: Int64) {
        let timeline = HostTimeline(kernel: kernel)
        if leap != 0 {
            kernel.leap(leap)
            _ = timeline.look()
        }
        kernel.pass(.milliseconds(30))
        #expect(timeline.monotonic(fresh: kernel.realtime) == kernel.monotonic)
        #expect(timeline.monotonic(realtime: kernel.realtime) != kernel.monotonic)
        #expect(timeline.monotonic(fresh: .min) == nil || leap != 0)
    }

    @Test func `the host's own clocks stand still to each other`() {
        let timeline = HostTimeline()
        for _ in 0..<1_000 { #expect(timeline.look() == nil) }
        #expect(timeline.tolerance < 100_000)
        let stamp = HostClock.systemTime.shown.sinceEpoch.wholeNanoseconds
        _ = timeline.look()
        #expect(timeline.monotonic(realtime: stamp) != nil)
    }
}
