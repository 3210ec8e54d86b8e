// SPDX-License-Identifier: Apache-2.0

import TimeBase

extension TimekeepingSettings {
    /// What is done where no receiver can be followed, but other servers can.
    public struct Fallback: Sendable, Equatable {
        /// What the time is taken from, one after the other.
        public var order = FailoverOrder(TimeRung.allCases, holdoverLimit: .milliseconds(10)) ?? .standard
        /// How a clock may be corrected by what other servers say.
        public var correction = CorrectionPolicy()
        /// How large the error bound may grow by what they say, or once they are silent: beyond, no client follows (RFC
        /// 5905, figure 27: MAXDIST).
        public var largestError: Duration = .seconds(1)
        /// When nobody's time is told; `nil`: it never is.
        public var orphan: OrphanTerms?

        public init() {}
    }
}
