// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import LinuxBoard

struct PulseReaderTests {
    private let kernel = FakeKernel(tai: 37)
    private let timeline: HostTimeline
    private let reader: PulseReader

    init() {
        timeline = HostTimeline(kernel: kernel)
        reader = PulseReader(timeline: timeline)
    }

    private var system: BoardClock { .system(SystemClock(timeline: timeline, taiMinusUTC: 37)) }

    /// An edge on the very second, read 120 µs later.
    private func edge() -> (stamp: EdgeStamp, at: Int64) {
        kernel.pass(.seconds(1) - .nanoseconds(kernel.realtime % 1_000_000_000))
        let (realtime, at) = (kernel.realtime, kernel.monotonic)
        kernel.pass(.microseconds(120))
        return (EdgeStamp(clock: .realtime, nanoseconds: realtime, isRising: true), at)
    }

    private func isWhole(_ reading: ClockReading) -> Bool { reading.shown.sinceEpoch.fractionOfSecond == .zero }

    @Test func `the system clock's own stamp is its reading to the nanosecond, however coarse the comparison`() throws {
        kernel.width = 777
        let system = system
        for _ in 0..<3 {
            let (stamp, at) = edge()
            #expect(timeline.look() == nil)
            let (edge, instant) = try #require(reader.read(stamp, on: system, stamper: nil))
            #expect(edge.reading.shown.sinceEpoch == .nanoseconds(stamp.nanoseconds) + .seconds(37))
            #expect(edge.uncertainty == .zero)
            #expect((instant - HostClock.instant(nanoseconds: at)).magnitude <= .nanoseconds(500))
        }
    }

    @Test func `an edge stamped before a leap second's step and read after it is the second it was`() throws {
        let system = system
        let (stamp, _) = edge()
        kernel.leap(1)
        #expect(timeline.look() == nil)
        let (edge, _) = try #require(reader.read(stamp, on: system, stamper: nil))
        #expect(edge.reading.shown.sinceEpoch == .nanoseconds(stamp.nanoseconds) + .seconds(37))
        #expect(edge.reading.era == 0 && isWhole(edge.reading))
    }

    @Test func `an arithmetic clock is read at the stamp's instant, as sure as the comparison is`() throws {
        let shown = ClockReading(era: 3, shown: TAIInstant(sinceEpoch: .seconds(1_000)))
        let clock = BoardClock.virtual(VirtualClock(showing: shown, at: kernel.now))
        let start = kernel.monotonic
        let (stamp, at) = edge()
        _ = timeline.look()
        let (edge, _) = try #require(reader.read(stamp, on: clock, stamper: nil))
        #expect(edge.reading == ClockReading(era: 3, shown: shown.shown + .nanoseconds(at - start)))
        #expect(edge.uncertainty == .nanoseconds(timeline.tolerance))
    }

    @Test func `a monotonic stamp needs no conversion, and must be of the recent past`() throws {
        var stamp = EdgeStamp(
            clock: .monotonic, nanoseconds: timeline.now - 40_000, isRising: true, uncertainty: .nanoseconds(60))
        let (edge, at) = try #require(reader.read(stamp, on: system, stamper: nil))
        #expect(at == HostClock.instant(nanoseconds: stamp.nanoseconds))
        #expect(edge.uncertainty == .nanoseconds(60 + timeline.tolerance))
        stamp.nanoseconds += 90_000
        #expect(reader.read(stamp, on: system, stamper: nil) == nil)
        stamp.nanoseconds = .min
        #expect(reader.read(stamp, on: system, stamper: nil) == nil)
    }

    @Test func `a hardware stamp is the reading of the clock that made it, and converts to others`() throws {
        let phc = FakePHC(kernel, ahead: 4_000)
        let clock = try HardwareClock(phc, timeline: timeline)
        let (stamp, at) = edge()
        _ = timeline.look()
        let mark = EdgeStamp(clock: .hardware, nanoseconds: phc.shown(at: at), isRising: true)
        let (own, instant) = try #require(reader.read(mark, on: .hardware(clock), stamper: clock))
        #expect(own.reading.shown.sinceEpoch == .nanoseconds(mark.nanoseconds) && own.uncertainty == .zero)
        #expect((instant - HostClock.instant(nanoseconds: at)).magnitude <= .nanoseconds(2))
        let (other, _) = try #require(reader.read(mark, on: system, stamper: clock))
        let error = other.reading.shown.sinceEpoch - .nanoseconds(stamp.nanoseconds) - .seconds(37)
        #expect(error.magnitude <= .nanoseconds(60))
        #expect(other.uncertainty >= clock.uncertainty)
        #expect(reader.read(mark, on: system, stamper: nil) == nil)
    }

    @Test func `what may have been stamped before a step is dropped`() {
        let system = system
        let (stamp, _) = edge()
        kernel.difference += 2_000_000
        #expect(timeline.look() == .stepped(2_000_000))
        #expect(reader.read(stamp, on: system, stamper: nil) == nil)
        let (next, _) = edge()
        _ = timeline.look()
        #expect(reader.read(next, on: system, stamper: nil) != nil)
    }
}
