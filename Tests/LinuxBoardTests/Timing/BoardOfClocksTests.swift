// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import Testing
import TimeBase

@testable import LinuxBoard

/// Edges that the test puts in, as an open source gives them.
final class FakeEdges: EdgeSource {
    let descriptor = clinux_eventfd()
    var opens: [SourceFault?] = []
    private(set) var attempt: MonotonicInstant? = HostClock.now
    private var waiting: [EdgeStamp] = []

    func open(at now: MonotonicInstant) -> SourceFault? {
        let fault = opens.isEmpty ? nil : opens.removeFirst()
        attempt = fault == nil ? nil : now + .milliseconds(20)
        return fault
    }

    func put(_ stamps: EdgeStamp...) {
        waiting += stamps
        _ = clinux_eventfd_signal(descriptor)
    }

    func take() -> EdgeStamp? {
        if waiting.count <= 1 { _ = clinux_eventfd_drain(descriptor) }
        return waiting.isEmpty ? nil : waiting.removeFirst()
    }
}

/// The host's clocks, read as they are and changed in a copy only.
final class ShadowKernel: KernelClock {
    private let host = HostKernelClock()
    private var state = clinux_timex()
    var shift: Int64 = 0
    /// What was last said of the clock's state.
    private(set) var told: clinux_timex?

    func read() -> KernelReading {
        let reading = host.read()
        return KernelReading(
            before: reading.before, realtime: reading.tai + shift - Int64(state.tai) * 1_000_000_000,
            tai: reading.tai + shift, after: reading.after)
    }

    func adjust(_ adjustment: clinux_timex) throws(ClockFault) -> clinux_timex {
        if Int32(adjustment.modes) & CLINUX_ADJ_SETOFFSET != 0 {
            shift += adjustment.step_seconds * 1_000_000_000 + adjustment.step_nanoseconds
        }
        if Int32(adjustment.modes) & CLINUX_ADJ_FREQUENCY != 0 { state.frequency = adjustment.frequency }
        if Int32(adjustment.modes) & CLINUX_ADJ_MAXERROR != 0 { told = adjustment }
        return state
    }
}

struct BoardOfClocksTests {
    private let kernel = ShadowKernel()
    private let edges = FakeEdges()

    private func board(_ clock: BoardClock? = nil, followers: [BoardClock] = []) -> LinuxTimingBoard {
        let timeline = HostTimeline(kernel: kernel)
        let main = clock ?? .system(SystemClock(timeline: timeline, taiMinusUTC: 0))
        var parts = LinuxTimingBoard.Parts(
            receiver: ReceiverLine(.init(path: "/nonexistent/receiver", baud: 9600)), clock: main, timeline: timeline)
        parts.pulse = .line(edges, edges: .rising)
        parts.followers = followers
        return LinuxTimingBoard(parts)
    }

    /// The next event that is neither a tick nor the receiver's.
    private func next(_ board: LinuxTimingBoard) -> TimingEvent? {
        for _ in 0..<10 {
            let event = board.nextEvent(before: board.now + .milliseconds(200))
            switch event.kind {
            case .tick: return nil
            case .receiverLost, .receiverOpened, .bytes: continue
            default: return event
            }
        }
        return nil
    }

    private func stamp(ago: Duration, isRising: Bool = true) -> EdgeStamp {
        EdgeStamp(
            clock: .monotonic, nanoseconds: (HostClock.now - ago).sinceEpoch.wholeNanoseconds, isRising: isRising)
    }

    @Test func `the right edges of a line are pulses, at their own instants`() throws {
        let board = board()
        #expect(next(board) == nil)
        let edge = stamp(ago: .zero)
        edges.put(stamp(ago: .microseconds(5), isRising: false), edge)
        let event = try #require(next(board))
        guard case .pulse(let pulse) = event.kind else {
            Issue.record("expected a pulse")
            return
        }
        #expect(event.at == HostClock.instant(nanoseconds: edge.nanoseconds))
        #expect(pulse.reading == board.clock.reading(at: event.at))
        #expect(next(board) == nil)
    }

