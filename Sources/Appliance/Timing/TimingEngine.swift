// SPDX-License-Identifier: Apache-2.0

public import Board
import GNSS
public import TimeBase
public import TimeKeeping

/// Everything between what is heard and what is done about it: an event goes in, a correction of the clock may come
/// out, and ``state`` says what is now believed and why.
///
/// It reads no clock and does no I/O, so a recording of its events is a recording of its behaviour.
public struct TimingEngine: Sendable {
    private var decoder: ReceiverDecoder
    private(set) var evidence: Evidence
    private var followers: InlineArray<4, ClockFollower>
    private var order: FollowerOrder?
    private var lastEvent: MonotonicInstant
    /// Which second the last edge was found to mark; `nil` where it was not used.
    private(set) var pulseMarks: TAIInstant?
    /// As many following clocks as one board may have.
    public static let mostFollowers = 4

    /// - Parameters:
    ///   - reading: what the clock shows at `now`; it need not be right.
    ///   - applied: the correction of its rate that is in force already.
    public init(settings: TimingSettings, showing reading: TAIInstant, applied: Double = 0, at now: MonotonicInstant) {
        decoder = ReceiverDecoder(options: .init(pivot: settings.pivot))
        evidence = Evidence(settings: settings, showing: reading, applied: applied, at: now)
        followers = .init(repeating: ClockFollower(steering: settings.keeping.steering, leading: applied))
        lastEvent = now
    }

    public var state: TimeState { evidence.keeper.state }

    /// The last change of UTC that has passed; `nil`: none is known.
    public var lastLeap: UTCRelation.Leap? { evidence.lastLeap }

    /// What stands behind the state.
    var facts: TimingFacts {
        var facts = evidence.facts
        facts.conditions = evidence.keeper.conditions
        facts.marks = evidence.keeper.marked
        (facts.label, facts.errorParts) = (evidence.keeper.labelEvidence, evidence.keeper.errorParts)
        (facts.outage, facts.stability) = (evidence.keeper.lastOutage, evidence.keeper.stability.facts)
        facts.oscillator = evidence.keeper.oscillator
        facts.implausibility = evidence.keeper.implausibility
        facts.slowestVisibleDrag = evidence.keeper.slowestVisibleDrag
        facts.leapTableEnds = evidence.leapTableEnds
        (facts.witnessed, facts.failover) = (evidence.keeper.witnessed, evidence.keeper.failover)
        facts.contradicted = evidence.keeper.contradicted
        (facts.residual, facts.jitter) = (evidence.keeper.residual, evidence.keeper.jitter)
        facts.frames = decoder.frameCounters
        facts.malformed = decoder.nmeaCounters.malformed &+ decoder.ubxCounters.wrongLength
        return facts
    }

    /// What the next run is to know.
    /// - Parameter shown: what the kept clock shows now.
    func remembrance(showing shown: TAIInstant) -> Remembrance? { evidence.keeper.remembrance(showing: shown) }

    /// The next notable happening, oldest first.
    public mutating func nextNote() -> Note? {
        guard let note = evidence.keeper.nextNote() else { return nil }
        evidence.facts.count(note, at: lastEvent)
        return note
    }

    /// What is returned is to be applied at once, and what the board made of it told by ``applied(_:)``.
    public mutating func handle(_ event: TimingEvent) -> ClockCorrection? {
        lastEvent = event.at
        switch event.kind {
        case .pulse(let edge):
            evidence.facts.pulses &+= 1
            evidence.facts.lastEdge = event.at
            evidence.facts.pulseReach.note(at: event.at)
            let before = evidence.keeper.marked
            let correction = evidence.keeper.pulse(edge, at: event.at)
            pulseMarks = evidence.keeper.marked == before ? nil : evidence.keeper.marked
            return correction
        case .tick: decoder.idle(at: event.at) { evidence.hear($0) }
        case .bytes(let chunk): hear(chunk, at: event.at)
        case .receiverOpened:
            evidence.facts.portFault = nil
            evidence.keeper.receiverOpened(at: event.at)
        case .receiverLost(let fault): lose(fault, at: event.at)
        case .clockStepped(let step):
            evidence.keeper.clockStepped(step, at: event.at)
            for index in followers.indices { followers[index].leaderWasSet() }
        case .compared(let comparison): hear(comparison, at: event.at)
        case .command(let command): evidence.keeper.command(command, at: event.at)
        case .temperature(let celsius):
            evidence.facts.temperature = (celsius, event.at)
            evidence.keeper.hear(temperature: celsius)
        case .upstream(let reading): evidence.keeper.hear(reading, at: event.at)
        }
        return evidence.keeper.tick(at: event.at)
    }

    public mutating func applied(_ correction: ClockCorrection) {
        evidence.keeper.applied(correction)
        for index in followers.indices {
            followers[index].led(by: correction, oscillator: state.frequency, at: lastEvent)
        }
    }

    // MARK: Followers

    /// What is to be done to a following clock since the last event, at once; what the board made of it is told by
    /// ``applied(_:)-(FollowerOrder)``.
    public mutating func nextOrder() -> FollowerOrder? {
        defer { order = nil }
        return order
    }

    public mutating func applied(_ order: FollowerOrder) {
        followers[Int(order.follower)].applied(order.correction)
    }

    private mutating func hear(_ comparison: ClockComparison, at now: MonotonicInstant) {
        guard comparison.follower < Self.mostFollowers else { return }
        let correction = followers[Int(comparison.follower)].hear(comparison, at: now, mayLead: state.isTrustworthy)
        order = correction.map { FollowerOrder(follower: comparison.follower, correction: $0) }
        evidence.facts.followers[Int(comparison.follower)] = followers[Int(comparison.follower)].claim
    }

    // MARK: The receiver

    private mutating func hear(_ chunk: ByteChunk, at now: MonotonicInstant) {
        let before = decoder.frameCounters.framedBytes
        chunk.withBytes { bytes in decoder.decode(bytes, at: now) { evidence.hear($0) } }
        evidence.keeper.hearBytes(at: now, isUnderstood: decoder.frameCounters.framedBytes != before)
    }

    private mutating func lose(_ fault: PortFault, at now: MonotonicInstant) {
        evidence.facts.portFault = fault
        // What was half said is not worth believing: the line broke in the middle of it.
        decoder.finish { _ in }
        evidence.keeper.receiverLost(fault, at: now)
    }
}

/// A correction of a following clock.
public struct FollowerOrder: Sendable, BitwiseCopyable {
    public var follower: UInt8
    public var correction: ClockCorrection
}
