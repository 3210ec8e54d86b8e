// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension EpochAssembler {
    // MARK: Which epoch a message belongs to

    /// Makes the draft the one that `name` names, completing another. False where that epoch is complete already.
    mutating func enter(_ name: EpochName, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) -> Bool {
        let count = state.gpsMinusUTC
        let names = isOpen ? draft.names : EpochNames()
        let fits = names.match(name, gpsMinusUTC: count)
        if fits != true, closed.match(name, gpsMinusUTC: count) == true {
            noteLate()
            return false
        }
        if fits == false { close(isEarly: false, emit) }
        open(at: arrival)
        let isApart = !draft.hasTime && arrival - draft.latest >= options.quietGap
        if draft.isLeftover || isApart { draft.arrival = arrival }
        draft.isLeftover = false
        draft.adopt(name)
        return true
    }

    /// For a message without a time: it belongs to the draft there is, unless that has one of its kind already.
    mutating func enterUnnamed(_ onceKind: UInt16?, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) {
        if isOpen {
            let isRepeated = onceKind.map { draft.steps.contains($0) } ?? (!draft.hasTime && draft.messages > 200)
            let isApart = draft.hasTime && arrival - draft.latest >= options.quietGap
            if isRepeated || isApart { close(isEarly: false, emit) }
        }
        open(at: arrival)
    }

    private mutating func open(at arrival: MonotonicInstant) {
        guard !isOpen else { return }
        isOpen = true
        draft = EpochDraft(arrival: arrival, isLeftover: wasClosedEarly && arrival - lastClosing < options.quietGap)
    }

    func isBefore(_ timeOfWeek: Int) -> Bool {
        guard isOpen, let current = draft.timeOfWeek else { return false }
        return timeOfWeek < current && current - timeOfWeek < 10_000
    }

    /// An epoch was taken for complete too early: neither what was learned nor NAV-EOE is its end.
    private mutating func noteLate() {
        counters.late &+= 1
        guard wasClosedEarly, !isOpen || !draft.hasTime else { return }
        learner.wasWrong()
        isEndOfEpochLast = false
    }

    // MARK: When an epoch is complete

    mutating func merged(_ kind: UInt16, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) {
        let step = draft.count(kind, at: max(lastHeard, arrival))
        counters.merged &+= 1
        if draft.hasTime && learner.isLast(step) { close(isEarly: true, emit) }
    }

    mutating func take(_ end: NavEOE, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) {
        guard isOpen, draft.timeOfWeek == Int(end.iTOW) else { return }
        if isEndOfEpochLast { return close(isEarly: true, emit) }
        merged(end.id.kind, at: arrival, emit)
    }

    mutating func close(isEarly: Bool, _ emit: (Heard) -> Void) {
        guard isOpen else { return }
        isOpen = false
        if draft.hasTime {
            if !isEarly { learner.ended(with: draft.lastStep) }
            closed = draft.names
        }
        wasClosedEarly = isEarly
        lastClosing = draft.latest
        guard draft.hasTime || draft.hasStatus else { return }
        counters.epochs &+= 1
        emit(.epoch(conclude(draft)))
    }

    // MARK: Pulses

    mutating func take(_ message: TimTP, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) {
        guard message.towMS < 604_800_000 else { return }
        emit(.pulse(message.announcement(at: arrival, rollover: state.rollover)))
        let count = state.gpsMinusUTC
        let pulse = (Int(message.towMS) + (message.timeBase ? count * 1000 : 0)) % 604_800_000
        pulses.hold(millisecondOfWeek: pulse, sawtooth: message.sawtooth)
        if isOpen, draft.hasTime {
            let ahead = PulseKeeper.ahead(pulse, of: draft.names, count) ?? 0
            if ahead > 0 && ahead <= 1000 { merged(message.id.kind, at: arrival, emit) }
        } else if let ahead = PulseKeeper.ahead(pulse, of: closed, count), ahead > 0, ahead <= 1000 {
            noteLate()
        }
    }
}
