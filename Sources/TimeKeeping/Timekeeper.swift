// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// Keeps one clock by one receiver and its pulse: hears claims, forecasts, pulses and the passing of time, and
/// answers with corrections of the clock and with one published ``TimeState``.
///
/// It reads no clock itself; every event brings its own monotonic instant, and events come in order.
public struct Timekeeper: Sendable {
    public let settings: TimekeepingSettings
    /// What is claimed about the time: recomputed at every event.
    public internal(set) var state: TimeState
    /// What is wrong right now.
    public internal(set) var conditions: Conditions = []

    /// When the program began.
    let began: MonotonicInstant
    var notes = NoteQueue()
    var receiver: ReceiverHealth
    var labeler: PulseLabeler
    var discipline: Discipline
    /// The discipline as it was when the clock was last relied on, or at the start.
    var untaught: Discipline
    /// While the receiver is in doubt (lately silent, without a fix, gone, its signal in trouble): a pulse whose receiver
    /// is in trouble runs free, and what was learned from it must be forgotten.
    var doubt: Doubt?
    var retrospect: Retrospect
    var signal: SignalWatch
    /// The clock's era as it should be; `nil` before the first edge.
    var era: UInt32?
    /// When the discipline had its last turn.
    var lastTurn: MonotonicInstant?
    /// When it last was given a measurement.
    var lastFed: MonotonicInstant?
    /// The last edge whose second was known, and that second.
    var lastLabelled: (at: MonotonicInstant, marks: TAIInstant)?
    /// What the pulse input says of its last stamp.
    var stampUncertainty = Duration.zero
    var lastCorrection: ClockCorrection
    /// Where the pulse seemed to be when it was last refused for good.
    var jump: Duration?
    /// The label and the clock differ by whole seconds after the label had to be found anew.
    var foreignSecond: (stated: TAIInstant, expected: TAIInstant)?
    var wasStepped = false
    var isContradicted = false
    var holdoverCause = Reason.HoldoverCause.pulseLost
    var outages = OutageMeter()
    var steadiness = SecondVarianceMeter()
    var trust: TrustWatch
    var upstream: UpstreamLink
    /// Whether the clock was ever set by what other servers said.
    var wasSetByUpstream = false
    /// Where the receiver's last edge that it vouched for had the clock, followed or not.
    public internal(set) var witnessed: (offset: Duration, at: MonotonicInstant)?
    /// How stable the clock is while it is locked.
    public internal(set) var stability = StabilityWatch()

    /// The second that the last edge marked; `nil` while that is not known.
    public var marked: TAIInstant? { labeler.lastMarked }

    /// How far the last labelled edge was from where it was predicted, clock − reference: positive, the clock was further
    /// ahead of it than expected. `nil` before the first two.
    public var residual: Duration? { discipline.residual.map { .realSeconds($0) } }
    /// One standard deviation of the stamps' noise as far as it is learned; `nil` before.
    public var jitter: Duration? { discipline.isNoiseKnown ? .realSeconds(discipline.jitterDeviation) : nil }

    /// - Parameters:
    ///   - relation: how UTC lies to TAI as far as is known at the start.
    ///   - applied: the correction of the clock's rate that is in force already.
    ///   - now: the monotonic instant at which the program began.
    ///   - earlier: what an earlier run knew, and what the kept clock shows now.
    public init(
        settings: TimekeepingSettings = .init(), relation: UTCRelation, applied: Double = 0, at now: MonotonicInstant,
        remembering earlier: (Remembrance, showing: TAIInstant)? = nil
    ) {
        self.settings = settings
        state = TimeState(phase: .starting, since: now, asOf: now, reason: .justStarted, utc: relation)
        began = now
        receiver = ReceiverHealth(at: now)
        labeler = PulseLabeler(settings: settings.labelling)
        discipline = Discipline(steering: settings.steering, applied: applied, remembering: earlier)
        untaught = discipline
        retrospect = Retrospect(settings.retrospect, like: discipline, at: now)
        signal = SignalWatch(settings.signal)
        trust = TrustWatch(policy: settings.trust)
        upstream = UpstreamLink(settings.fallback)
        lastCorrection = ClockCorrection(frequency: applied)
        if let earlier { resume(earlier.0, showing: earlier.showing, at: now) }
        untaught = discipline
    }

