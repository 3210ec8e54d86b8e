// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import SimulatedBoard
import TimeBase

/// Makes the board that the settings ask for, and starts the timing thread on it.
struct BoardPlan: Sendable {
    /// Among SCHED_FIFO threads just below the kernel's threaded interrupts, which have 50.
    private static let priority = 49

    let settings: Settings
    let timing: TimingSettings
    var recording: FlightBox?

    /// What the host's clock shows, as TAI; whether it is right is unknown.
    var hostTime: TAIInstant {
        let shown = HostClock.systemTime.shown.utc
        return (try? timing.leapSeconds.tai(shown)) ?? TAIInstant(sinceEpoch: .zero)
    }

    func start() throws(HostFault) -> TimingChannels {
        switch settings.board.kind {
        case .simulated: try startSimulation()
        case .linux: try startLinux()
        }
    }

    /// The demonstration's truth is the host's clock at the start, carried on by its counter.
    private func startSimulation() throws(HostFault) -> TimingChannels {
        let (plan, pacer) = (self, HostPacer())
        return try spawn(showing: hostTime) { channels in
            // Read on the thread, just before the board takes the counter for its beginning: what lies between the two
            // is the demonstration's error against the host.
            let start = plan.hostTime
            let scene = Scene.demonstration(
                seed: plan.settings.board.seed, start: start, utc: plan.timing.leapSeconds.relation(at: start))
            let board = SimulatedBoard(scene, pace: .following(pacer))
            board.orders = { channels.wishes.nextScene() }
            TimingThread.run(board, plan.timing, channels)
        }
    }

    private func startLinux() throws(HostFault) -> TimingChannels {
        let (start, timing, receiver) = (hostTime, timing, settings.receiver)
        let pulse = settings.pulse.kind == .simulated ? HostSecondPulse() : nil
        return try spawn(showing: start) { channels in
            let port = ReceiverPort(path: receiver.device ?? "", baud: receiver.baud ?? 9600)
            guard let board = try? LinuxTimingBoard(receiver: port, pulse: OptionalPulse(pulse), showing: start) else {
                return
            }
            TimingThread.run(board, timing, channels)
        }
    }

    private func spawn(
        showing start: TAIInstant, _ run: @escaping @Sendable (TimingChannels) -> Void
    ) throws(HostFault) -> TimingChannels {
        let now = HostClock.now
        let state = TimeState(
            phase: .starting, since: now, asOf: now, reason: .justStarted,
            utc: timing.leapSeconds.relation(at: start))
        let clock = ClockMapping(anchor: now, atAnchor: ClockReading(era: 0, shown: start), rate: 0)
        let channels = TimingChannels(
            time: Published(ServedTime(state: state, clock: clock)), facts: Published(TimingFacts()),
            recording: recording)
        _ = try HostThread.spawn(name: "timing", realtime: Self.priority) { run(channels) }
        return channels
    }
}

/// A simulated pulse on the seconds of the host's clock, as they lay at the start.
typealias HostSecondPulse = SimulatedPulse

extension SimulatedPulse {
    /// As a plain receiver's: 50 ns of jitter.
    init() {
        let (shown, at) = HostClock.systemTime
        self.init(at: at - shown.sinceEpoch.fractionOfSecond, jitter: .nanoseconds(50))
    }
}

/// A pulse input that may not be there.
struct OptionalPulse: PulseInput {
    private var input: SimulatedPulse?

    init(_ input: SimulatedPulse?) { self.input = input }

    mutating func nextEdge(from: MonotonicInstant, before deadline: MonotonicInstant) -> MonotonicInstant? {
        input?.nextEdge(from: from, before: deadline)
    }
}
