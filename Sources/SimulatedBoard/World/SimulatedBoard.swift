// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// A whole board that is arithmetic: a sky, a receiver, an oscillator and a pulse, seeded, event after event.
///
/// Its counter is true time since the start. Its clock is a free-running oscillator plus the corrections applied,
/// and ``trueOffset(at:)`` tells how wrong that is. It belongs to one thread; ``orders`` is how others reach it.
public final class SimulatedBoard: TimingBoard {
    /// Asked for commands before each event; returns `nil` when there are no more. Whoever sets it makes it safe to
    /// call from the board's thread; to have a command noticed at once, wake the ``Pacer``.
    public var orders: (() -> SceneCommand?)?

    let scene: Scene
    let origin: MonotonicInstant
    private let pace: Pace
    private var script: ArraySlice<Scene.Cue>
    private var announcement: TimingEvent.Kind? = .receiverOpened
    private var body: DisciplinedClock
    private var pulse: PulseTrain
    private var receiver: SimulatedReceiver
    private var isPulseOff = false

    public private(set) var now: MonotonicInstant

    public init(_ scene: Scene, pace: Pace = .asFastAsPossible) {
        self.scene = scene
        self.pace = pace
        if case .following(let pacer) = pace { origin = pacer.now } else { origin = .init(sinceEpoch: .zero) }
        now = origin
        script =
            scene.script.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)[...]
        let sawtooth = Sawtooth(tick: scene.pulse.tick, seed: scene.seed)
        body = DisciplinedClock(scene, from: origin)
        pulse = PulseTrain(scene.pulse, sawtooth: sawtooth, from: scene.start, seed: scene.seed)
        receiver = SimulatedReceiver(scene, sawtooth: sawtooth)
    }

    public var clock: ClockMapping { body.mapping }

    public func apply(_ correction: ClockCorrection) -> ClockCorrection {
        body.apply(correction, at: now)
    }

    /// The true time at an instant of the board's counter.
    public func trueTime(at instant: MonotonicInstant) -> TAIInstant { scene.start + (instant - origin) }

    /// The disciplined clock − true time: positive, it is ahead. Right for instants of the current second; others
    /// are reckoned with the current rate.
    public func trueOffset(at instant: MonotonicInstant) -> Duration {
        body.mapping.reading(at: instant).offset(from: trueTime(at: instant))
    }

    /// The oscillator's fractional frequency in the current second, before correction: positive, it runs fast.
    public var freeRunningFrequency: Double { body.oscillator.frequency }

    /// The next thing that happens, or a tick at `deadline`; or, when the pacer was woken, a tick before it.
    public func nextEvent(before deadline: MonotonicInstant) -> TimingEvent {
        while true {
            obey()
            if let kind = announcement {
                announcement = nil
                return TimingEvent(at: now, kind)
            }
            let (source, instant) = earliest(before: max(deadline, now))
            if !wait(until: instant) { return TimingEvent(at: now, .tick) }
            advance(to: instant)
            if let event = take(source) { return event }
        }
    }

    /// Does it now.
    public func perform(_ command: SceneCommand) {
        switch command {
        case .unplug: unplug()
        case .replug: replug()
        case .pulseOff: isPulseOff = true
        case .pulseOn: isPulseOff = false
        case .missPulses(let count): pulse.orders.miss = max(0, count)
        case .doublePulses(let count): pulse.orders.double = max(0, count)
        case .latePulses(let count, let lateness):
            (pulse.orders.late, pulse.orders.lateness) = (max(0, count), lateness)
            pulse.reconsider()
        case .antennaOff, .antennaOn, .mute, .unmute, .lie, .announceLeap:
            receiver.perform(command, at: trueTime(at: now))
        }
    }
}

// MARK: - Events

extension SimulatedBoard {
    private enum Source {
        case deadline, script, receiver, pulse
    }

    /// Of things at the same instant, the script's comes first and the deadline's tick last.
    private func earliest(before deadline: MonotonicInstant) -> (Source, MonotonicInstant) {
        var found = (Source.deadline, deadline)
        if let arrival = receiver.nextArrival {
            let at = counter(at: arrival)
            if at < found.1 { found = (.receiver, at) }
        }
        let edge = counter(at: pulse.next)
        if edge < found.1 { found = (.pulse, edge) }
        if let cue = script.first, origin + cue.at <= found.1 { found = (.script, max(now, origin + cue.at)) }
        return found
    }

    private func take(_ source: Source) -> TimingEvent? {
        switch source {
        case .deadline: return TimingEvent(at: now, .tick)
        case .receiver: return TimingEvent(at: now, .bytes(receiver.takeChunk()))
        case .pulse: return takePulse()
        case .script:
            if let cue = script.popFirst() { perform(cue.command) }
            return nil
        }
    }

    private func takePulse() -> TimingEvent? {
        guard pulse.take(), !isPulseOff, receiver.givesPulse(at: trueTime(at: now)) else { return nil }
        let reading = body.mapping.reading(at: now)
        return TimingEvent(
            at: now, .pulse(PulseEdge(reading: reading, uncertainty: scene.pulse.statedUncertainty)))
    }

    private func obey() {
        while let command = orders?() { perform(command) }
    }

    private func wait(until instant: MonotonicInstant) -> Bool {
        guard case .following(let pacer) = pace else { return true }
        if pacer.wait(until: instant) { return true }
        advance(to: min(pacer.now, instant))
        return false
    }

    private func advance(to instant: MonotonicInstant) {
        guard instant > now else { return }
        now = instant
        body.advance(to: instant)
    }

    /// Never before now: what was due in the past happens at once.
    private func counter(at time: TAIInstant) -> MonotonicInstant { max(now, origin + (time - scene.start)) }

    private func unplug() {
        guard receiver.isPowered else { return }
        receiver.power(false, at: trueTime(at: now))
        announcement = .receiverLost(.absent)
    }

    private func replug() {
        guard !receiver.isPowered else { return }
        receiver.power(true, at: trueTime(at: now))
        announcement = .receiverOpened
    }
}
