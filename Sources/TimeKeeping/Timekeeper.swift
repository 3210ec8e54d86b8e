// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// Keeps one clock by one receiver and its pulse: hears claims, forecasts, pulses and the passing of time, and
/// answers with corrections of the clock and with one published ``TimeState``.
///
/// It reads no clock itself; every event brings its own monotonic instant, and events come in order.
public struct Timekeeper: Sendable {
    public let settings: TimekeepingSettings
    public private(set) var state: TimeState
    public private(set) var conditions: Conditions = []
    private var notes = NoteQueue()

    public init(settings: TimekeepingSettings = .init(), relation: UTCRelation, at now: MonotonicInstant) {
        self.settings = settings
        state = TimeState(phase: .starting, since: now, asOf: now, reason: .justStarted, utc: relation)
    }

    /// The receiver stated a time.
    public mutating func hear(_ claim: TimeClaim) {}

    /// The receiver announced a pulse.
    public mutating func hear(_ forecast: PulseForecast) {}

    /// An edge came. What is returned is to be applied to the clock at once, then told by ``applied(_:)``.
    public mutating func pulse(_ edge: PulseEdge, at now: MonotonicInstant) -> ClockCorrection? { nil }

    /// Time has passed; to be called at least once a second. What is returned is to be applied to the clock at once.
    public mutating func tick(at now: MonotonicInstant) -> ClockCorrection? { nil }

    public mutating func receiverOpened(at now: MonotonicInstant) {}

    public mutating func receiverLost(_ fault: PortFault, at now: MonotonicInstant) {}

    public mutating func command(_ command: OperatorCommand, at now: MonotonicInstant) {}

    /// Replaces what is known about UTC; the receiver or a new table knew better.
    public mutating func setRelation(_ relation: UTCRelation) { state.utc = relation }

    /// What the board really applied of the last correction, where it clamped or refused it.
    public mutating func applied(_ correction: ClockCorrection) {}

    /// The next notable happening, oldest first; `nil` when all were fetched.
    public mutating func nextNote() -> Note? { notes.next() }
}