    @Test func `a step by another is told before anything else`() throws {
        let board = board()
        #expect(next(board) == nil)
        kernel.shift += 1_000_000_000
        edges.put(stamp(ago: .milliseconds(1)))
        guard case .clockStepped(let step)? = next(board)?.kind else {
            Issue.record("expected the step")
            return
        }
        #expect(step.era == 1 && (step.change - .seconds(1)).magnitude < .microseconds(50))
        #expect(board.clock.atAnchor.era == 1)
        // The edge may have been stamped before the step.
        #expect(next(board) == nil)
    }

    @Test func `our own step is no news, and a correction is applied as the kernel can`() throws {
        let board = board()
        let applied = board.apply(ClockCorrection(frequency: 1, step: .milliseconds(40)))
        #expect(applied.frequency == 500e-6 && applied.step == .milliseconds(40))
        #expect(board.clock.atAnchor.era == 1)
        #expect(next(board) == nil)
    }

    @Test func `why no pulse comes is told once, and that it comes again`() throws {
        edges.opens = [.absent, .absent, .denied]
        let board = board()
        var told: [BoardNotice] = []
        board.report = { told.append($0) }
        for _ in 0..<4 { _ = next(board) }
        #expect(told == [.pulse(.absent), .pulse(.denied), .pulse(nil)])
    }

    @Test func `a follower is compared after a pulse, and corrected`() throws {
        let host = ShadowKernel()
        host.shift = 250_000
        let system = SystemClock(timeline: HostTimeline(kernel: host), taiMinusUTC: 0)
        let fake = FakeKernel()
        let phc = try HardwareClock(FakePHC(fake), timeline: HostTimeline(kernel: fake))
        let board = board(.hardware(phc), followers: [.system(system)])
        guard case .compared(let comparison)? = next(board)?.kind else {
            Issue.record("expected a comparison")
            return
        }
        #expect(comparison.follower == 0 && comparison.era == 0)
        let applied = board.apply(ClockCorrection(frequency: 2e-6, step: .microseconds(-250)), toFollower: 0)
        #expect(applied.step == .microseconds(-250) && abs(applied.frequency - 2e-6) < 1e-11)
        #expect(host.shift == 0)
        // CLOCK_MONOTONIC runs faster now, so the hardware clock falls behind it.
        #expect(abs(board.clock.rate + 2e-6) < 1e-11)
        #expect(board.apply(ClockCorrection(frequency: 1), toFollower: 1).frequency == 1)
    }

    @Test func `the kernel is told of a following clock's own error, and nothing sure of one that was not compared`()
        throws
    {
        let host = ShadowKernel()
        host.shift = 250_000
        let fake = FakeKernel()
        let phc = try HardwareClock(FakePHC(fake), timeline: HostTimeline(kernel: fake))
        for isCompared in [false, true] {
            let system = SystemClock(timeline: HostTimeline(kernel: host), taiMinusUTC: 0)
            let board = board(.hardware(phc), followers: [.system(system)])
            guard isCompared else {
                board.show(.of(.locked, at: board.now))
                #expect(host.told?.status == CLINUX_STA_UNSYNC && host.told?.max_error_us == 16_000_000)
                continue
            }
            guard case .compared(let comparison)? = next(board)?.kind else {
                Issue.record("expected a comparison")
                return
            }
            let own = comparison.offset.magnitude + comparison.uncertainty
            #expect(board.own(.of(.locked, at: board.now), 0).errorBound.base == own + .microseconds(3))
            _ = board.apply(ClockCorrection(frequency: 0, step: .microseconds(-250)), toFollower: 0)
            #expect(board.own(.of(.locked, at: board.now), 0).errorBound.base == ErrorBound.unknown.base)
        }
    }

