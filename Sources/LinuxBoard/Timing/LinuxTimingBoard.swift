// SPDX-License-Identifier: Apache-2.0

public import Board
import CLinux
public import TimeBase

/// A board whose receiver is real, whose pulse is whatever is plugged in, and whose clock is arithmetic over the
/// host's counter: it sets no clock of the host.
///
/// One thread calls it. Other threads reach it by ``commands`` alone.
public final class LinuxTimingBoard<Pulse: PulseInput>: TimingBoard {
    public let commands: CommandInbox
    private var port: ReceiverPort
    private var pulse: Pulse
    private var virtual: VirtualClock
    /// The next edge, once it is known, and how far has been looked for it.
    private var edge: MonotonicInstant?
    private var searched: MonotonicInstant
    private var latest: MonotonicInstant

    /// - Parameter reading: what the clock shows to begin with.
    public init(receiver: consuming ReceiverPort, pulse: Pulse, showing reading: TAIInstant) throws(HostFault) {
        let now = HostClock.now
        commands = try CommandInbox()
        port = receiver
        self.pulse = pulse
        virtual = VirtualClock(showing: ClockReading(era: 0, shown: reading), at: now)
        (searched, latest) = (now, now)
    }

    public var now: MonotonicInstant { HostClock.now }
    public var clock: ClockMapping { virtual.mapping }

    public func apply(_ correction: ClockCorrection) -> ClockCorrection {
        virtual.apply(correction, at: HostClock.now)
    }

    public func nextEvent(before deadline: MonotonicInstant) -> TimingEvent {
        while true {
            findEdge(before: deadline)
            let ready = wait(until: min(deadline, edge ?? deadline, port.attempt ?? deadline))
            let now = HostClock.now
            // The edge first: it has a stamp of its own, which what is read only now cannot precede.
            if let edge, edge <= now { return take(edge) }
            if let kind = hear(ready, at: now) { return event(kind, at: now) }
            if now >= deadline { return event(.tick, at: deadline) }
        }
    }

    private func hear(_ ready: Int32, at now: MonotonicInstant) -> TimingEvent.Kind? {
        if ready & 1 != 0 { commands.drain() }
        if let command = commands.take() { return .command(command) }
        if let attempt = port.attempt, attempt <= now, let kind = port.open(at: now) { return kind }
        return ready & 2 != 0 ? port.read(at: now) : nil
    }

    private func findEdge(before deadline: MonotonicInstant) {
        guard edge == nil, searched < deadline else { return }
        edge = pulse.nextEdge(from: searched, before: deadline)
        searched = edge.map { $0 + .nanoseconds(1) } ?? deadline
    }

    private func take(_ found: MonotonicInstant) -> TimingEvent {
        edge = nil
        return event(.pulse(PulseEdge(reading: virtual.mapping.reading(at: found))), at: found)
    }

    /// Events keep their order even where a stamp lies before one that was already told.
    private func event(_ kind: TimingEvent.Kind, at instant: MonotonicInstant) -> TimingEvent {
        latest = max(latest, instant)
        return TimingEvent(at: latest, kind)
    }

    /// Bit 0: a command may be waiting; bit 1: the receiver has something to say, or has gone.
    private func wait(until instant: MonotonicInstant) -> Int32 {
        let descriptors: InlineArray<2, Int32> = [commands.descriptor, port.descriptor]
        let timeout = max(0, (instant - HostClock.now).wholeNanoseconds)
        return max(
            0,
            unsafe descriptors.span.withUnsafeBufferPointer {
                unsafe clinux_wait_readable($0.baseAddress, 2, timeout)
            })
    }
}
