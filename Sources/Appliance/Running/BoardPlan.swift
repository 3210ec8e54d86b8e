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
    /// Where the receiver is, where that may change.
    var receiver: ReceiverWhereabouts?
    /// What an earlier run knew.
    var known: KnownTime?
    var taps = Taps()

    /// What the host's clock shows at `at`, as TAI; whether it is right is unknown.
    var hostTime: (shown: TAIInstant, at: MonotonicInstant) {
        let (shown, at) = HostClock.systemTime
        return ((try? timing.leapSeconds.tai(shown.utc)) ?? TAIInstant(sinceEpoch: .zero), at)
    }

    /// The truth of the simulated board at its start, and when that is.
    private var simulatedBeginning: (shown: TAIInstant, at: MonotonicInstant) {
        guard let start = settings.board.start, let shown = try? timing.leapSeconds.tai(start) else { return hostTime }
        return (shown, HostClock.now)
    }

    func start() throws(HostFault) -> TimingChannels {
        switch settings.board.kind {
        case .simulated: try startSimulation()
        case .linux: try startLinux()
        }
    }

    /// The demonstration's truth is the host's clock at the start, or what was wished for, carried on by its counter.
    private func startSimulation() throws(HostFault) -> TimingChannels {
        let (plan, pacer) = (self, HostPacer())
        return try spawn(showing: simulatedBeginning.shown) { channels in
            let (start, beginning) = plan.simulatedBeginning
            let scene = Scene.demonstration(
                seed: plan.settings.board.seed, start: start, utc: plan.timing.leapSeconds.relation(at: start))
            let board = SimulatedBoard(scene, pace: .following(pacer), from: beginning)
            board.orders = { channels.wishes.nextScene() }
            TimingThread.run(board, plan.timing, channels)
        }
    }

    private func startLinux() throws(HostFault) -> TimingChannels {
        let (start, timing, settings, receiver, known) = (hostTime.shown, timing, settings, receiver, known)
        return try spawn(showing: start) { channels in
            let plan = LinuxPlan(
                settings: settings, start: start, relation: timing.leapSeconds.relation(at: start),
                whereabouts: receiver, notices: channels.notices, desk: channels.desk,
                known: known)
            TimingThread.run(plan.board(), timing, channels)
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
            recording: recording, desk: ReceiverDesk(rememberingIn: settings.receiver.memoryFile),
            remembers: settings.clock.stateFile != nil, taps: taps)
        _ = try HostThread.spawn(name: "timing", realtime: Self.priority) { run(channels) }
        return channels
    }
}
