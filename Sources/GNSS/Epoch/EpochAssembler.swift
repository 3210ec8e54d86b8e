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
    var learner = CycleLearner()
    var isEndOfEpochLast = true
    /// The names of the epoch that was completed last, and whether that was before another time began.
    var closed = EpochNames()
    var wasClosedEarly = false
    /// When bytes came last.
    var lastHeard = MonotonicInstant(sinceEpoch: .zero)
    /// When the last message of that epoch had come.
    var lastClosing = MonotonicInstant(sinceEpoch: .zero)
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

    /// Bytes arrived, whether or not they complete a message: a long one takes a slow line most of a second.
    mutating func noteBytes(at arrival: MonotonicInstant) { lastHeard = max(lastHeard, arrival) }

    /// Nothing has come up to `now`.
    public mutating func idle(at now: MonotonicInstant, _ emit: (Heard) -> Void) {
        if isOpen, draft.hasTime || draft.hasStatus, now - lastHeard >= options.quietGap {
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
}
