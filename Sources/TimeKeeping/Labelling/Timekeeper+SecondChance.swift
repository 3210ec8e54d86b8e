// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Two edges where one should be.
extension Timekeeper {
    /// Where the beat was an edge that was not believed, the one right behind it may be the pulse: noise on the line right
    /// before a pulse must not take its place each time. An edge behind one that was believed is nothing.
    mutating func secondChance(at now: MonotonicInstant) -> PulseLabeler.LabelledEdge? {
        guard state.isTrustworthy, discipline.verdict == .refused || discipline.verdict == .jumped else { return nil }
        return labeler.replaceBeat(at: now)
    }
}
