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
    private var evidence: Evidence

    /// - Parameter reading: what the clock shows at `now`; it need not be right.
    public init(settings: TimingSettings, showing reading: TAIInstant, at now: MonotonicInstant) {
        decoder = ReceiverDecoder(options: .init(pivot: settings.pivot))
        evidence = Evidence(settings: settings, showing: reading, at: now)
    }

    public var state: TimeState { evidence.keeper.state }

    /// What stands behind the state.
    var facts: TimingFacts {
        var facts = evidence.facts
        facts.conditions = evidence.keeper.conditions
        facts.marks = evidence.keeper.marked
        facts.frames = decoder.frameCounters
        facts.malformed = decoder.nmeaCounters.malformed &+ decoder.ubxCounters.wrongLength
        return facts
    }

    /// The next notable happening, oldest first.
    public mutating func nextNote() -> Note? {
        guard let note = evidence.keeper.nextNote() else { return nil }
        evidence.facts.count(note)
        return note
    }

    /// What is returned is to be applied at once, and what the board made of it told by ``applied(_:)``.
    public mutating func handle(_ event: TimingEvent) -> ClockCorrection? {
        switch event.kind {
        case .pulse(let edge):
            evidence.facts.pulses &+= 1
            evidence.facts.lastEdge = event.at
            return evidence.keeper.pulse(edge, at: event.at)
        case .tick: decoder.idle(at: event.at) { evidence.hear($0) }
        case .bytes(let chunk): hear(chunk, at: event.at)
        case .receiverOpened:
            evidence.facts.portFault = nil
            evidence.keeper.receiverOpened(at: event.at)
        case .receiverLost(let fault): lose(fault, at: event.at)
        case .command(let command): evidence.keeper.command(command, at: event.at)
        }
        return evidence.keeper.tick(at: event.at)
    }

    public mutating func applied(_ correction: ClockCorrection) { evidence.keeper.applied(correction) }

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