    /// The receiver stated a time.
    public mutating func hear(_ claim: TimeClaim) {
        let before = labeler.isEstablished
        receiver.hear(claim)
        if admit(claim) { labeler.hear(claim) }
        watchSignal(claim)
        if labeler.isEstablished, !before, let marks = labeler.lastMarked { notes.append(.labelled(marks)) }
        reconsider(at: max(claim.arrival, state.asOf))
    }

    /// Bytes came from the receiver; understood: a message was complete in them. What it says comes besides.
    public mutating func hearBytes(at now: MonotonicInstant, isUnderstood: Bool) {
        receiver.hearBytes(at: now, isUnderstood: isUnderstood)
    }

    /// The receiver announced a pulse.
    public mutating func hear(_ forecast: PulseForecast) { labeler.hear(forecast) }

    /// A thermometer near the oscillator was read, °C; as often as it pleases.
    public mutating func hear(temperature celsius: Double) {
        discipline.hear(temperature: celsius)
        doubt?.deaf?.hear(temperature: celsius)
    }

    /// An edge came. What is returned is to be applied to the clock at once; where less was applied, ``applied(_:)``
    /// wants to know.
    /// - Parameter now: the edge's own monotonic instant.
    public mutating func pulse(_ edge: PulseEdge, at now: MonotonicInstant) -> ClockCorrection? {
        guard admitEra(of: edge, at: now) else { return nil }
        let had = labeler.isEstablished
        var (arrival, label) = labeler.edge(at: now)
        if case .stray(let gap) = arrival {
            notes.append(.strayEdge(sinceLast: gap))
            label = secondChance(at: now)
        }
        if had, !labeler.isEstablished { notes.append(.labelLost) }
        let correction = label.flatMap { follow(edge, $0, at: now) }
        reconsider(at: now)
        return correction
    }

    /// The board saw that someone else stepped the clock.
    public mutating func clockStepped(_ step: ClockStep, at now: MonotonicInstant) {
        hearStep(to: step.era, at: now)
        reconsider(at: now)
    }

    /// Time has passed; to be called at least once a second. What is returned is to be applied to the clock at once.
    public mutating func tick(at now: MonotonicInstant) -> ClockCorrection? {
        labeler.expire(at: now, grace: settings.holdover.grace)
        let correction = coast(at: now)
        reconsider(at: now)
        return correction
    }

    public mutating func receiverOpened(at now: MonotonicInstant) {
        receiver.opened(at: now)
        notes.append(.receiverOpened)
        reconsider(at: now)
    }

    public mutating func receiverLost(_ fault: PortFault, at now: MonotonicInstant) {
        if receiver.isOpen { notes.append(.receiverLost) }
        receiver.lost(fault, at: now)
        reconsider(at: now)
    }

    public mutating func command(_ command: OperatorCommand, at now: MonotonicInstant) {
        switch command {
        case .reacquire: reacquire(at: now)
        }
    }

    /// Replaces what is known about UTC: the receiver, or a new table, knew better.
    public mutating func setRelation(_ relation: UTCRelation) {
        if relation.next != state.utc.next { notes.append(.leapChanged(relation.next)) }
        state.utc = relation
        reconsiderConditions(at: state.asOf)
    }

    /// What the board really applied of the last correction, where it clamped or refused it.
    public mutating func applied(_ correction: ClockCorrection) {
        guard correction != lastCorrection else { return }
        if lastCorrection.step != .zero, correction.step == .zero, let era { self.era = era &- 1 }
        discipline.noteApplied(correction)
        doubt?.deaf?.noteApplied(correction)
        retrospect.amend(correction)
        trust.amend(by: (correction.step - lastCorrection.step).realSeconds)
        outages.applied(correction)
        lastCorrection = correction
    }

    /// The next notable happening, oldest first; `nil` when all were fetched.
    public mutating func nextNote() -> Note? { notes.next() }
}