    @Test func `a hardware clock's stamps are read by the clock that made them, the main one or a follower`() throws {
        let fake = FakeKernel()
        let clocks = try ["/dev/ptp8", "/dev/ptp9"].map {
            try HardwareClock(FakePHC(fake), name: $0, timeline: HostTimeline(kernel: fake))
        }
        let stamps = { HardwareTimestamps(of: $0, channel: 0, pin: 0, edges: .rising) }
        #expect(PulseIntake.stamper(of: stamps("/dev/ptp9"), among: clocks) === clocks[1])
        #expect(PulseIntake.stamper(of: stamps("/dev/ptp7"), among: clocks) == nil)
        #expect(PulseIntake.stamper(of: edges, among: clocks) == nil)
    }

    @Test func `a hardware clock that comes late is taken up, with what follows it`() throws {
        let fake = FakeKernel()
        let phc = FakePHC(fake, ahead: 5e9)
        phc.fault = .absent
        let start = TAIInstant(sinceEpoch: .seconds(1_795_219_237))
        let clock = HardwareClock(awaiting: phc, showing: start, timeline: HostTimeline(kernel: fake))
        let system = BoardClock.system(SystemClock(timeline: HostTimeline(kernel: kernel), taiMinusUTC: 37))
        let board = board(.hardware(clock), followers: [system])
        var told: [BoardNotice] = []
        board.report = { told.append($0) }
        #expect(next(board) == nil)
        board.show(.of(.unsynchronised, at: board.now))
        #expect(told.contains(.clock(.absent)))
        #expect(board.apply(ClockCorrection(frequency: 1e-6, step: .seconds(1))) == ClockCorrection(frequency: 0))

        phc.fault = nil
        board.round = FollowerRound(count: 1, at: board.now)
        guard case .clockStepped(let step)? = next(board)?.kind else {
            Issue.record("expected the clock")
            return
        }
        #expect(step.era == 1 && board.clock.atAnchor.era == 1 && step.change > .seconds(4))
        guard case .compared? = next(board)?.kind else {
            Issue.record("expected a comparison")
            return
        }
        board.show(.of(.unsynchronised, at: board.now))
        #expect(told.last == .clock(nil))
        #expect(board.apply(ClockCorrection(frequency: 1e-6)).frequency != 0)
    }

    @Test(arguments: [("/dev/ptp9", nil), ("/dev/ptp8", SourceFault.unsuitable)] as [(String, SourceFault?)])
    func `the pulse of a clock that comes late is taken up, where the clock is known`(
        _ name: String, _ fault: SourceFault?
    ) throws {
        let fake = FakeKernel()
        let timeline = HostTimeline(kernel: fake)
        let phc = FakePHC(fake)
        phc.fault = .absent
        let clock = HardwareClock(
            awaiting: phc, name: "/dev/ptp9", showing: TAIInstant(sinceEpoch: .zero), timeline: timeline)
        let stamps = FakeStamps()
        let source = HardwareTimestamps(of: name, channel: 1, pin: nil, edges: .rising) { (_) throws(SourceFault) in
            if phc.fault != nil { throw .absent }
            return stamps
        }
        var intake = PulseIntake(
            .line(source, edges: .rising), clocks: [clock], timeline: timeline, from: HostClock.now)
        #expect(intake.open(at: HostClock.now) == .absent && intake.attempt != nil)
        phc.fault = nil
        #expect(intake.open(at: HostClock.now) == fault && intake.attempt == nil)
        // Not before the clock itself is known, though it would have been asked already.
        stamps.waiting = [(phc.shown(at: fake.monotonic), 1)]
        #expect(intake.take(true, on: .hardware(clock), at: fake.now) == nil)
        _ = clock.compare()
        stamps.waiting = [(phc.shown(at: fake.monotonic), 1)]
        #expect((intake.take(true, on: .hardware(clock), at: fake.now) != nil) == (fault == nil))
    }

    @Test func `what cannot follow is left out`() throws {
        let timeline = HostTimeline(kernel: kernel)
        let virtual = BoardClock.virtual(
            VirtualClock(showing: ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .zero)), at: HostClock.now))
        let system = BoardClock.system(SystemClock(timeline: timeline, taiMinusUTC: 37))
        #expect(board(virtual, followers: [system, virtual]).followers.isEmpty)
        #expect(board(system, followers: [system]).followers.isEmpty)
    }
}
