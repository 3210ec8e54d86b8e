// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// A time without a reference that could be followed: what was promised, and what was found when it came back.
public struct Outage: Sendable, BitwiseCopyable {
    public enum End: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// It has not ended.
        case running
        /// The clock follows its reference again.
        case returned
        /// Someone else stepped the clock, so that nothing can be said of what it would have shown.
        case clockStepped
        /// An operator had the time acquired anew.
        case reacquired
    }

    /// What the first pulses that were believed again showed.
    public struct Finding: Sendable, BitwiseCopyable {
        /// From the outage's beginning to the first of these pulses.
        public var after: Duration
        /// The bound on |clock − reference| that was claimed right before that pulse.
        public var bound: Duration
        /// Clock − reference at that pulse, before anything was done about it: positive, the clock was ahead.
        public var offset: Duration
        /// How far `offset` itself may be off. Not negative.
        public var uncertainty: Duration
        /// From how many pulses that was found.
        public var pulses: UInt16

        public init(after: Duration, bound: Duration, offset: Duration, uncertainty: Duration, pulses: UInt16) {
            (self.after, self.bound, self.offset) = (after, bound, offset)
            (self.uncertainty, self.pulses) = (uncertainty, pulses)
        }
    }

    /// The how-manieth since the program began, from 1 on.
    public var number: UInt32
    /// When the state became holdover.
    public var began: MonotonicInstant
    public var cause: Reason.HoldoverCause
    /// The bound as it was claimed at the beginning, for all time to come.
    public var promise: ErrorBound
    /// When the budget of holdover was spent; `nil`: it was not.
    public var gaveUp: MonotonicInstant?
    public var end = End.running
    /// When it ended; `nil` while it is running.
    public var ended: MonotonicInstant?
    /// `nil`: the reference did not come back before it ended, or has not yet.
    public var finding: Finding?

    /// It has just begun.
    public init(number: UInt32, began: MonotonicInstant, cause: Reason.HoldoverCause, promise: ErrorBound) {
        (self.number, self.began, self.cause, self.promise) = (number, began, cause, promise)
    }

    /// What the beginning's promise says of the moment at which the reference was found again.
    public var predicted: Duration? { finding.map { promise.after($0.after) } }

    /// Whether the clock was within what had been promised for the end; `nil` where that was not found, or is too close
    /// to call with the pulses' own uncertainty.
    public var isKept: Bool? {
        guard let finding else { return nil }
        if finding.offset.magnitude <= finding.bound { return true }
        return finding.offset.magnitude - finding.uncertainty > finding.bound ? false : nil
    }
}
