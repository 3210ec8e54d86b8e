// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// From an edge to a correction of the clock.
extension Timekeeper {
    /// While nobody relies on the clock yet, it may be stepped.
    var mayStep: Bool { !state.isTrustworthy }

    /// Whether the edge was stamped by the clock as it is now. One from before our own last step is dropped; one from
    /// a later era means that someone else stepped the clock, and what we knew of its offset is void.
    mutating func admitEra(of edge: PulseEdge, at now: MonotonicInstant) -> Bool {
        let stamped = edge.reading.era
        guard let era, era != stamped else {
            era = stamped
            return true
        }
        guard Int32(bitPattern: stamped &- era) > 0 else { return false }
        beginEra(stamped, at: now)
        return true
    }

    private mutating func beginEra(_ era: UInt32, at now: MonotonicInstant) {
        self.era = era
        notes.append(.clockSteppedByOthers)
        wasStepped = true
        discipline.forgetPhase()
        upstream.forget()
        forgetPast()
        forgetTrust()
        outages.end(.clockStepped, at: now)
        stability.interrupt()
        enter(.acquiring, because: .clockStepped, at: now)
    }

    /// Someone else stepped the clock, and it was seen before an edge could show it.
    mutating func hearStep(to era: UInt32, at now: MonotonicInstant) {
        if let known = self.era, Int32(bitPattern: era &- known) <= 0 { return }
        beginEra(era, at: now)
    }

    /// Follows a labelled edge, if the receiver vouches for it and it does not speak against a clock that is relied on.
    mutating func follow(_ edge: PulseEdge, _ label: PulseLabeler.LabelledEdge, at now: MonotonicInstant)
        -> ClockCorrection?
    {
        lastLabelled = (now, label.marks)
        if isLostInCrowd { return forgetCrowd() }
        if state.phase == .unsynchronised { signal.pardon() }
        guard label.isVerified, signalHindrance(at: now) == nil else { return nil }
        let offset = edge.reading.offset(from: label.marks + label.sawtooth + settings.pulse.cableDelay)
        witnessed = (offset, now)
        if disputeHindrance(at: now) != nil { return nil }
        if isForeign(offset) {
            foreignSecond = (label.marks, label.marks + offset.roundedToSecond)
            return nil
        }
        foreignSecond = nil
        returnToPulse()
        if state.phase == .unsynchronised {
            discipline.forgetPhase()
            forgetTrust()
            trust.spend()
        }
        if discipline.believed == 0, trustHindrance != nil { return nil }
        let correction = watchedTurn(measured: offset, at: now)
        lastFed = now
        stampUncertainty = max(edge.uncertainty, .zero)
        judge(offset, marks: label.marks)
        if state.phase == .locked, discipline.verdict == .believed {
            steadiness.hear(offset.realSeconds, at: label.marks)
            stability.hear(offset.realSeconds, at: label.marks)
        } else {
            steadiness.interrupt()
        }
        if !state.isTrustworthy, state.phase != .acquiring {
            enter(.acquiring, because: .settling(offset: offset), at: now)
        }
        return correction
    }

    /// Which of several edges is the pulse only a clock that is relied on can tell.
    var isLostInCrowd: Bool { labeler.isCrowded && !state.isTrustworthy }

    /// What a crowd of edges has taught is worth nothing, and what it made the clock do is undone.
    private mutating func forgetCrowd() -> ClockCorrection? {
        guard discipline.believed > 0 else { return nil }
        discipline = untaught
        discipline.forgetPhase()
        lastCorrection = discipline.letGo()
        return lastCorrection
    }

    /// A second that our own clock, as wrong as it may be by now, cannot be away by. This never tells which second it
    /// is; it only keeps a label that was found anew from taking a clock along that was true once.
    private func isForeign(_ offset: Duration) -> Bool {
        guard state.lastUpdate != nil, state.phase != .acquiring else { return false }
        return offset.magnitude > max(.milliseconds(500), currentBound.base)
    }

    private mutating func judge(_ offset: Duration, marks: TAIInstant) {
        switch discipline.verdict {
        case .none: break
        case .believed, .followed:
            state.lastUpdate = marks
            state.reference = receiver.reference
            jump = nil
        case .refused: notes.append(.outlierRefused(offset: offset))
        case .jumped:
            if jump == nil { notes.append(.jumpRefused(offset: offset)) }
            jump = offset
        }
    }

    /// A second without a usable edge: the oscillator model carries the clock on.
    mutating func coast(at now: MonotonicInstant) -> ClockCorrection? {
        if let correction = followUpstream(at: now) { return correction }
        guard discipline.believed > 0, let lastTurn, now - lastTurn >= .seconds(1) else { return nil }
        if let lastFed, now - lastFed < .milliseconds(1500) { return nil }
        return watchedTurn(measured: nil, at: now)
    }

    /// A host that was stopped for longer than this, s, has nothing to extrapolate any more.
    private static let longestTurn = 1e6

    /// Since the last turn, s; the first one is taken to last a second.
    func elapsed(at now: MonotonicInstant) -> Double {
        lastTurn.map { min(max(0, (now - $0).realSeconds), Self.longestTurn) } ?? 1
    }

    mutating func turn(measured: Duration?, at now: MonotonicInstant) -> ClockCorrection {
        let elapsed = elapsed(at: now)
        lastTurn = now
        let before = discipline
        stability.corrected(by: lastCorrection, for: elapsed)
        let wished = discipline.update(measured: measured, elapsed: elapsed, mayStep: mayStep)
        let correction = weigh(before, elapsed, wished, at: now)
        outages.turn(
            measured: measured, before: before, after: discipline, elapsed: elapsed,
            bound: state.errorBound.after(now - state.asOf), at: now)
        if correction.step != .zero {
            era = era.map { $0 &+ 1 }
            upstream.stepped(by: correction.step)
            notes.append(.stepped(correction.step))
        }
        lastCorrection = correction
        return correction
    }

    /// Starts afresh: the second, and where the clock is, are to be found anew; the oscillator's frequency is kept.
    mutating func reacquire(at now: MonotonicInstant) {
        labeler.reset()
        discipline.forgetPhase()
        forgetPast()
        trustAgain()
        (jump, foreignSecond, lastLabelled, isContradicted) = (nil, nil, nil, false)
        outages.end(.reacquired, at: now)
        enter(.acquiring, because: .labelling(agreeing: 0, needed: needed), at: now)
        reconsider(at: now)
    }

    var needed: UInt16 { UInt16(clamping: settings.labelling.needed) }
}
