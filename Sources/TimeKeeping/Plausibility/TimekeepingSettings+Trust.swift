// SPDX-License-Identifier: Apache-2.0

public import TimeBase

extension TimekeepingSettings {
    /// What is done about a source that is not plausible, kind by kind.
    public struct Trust: Sendable, Equatable {
        public enum Answer: String, Sendable, CaseIterable {
            /// It is not watched for.
            case off
            /// It is said, and the source is followed on.
            case alarm
            /// It is said, and the clock runs on what was learned before, until the source agrees with it again, an operator
            /// has it acquired anew, or the budget of holdover is spent.
            case holdover
        }

        public enum FixedAntenna: String, Sendable, CaseIterable {
            /// It is, once it has not moved for an hour.
            case auto
            case yes, no
        }

        /// The pulse drifts against the oscillator as no oscillator of its kind can.
        public var drag = Answer.holdover
        /// The pulse jumps.
        public var jump = Answer.holdover
        /// The receiver states a time before ``earliest``.
        public var past = Answer.holdover
        /// The place of a fixed antenna moves: that alone does not make the time wrong.
        public var position = Answer.alarm
        /// All satellites are equally strong, as those that one transmitter feigns.
        public var uniformity = Answer.alarm
        public var fixedAntenna = FixedAntenna.auto
        /// No earlier time can be now; `nil`: any may.
        public var earliest: TAIInstant?

        public init() {}

        public subscript(kind: Implausibility.Kind) -> Answer {
            switch kind {
            case .drag: drag
            case .jump: jump
            case .past: past
            case .position: position
            case .uniformity: uniformity
            }
        }
    }
}
