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
    let pace: Pace
    var script: ArraySlice<Scene.Cue>
    var announcement: TimingEvent.Kind? = .receiverOpened
    var body: DisciplinedClock
    var pulse: PulseTrain
    var receiver: SimulatedReceiver
    var thermometer: SimulatedThermometer?
    var isPulseOff = false
    /// Of its edges, fractional, and since when.
    var drag: (rate: Double, since: TAIInstant)?

    public internal(set) var now: MonotonicInstant

    /// - Parameter beginning: what the counter showed when the scene began; what it shows now where that is left out.
    public init(_ scene: Scene, pace: Pace = .asFastAsPossible, from beginning: MonotonicInstant? = nil) {
        self.scene = scene
        self.pace = pace
        if case .following(let pacer) = pace {
            origin = beginning ?? pacer.now
        } else {
            origin = beginning ?? .init(sinceEpoch: .zero)
        }
        now = origin
        script =
            scene.script.enumerated().sorted { ($0.element.at, $0.offset) < ($1.element.at, $1.offset) }
            .map(\.element)[...]
        let sawtooth = Sawtooth(tick: scene.pulse.tick, seed: scene.seed)
        body = DisciplinedClock(scene, from: origin)
        pulse = PulseTrain(scene.pulse, sawtooth: sawtooth, from: scene.start, seed: scene.seed)
        receiver = SimulatedReceiver(scene, sawtooth: sawtooth)
        thermometer = scene.thermometer.map { SimulatedThermometer($0, seed: scene.seed, from: origin) }
        alignPulse()
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
        case .drag(let rate): drag = rate == 0 ? nil : (rate, trueTime(at: now))
        case .antennaOff, .antennaOn, .mute, .unmute, .lie, .restart, .interfere, .feign, .announceLeap:
            receiver.perform(command, at: trueTime(at: now))
        }
        alignPulse()
    }
}
