// SPDX-License-Identifier: Apache-2.0

import Board
public import TimeBase

/// Whether the source is plausible, and what follows where it is not.
extension Timekeeper {
    /// What is implausible about the source; what keeps it from being followed goes first. `nil`: nothing.
    public var implausibility: Implausibility? { trust.worst }

    /// The slowest drag of the pulse that would be noticed, s/s, with this oscillator as it was seen to behave; `nil`
    /// while the noise of the stamps is not known.
    public var slowestVisibleDrag: Double? {
        guard discipline.isNoiseKnown else { return nil }
        return trust.drag.slowestVisible(jitter: discipline.jitterDeviation)
    }

    // MARK: The pulse

    /// A turn of the discipline, with a pulse that is believed as far as it is plausible.
    mutating func watchedTurn(measured: Duration?, at now: MonotonicInstant) -> ClockCorrection {
        let before = discipline
        let elapsed = elapsed(at: now)
        let isBack = measured.map { isStrange($0, at: now) } ?? false
        let isRefused = trustHindrance != nil
        let correction = turn(measured: isRefused || isBack ? nil : measured, at: now)
        trust.pass(elapsed, control: before.applied.frequency * elapsed)
        if isRefused, let measured { compareRefused(measured, elapsed) } else { weighPulse(measured, at: now) }
        let restored = restoreEarlier(at: now) ?? correction
        trust.amend(by: correction.step.realSeconds)
        if trust[.drag] == nil, trust[.jump] == nil, discipline.verdict == .believed {
            trust.earlier.note(discipline, at: trust.time, control: trust.control)
        }
        return restored
    }

    /// Whether a pulse that comes after an outage is further away than the clock can have gone: three times what is
    /// claimed, and the worst that its oscillator can do besides.
    private mutating func isStrange(_ measured: Duration, at now: MonotonicInstant) -> Bool {
        let reach = (state.errorBound.after(now - state.asOf) * 3).realSeconds + 1e-6
        let isHeeded = trust.policy.jump == .holdover && state.phase == .holdover && trust.refusal == nil
        guard isHeeded, discipline.age > Discipline.shortGap,
            measured.realSeconds.magnitude > reach + trust.drag.ability.reach(in: discipline.age)
        else {
            trust.strangers = 0
            return false
        }
        trust.strangers += 1
        if trust.strangers >= Self.strangersToDoubt {
            beginDoubt(.jump, measured.realSeconds - discipline.offset, at: now)
        }
        return true
    }
    private static let strangersToDoubt = 3

    /// Judges a pulse that was given to the discipline.
    private mutating func weighPulse(_ measured: Duration?, at now: MonotonicInstant) {
        guard let measured else { return }
        switch discipline.verdict {
        case .jumped: weighJump(discipline.residual ?? measured.realSeconds, at: now)
        case .believed, .followed:
            trust.jumped = nil
            if jump != nil { followJump() }
            weighPhase(measured.realSeconds - trust.control, at: now)
        case .refused: trust.drag.refuse(phase: measured.realSeconds - trust.control, at: trust.time)
        case .none: break
        }
    }

    /// Late interrupts come in storms, but each as late as it likes; a pulse that jumped stays there, or leads on.
    private mutating func weighJump(_ size: Double, at now: MonotonicInstant) {
        var course = trust.jumped ?? (size, 0)
        course.count = (size - course.size).magnitude < course.size.magnitude / 3 ? course.count + 1 : 1
        course.size = size
        trust.jumped = course
        if course.count >= Self.jumpsToDoubt, state.isTrustworthy { beginDoubt(.jump, size, at: now) }
    }
    private static let jumpsToDoubt = 4

    /// A jump that is followed by policy, or undone, says nothing of the oscillator.
    private mutating func followJump() {
        trust.drag.interrupt()
        endDoubt(.jump)
    }

    private mutating func weighPhase(_ phase: Double, at now: MonotonicInstant) {
        guard discipline.isNoiseKnown else { return }
        let finding = trust.drag.hear(
            phase: phase, at: trust.time, jitter: discipline.jitterDeviation, noise: discipline.calmNoise,
            isFollowed: discipline.verdict == .followed,
            mayJudge: state.phase == .locked || state.phase == .holdover)
        if let finding, trust.policy.drag != .off {
            trust.toForget = finding.lasting
            beginDoubt(.drag, finding.rate, at: now)
        } else if trust.policy.drag == .alarm, let drag = trust[.drag], now - drag.since > Self.alarmLasts {
            endDoubt(.drag)
        }
    }
    /// A drag that is followed on ends unseen; it is said for so long.
    private static let alarmLasts = Duration.seconds(600)

    /// What was learned since the source became implausible is forgotten, and the clock is brought back to where it
    /// would be without.
    private mutating func restoreEarlier(at now: MonotonicInstant) -> ClockCorrection? {
        guard let lasting = trust.toForget else { return nil }
        trust.toForget = nil
        guard trustHindrance != nil else { return nil }
        trust.drag.interrupt()
        let begin = trust.time - lasting
        guard let (earlier, correction) = trust.earlier.carried(from: begin, to: trust.time, control: trust.control)
        else { return nil }
        discipline = earlier
        trust.earlier.forget(after: begin)
        forgetPast()
        outages.applied(correction)
        lastCorrection = correction
        return correction
    }

