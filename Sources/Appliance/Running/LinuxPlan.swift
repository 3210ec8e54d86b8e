// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import LinuxBoard
import SimulatedBoard
import TimeBase

/// Puts together the real board that the settings ask for. What cannot be had is told and done without.
struct LinuxPlan: Sendable {
    let settings: Settings
    /// What the host's clock shows, as TAI, and how UTC lies to it.
    let start: TAIInstant
    let relation: UTCRelation
    /// Where the receiver is, where that may change.
    let whereabouts: ReceiverWhereabouts?
    let notices: BoardNotices
    let desk: ReceiverDesk
    /// What an earlier run knew for certain.
    let known: KnownTime?

    /// To be called on the thread that will use the board.
    func board() -> LinuxTimingBoard {
        let timeline = HostTimeline()
        let clock = clock(timeline)
        let line = ReceiverLine(lineSettings)
        desk.listen(to: line.news)
        var parts = LinuxTimingBoard.Parts(receiver: line, clock: clock, timeline: timeline)
        parts.pulse = pulse
        let followers = followers(timeline)
        parts.followers = followers.map(\.clock)
        let board = LinuxTimingBoard(parts)
        let names = (pulse: settings.pulseName ?? "none", clock: settings.clockName, followers: followers.map(\.name))
        let notices = notices
        notices.followers = names.followers
        board.report = { notice in
            notices.put(.init(notice, pulse: names.pulse, clock: names.clock, followers: names.followers))
        }
        return board
    }

    private var lineSettings: ReceiverLineSettings {
        let receiver = settings.receiver
        var line = ReceiverLineSettings(
            path: receiver.device ?? "", baud: receiver.baud, configures: receiver.configure, memories: desk.memories)
        line.whereabouts = whereabouts
        line.carriesPulse =
            settings.pulse.kind == .serial && settings.pulse.device ?? receiver.device == receiver.device
        line.options.keepsNMEA = receiver.language == .nmea
        line.options.constellations = receiver.told
        return line
    }

    // MARK: Clocks

    private func clock(_ timeline: HostTimeline) -> BoardClock {
        switch settings.clock.kind {
        case .virtual: return virtual
        case .system:
            // Steering is tried only where it is permitted; what it costs to be without was told at the start.
            guard Privileges.current.has(.sysTime) else { return virtual }
            var clock = SystemClock(timeline: timeline, taiMinusUTC: relation.taiMinusUTC)
            begin(&clock)
            return .system(clock)
        case .phc:
            return hardware(settings.clock.device ?? "", timeline)
        }
    }

    /// A machine that was just switched on knows neither its oscillator nor, with an empty battery, the year. Both are
    /// better taken from the earlier run than not at all; the time stays unsure until a receiver vouches.
    private func begin(_ clock: inout SystemClock) {
        guard let known else { return }
        let then = (try? relation.tai(known.utc)) ?? start
        let step = max(then - start, .zero)
        let drift = clock.frequency == 0 ? -(known.frequency ?? 0) : clock.frequency
        guard step != .zero || drift != clock.frequency else { return }
        _ = clock.apply(ClockCorrection(frequency: drift, step: step), at: HostClock.now)
        if step != .zero {
            let what = known.isOfBattery ? "the clock on a battery" : "the last time known"
            notices.put(.warning("The system's clock was behind \(what); it was set to that, and is unsure."))
        }
    }

    private var virtual: BoardClock {
        .virtual(VirtualClock(showing: ClockReading(era: 0, shown: start), at: HostClock.now))
    }

    private func followers(_ timeline: HostTimeline) -> [(name: String, clock: BoardClock)] {
        (settings.clock.followers + settings.stampingFollowers).compactMap { name in
            if name == "system" {
                guard Privileges.current.has(.sysTime) else { return nil }
                var clock = SystemClock(timeline: timeline, taiMinusUTC: relation.taiMinusUTC)
                begin(&clock)
                return (name, .system(clock))
            }
            return (name, hardware(name, timeline))
        }
    }

    /// One that is not there is waited for: until it comes, it shows what the host's clock shows, and is kept by nobody.
    private func hardware(_ name: String, _ timeline: HostTimeline) -> BoardClock {
        .hardware(HardwareClock(awaiting: name, showing: start, timeline: timeline))
    }

    // MARK: The pulse

    private var pulse: PulseWiring {
        let pulse = settings.pulse
        let edges: PulseEdges = pulse.edge == .rising ? .rising : .falling
        switch pulse.kind {
        case .none: return .none
        case .simulated: return .simulated(HostSecondPulse())
        case .pps: return .line(KernelPPS(path: pulse.device ?? Self.firstPPS, edges: edges), edges: edges)
        case .gpio:
            let place = LinePlace(chip: pulse.device ?? Self.firstChip, offset: UInt32(clamping: pulse.line ?? 0))
            let source = GPIOEdgeSource(
                place, edges: pulse.edge == .rising ? .rising : .falling,
                prefersRealtime: settings.clock.kind == .system)
            return .line(source, edges: edges)
        case .serial:
            let path = pulse.device ?? settings.receiver.device ?? ""
            return .line(LineDiscipline(path: path, edges: edges), edges: edges)
        case .phc:
            let stamps = HardwareTimestamps(
                of: pulse.device ?? settings.clock.device ?? "", channel: UInt32(clamping: pulse.channel),
                pin: UInt32(clamping: pulse.pin), edges: edges)
            return .line(stamps, edges: edges)
        }
    }

    static let firstPPS = "/dev/pps0"
    static let firstChip = "/dev/gpiochip0"
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
