// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
public import TimeBase

/// A board of real devices: a receiver's port, a pulse, the clock that is disciplined, and up to four that follow it.
///
/// One thread calls it.
public final class LinuxTimingBoard: TimingBoard {
    /// What it is made of.
    public struct Parts: ~Copyable {
        public let receiver: ReceiverLine
        public var pulse = PulseWiring.none
        public var clock: BoardClock
        /// At most ``mostFollowers``; a virtual clock cannot follow, and the system's clock cannot follow a virtual one,
        /// which runs on the counter that it would steer.
        public var followers: [BoardClock] = []
        public var timeline: HostTimeline

        public init(receiver: consuming ReceiverLine, clock: BoardClock, timeline: HostTimeline) {
            self.receiver = receiver
            (self.clock, self.timeline) = (clock, timeline)
        }
    }

    public static var mostFollowers: Int { 4 }

    /// Told of what changes with the devices, on the calling thread.
    public var report: (BoardNotice) -> Void = { _ in }
    var port: ReceiverLine
    var pulses: PulseIntake
    var main: BoardClock
    var followers: [BoardClock]
    /// How far each follower was from the main clock when last compared, at most; `nil`: that is not known.
    var strayed = InlineArray<4, Duration?>(repeating: nil)
    let timeline: HostTimeline
    var round: FollowerRound
    private var latest: MonotonicInstant
    private var told = FaultMemory()

    public init(_ parts: consuming Parts) {
        let now = HostClock.now
        (main, timeline) = (parts.clock, parts.timeline)
        followers = Array(parts.followers.filter { Self.can($0, follow: parts.clock) }.prefix(Self.mostFollowers))
        let clocks = ([main] + followers).compactMap(\.hardware)
        pulses = PulseIntake(parts.pulse, clocks: clocks, timeline: parts.timeline, from: now)
        port = parts.receiver
        round = FollowerRound(count: followers.count, at: now)
        latest = now
    }

    public var now: MonotonicInstant { HostClock.now }
    public var clock: ClockMapping { main.mapping }
    public var frequency: Double { main.frequency }

    public func apply(_ correction: ClockCorrection) -> ClockCorrection {
        let now = HostClock.now
        let (applied, hostRate) = main.apply(correction, at: now)
        noteHostRate(hostRate, at: now)
        return applied
    }

    public func apply(_ correction: ClockCorrection, toFollower index: UInt8) -> ClockCorrection {
        guard followers.indices.contains(Int(index)) else { return correction }
        let now = HostClock.now
        let (applied, hostRate) = followers[Int(index)].apply(correction, at: now)
        noteHostRate(hostRate, at: now)
        if applied.step != .zero { strayed[Int(index)] = nil }
        return applied
    }

    public func show(_ state: TimeState) {
        let now = HostClock.now
        main.show(state, at: now)
        for index in followers.indices { followers[index].show(own(state, index), at: now) }
        tellFaults()
    }

    public func nextEvent(before deadline: MonotonicInstant) -> TimingEvent {
        while true {
            pulses.findEdge(before: deadline)
            let ready = wait(until: earliest(deadline))
            let now = HostClock.now
            if let kind = lookAround() { return event(kind, at: now) }
            // The edge first: it has a stamp of its own, which what is read only now cannot precede.
            if let (edge, instant) = pulses.take(ready & 2 != 0, on: main, at: now) {
                round.pulsed(at: now)
                return event(.pulse(edge), at: instant)
            }
            if let kind = hear(ready, at: now) ?? compare(at: now) { return event(kind, at: now) }
            if now >= deadline { return event(.tick, at: deadline) }
        }
    }

    /// Events keep their order even where a stamp lies before one that was already told.
    private func event(_ kind: TimingEvent.Kind, at instant: MonotonicInstant) -> TimingEvent {
        latest = max(latest, instant)
        return TimingEvent(at: latest, kind)
    }

    private func hear(_ ready: Int32, at now: MonotonicInstant) -> TimingEvent.Kind? {
        if let attempt = pulses.attempt, attempt <= now { told.pulse(pulses.open(at: now), report) }
        if let attempt = port.attempt, attempt <= now, let kind = port.open(at: now) { return kind }
        return ready & 1 != 0 ? port.read(at: now) : nil
    }

    private func earliest(_ deadline: MonotonicInstant) -> MonotonicInstant {
        min(
            min(deadline, round.due), min(pulses.edge ?? deadline, pulses.attempt ?? deadline), port.attempt ?? deadline
        )
    }

    /// Bit 0: the receiver has something to say, or has gone; bit 1: the pulse's source has.
    private func wait(until instant: MonotonicInstant) -> Int32 {
        let descriptors: InlineArray<2, Int32> = [port.descriptor, pulses.descriptor]
        let timeout = max(0, (instant - HostClock.now).wholeNanoseconds)
        return max(
            0,
            unsafe descriptors.span.withUnsafeBufferPointer {
                unsafe clinux_wait_readable($0.baseAddress, 2, timeout)
            })
    }

    private func tellFaults() {
        told.clock(main.fault, report)
        for index in followers.indices { told.follower(index, followers[index].fault, report) }
    }
}