    /// A pulse that is not followed: does it agree again?
    private mutating func compareRefused(_ measured: Duration, _ elapsed: Double) {
        guard let doubt = trust.refusal, doubt.kind.isOfPulse, discipline.isNoiseKnown else { return }
        let (bound, noise) = (discipline.errorBound, discipline.jitterDeviation)
        let drift = trust.drag.slowestVisible(jitter: noise) / 2
        let isEnough = trust.back.hear(
            measured.realSeconds - discipline.offset, elapsed: elapsed,
            reach: bound.base.realSeconds - discipline.offset.magnitude + 5 * noise, drift: max(drift, bound.growth),
            noise: noise)
        guard isEnough else { return }
        endDoubt(doubt.kind)
    }

    // MARK: What the receiver says

    /// Looks at what an epoch says beside the time; whether the time itself may be one.
    mutating func admit(_ claim: TimeClaim) -> Bool {
        guard claim.isValid else { return true }
        if let place = claim.place, trust.policy.position != .off {
            trust.position.hear(place)
            note(.position, trust.position.isElsewhere, trust.position.distance, at: claim.arrival)
        }
        if let spread = claim.spread, trust.policy.uniformity != .off {
            let elapsed = trust.lastSpread.map { (claim.arrival - $0).realSeconds } ?? 1
            trust.lastSpread = claim.arrival
            trust.uniformity.hear(spread, elapsed: elapsed)
            note(.uniformity, trust.uniformity.isUniform, trust.uniformity.deviation, at: claim.arrival)
        }
        return admitTime(claim)
    }

    /// A time that is over cannot be now. While the second is known, a claim of another one is a contradiction anyway.
    private mutating func admitTime(_ claim: TimeClaim) -> Bool {
        guard trust.policy.past != .off, let earliest = trust.policy.earliest else { return true }
        let late = earliest - (claim.time + settings.labelling.statedOffset)
        note(.past, late > .zero, late.realSeconds, at: claim.arrival)
        return late <= .zero || trust.policy.past != .holdover || labeler.isEstablished || trust.isEarliestWaived
    }

    private mutating func note(_ kind: Implausibility.Kind, _ holds: Bool, _ figure: Double, at now: MonotonicInstant) {
        if holds { beginDoubt(kind, figure, at: now) } else { endDoubt(kind) }
    }

    // MARK: Doubts

    private mutating func beginDoubt(_ kind: Implausibility.Kind, _ figure: Double, at now: MonotonicInstant) {
        guard trust.policy[kind] != .off else { return }
        if trust[kind] == nil {
            trust[kind] = Implausibility(kind: kind, since: now, figure: figure)
            notes.append(.implausibleBegan(kind, figure: figure))
            trust.back = ReturnCheck(rate: kind == .drag ? figure : 0)
            if !kind.isOfPulse, kind != .past { trust.toForget = Self.noticing }
        } else if !kind.isOfPulse {
            trust[kind]?.figure = figure
        }
    }

    /// How long it takes at most to notice that the antenna is elsewhere or its satellites are feigned, s.
    private static let noticing = 100.0

    mutating func endDoubt(_ kind: Implausibility.Kind) {
        guard trust[kind] != nil else { return }
        trust[kind] = nil
        notes.append(.implausibleEnded(kind))
        guard kind.isOfPulse else { return }
        jump = nil
        trust.drag.interrupt()
    }

    /// What was known of the phase is void: someone set the clock, or it is to be found anew.
    mutating func forgetTrust() {
        endDoubt(.drag)
        endDoubt(.jump)
        trust.drag.interrupt()
        trust.earlier.forget()
        trust.strangers = 0
        trust.jumped = nil
    }

    /// An operator says that the source is right.
    mutating func trustAgain() {
        if trust[.drag] != nil { trust.drag.relent() }
        trust.isEarliestWaived = trust[.past] != nil
        forgetTrust()
        trust.position.forget()
        for kind in Implausibility.Kind.allCases { endDoubt(kind) }
    }

    /// What it is that keeps the clock from following its pulse.
    var trustHindrance: Hindrance? {
        guard let doubt = trust.refusal, doubt.kind != .past else { return nil }
        if doubt.kind == .jump, let jump {
            return Hindrance(cause: .pulseContradicts, reason: .pulseContradicts(offset: jump), lasting: .zero)
        }
        return Hindrance(cause: .implausible, reason: doubt.reason, lasting: .zero)
    }
}

extension Implausibility.Kind {
    /// Whether it is the pulse that shows it.
    var isOfPulse: Bool { self == .drag || self == .jump }
}

extension Implausibility {
    var reason: Reason { .implausible(kind, figure: figure) }
}
