// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Merges messages into epochs, one for each navigation epoch of the receiver.
///
/// An epoch is complete when a message names another time, when the receiver says so (NAV-EOE), when the message has
/// come that was the last one in the three epochs before, or when nothing has come for a while. The last depends on
/// when bytes arrive; all others only on what they are, so that a capture decodes the same in whatever pieces it comes.
public struct EpochAssembler: Sendable {
    public struct Options: Sendable, BitwiseCopyable {
        /// Dates before it are lifted by 1024 weeks until they are not; `nil`: none are.
        public var pivot: RolloverPivot?
        /// After so long without a message an epoch is complete.
        public var quietGap: Duration

        public init(pivot: RolloverPivot? = nil, quietGap: Duration = .milliseconds(250)) {
            (self.pivot, self.quietGap) = (pivot, quietGap)
        }
    }

    /// What became of messages.
    public struct Counters: Hashable, Sendable, BitwiseCopyable {
        public var epochs: UInt64 = 0
        public var merged: UInt64 = 0
        /// About an epoch that was already complete.
        public var late: UInt64 = 0

        public init() {}
    }

    public internal(set) var counters = Counters()

    var options: Options
    var state: ReceiverState
    /// Meaningful while `isOpen`: not an optional, so that its kilobyte stays where it is.
    var draft = EpochDraft(arrival: MonotonicInstant(sinceEpoch: .zero), isLeftover: false)
    var isOpen = false
    var calendar = CalendarKeeper()
    var pulses = PulseKeeper()
    private var learner = CycleLearner()
    private var isEndOfEpochLast = true
    /// The names of the epoch that was completed last, and whether that was before another time began.
    private var closed = EpochNames()
    private var wasClosedEarly = false
    var detailedFix: Fix?
    var isStatusKnown = false
    var undisputedClocks = 0

    public init(options: Options = Options()) {
        self.options = options
        state = ReceiverState(rollover: Rollover(pivot: options.pivot))
    }

    /// From now on no date can be before this pivot.
    public mutating func setPivot(_ pivot: RolloverPivot?) {
        options.pivot = pivot
        state.rollover = Rollover(pivot: pivot)
    }

    /// Nothing has come up to `now`.
    public mutating func idle(at now: MonotonicInstant, _ emit: (Heard) -> Void) {
        if isOpen, draft.hasTime || draft.hasStatus, now - draft.latest >= options.quietGap {
            if draft.hasTime { learner.ended(with: draft.lastStep) }
            close(isEarly: true, emit)
        }
    }

    /// The stream has ended or broken off; what comes after it may be another receiver's.
    public mutating func finish(_ emit: (Heard) -> Void) {
        close(isEarly: true, emit)
        let counted = counters
        self = EpochAssembler(options: options)
        counters = counted
    }

    public mutating func take(
        _ sentence: NMEA.Sentence, by talker: NMEA.Talker, at arrival: MonotonicInstant, _ emit: (Heard) -> Void
    ) {
        if case .txt(let text) = sentence { return emit(.device(.text(text.text, severity: text.severity))) }
        let (number, isOncePerEpoch) = sentence.kind
        let kind = number | talker.index << 8
        if let clock = sentence.clock {
            guard enter(.timeOfDay(clock.millisecondOfDay), at: arrival, emit) else { return }
        } else {
            enterUnnamed(isOncePerEpoch ? kind : nil, at: arrival, emit)
        }
        noteLoss(sentence)
        draft.merge(sentence, by: talker)
        merged(kind, at: arrival, emit)
    }

    public mutating func take(
        _ message: UBXMessage, id: UBXMessageID, at arrival: MonotonicInstant, _ emit: (Heard) -> Void
    ) {
        state.note(message)
        switch message {
        case .monVer(let version): version.emitFacts(emit)
        case .timTP(let pulse): take(pulse, at: arrival, emit)
        case .navEOE(let end): take(end, at: arrival, emit)
        default:
            guard let time = message.timeOfWeek.map(Int.init), time < 604_800_000 else { return }
            if message.mayLag && isBefore(time) {
                draft.merge(message)
                return
            }
            guard enter(.timeOfWeek(time), at: arrival, emit) else { return }
            draft.merge(message)
            merged(id.kind, at: arrival, emit)
        }
    }

    /// A NAV message whose content is of no use here still tells when its epoch began.
    mutating func takeUnread(
        _ id: UBXMessageID, timeOfWeek: Int, at arrival: MonotonicInstant, _ emit: (Heard) -> Void
    ) {
        guard timeOfWeek < 604_800_000, enter(.timeOfWeek(timeOfWeek), at: arrival, emit) else { return }
        merged(id.kind, at: arrival, emit)
    }

    // MARK: Which epoch a message belongs to

    /// Makes the draft the one that `name` names, completing another. False where that epoch is complete already.
    private mutating func enter(_ name: EpochName, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) -> Bool {
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
    private mutating func enterUnnamed(_ onceKind: UInt16?, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) {
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

    private var lastClosing = MonotonicInstant(sinceEpoch: .zero)

    private func isBefore(_ timeOfWeek: Int) -> Bool {
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

    private mutating func merged(_ kind: UInt16, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) {
        let step = draft.count(kind, at: arrival)
        counters.merged &+= 1
        if draft.hasTime && learner.isLast(step) { close(isEarly: true, emit) }
    }

    private mutating func take(_ end: NavEOE, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) {
        guard isOpen, draft.timeOfWeek == Int(end.iTOW) else { return }
        if isEndOfEpochLast { return close(isEarly: true, emit) }
        merged(end.id.kind, at: arrival, emit)
    }

    private mutating func close(isEarly: Bool, _ emit: (Heard) -> Void) {
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

    private mutating func take(_ message: TimTP, at arrival: MonotonicInstant, _ emit: (Heard) -> Void) {
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
