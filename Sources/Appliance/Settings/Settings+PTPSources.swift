// SPDX-License-Identifier: Apache-2.0

public import PTP

extension Settings {
    /// One of `sources` that is a PTP grandmaster, or whoever is the best master on an interface's network.
    public struct PTPSource: Sendable, Equatable {
        /// What a master's time is taken to be that does not count as PTP does.
        public enum Arbitrary: String, Sendable, CaseIterable {
            /// It is not used.
            case refuse
            /// UTC, counted from 1970: what programs send that take their time from the system's clock.
            case utc
        }

        /// How it is listened, in the words of `ptp.ports`.
        public var port: PTPService.Port
        /// Whether the master has to say that its time comes from a primary reference.
        public var requireTraceable = true
        public var arbitraryTimescale = Arbitrary.refuse

        public init(port: PTPService.Port) {
            self.port = port
            // There is nothing that a card could write into a message of ours.
            self.port.oneStep = false
        }

        /// What people call it: no two sources have the same.
        public var name: String { "PTP \(port.interface)" + (port.domain == 0 ? "" : " domain \(port.domain)") }

        public var rule: FollowingRule {
            var rule = FollowingRule()
            (rule.needsTraceable, rule.takesArbitraryForUTC) = (requireTraceable, arbitraryTimescale == .utc)
            return rule
        }
    }
}
