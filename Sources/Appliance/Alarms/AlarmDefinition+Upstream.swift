// SPDX-License-Identifier: Apache-2.0

import TimeKeeping

extension AlarmDefinition {
    static let upstream: [AlarmDefinition] = [
        .init(
            "sources-disagree", .critical, raise: 0, clear: 60,
            "See among the sources who says what; failover.dispute says who is followed."
        ) { $0.sourcesDisagree },
        .init(
            "correction-refused", .critical, raise: 0, clear: 10,
            "See whether the servers are right; failover.largestStepMs says how far the clock may be set."
        ) { $0.says(.correctionRefused, "The clock is further off, by the servers, than it may be corrected.") },
        .init(
            "fallback", .warning, raise: 0, clear: 10, "Look at the antenna, the receiver and its pulse."
        ) { $0.fallback },
        .init(
            "server-unusable", .notice, raise: 60, clear: 60,
            "See among the sources why, and look at the way to the server."
        ) { $0.serverUnusable },
    ]
}
