// SPDX-License-Identifier: Apache-2.0

extension TimekeepingSettings {
    /// What becomes of the edges that came right before the receiver was seen to be in trouble.
    public struct Retrospect: Sendable, Equatable {
        /// How many seconds before a receiver's trouble shows its edges are no longer trusted: 0 ... 60; 0: all that came
        /// before it shows are. Interference pulls a pulse before any figure of the receiver tells.
        public var seconds = 10
        /// How long the receiver must have vouched again before what was learned from its doubtful edges is kept.
        public var probation: Duration = .seconds(10)
        /// A doubt that comes and goes is given up after this: a clock cannot run on what it knew for ever.
        public var longest: Duration = .seconds(120)

        public init() {}
    }
}
