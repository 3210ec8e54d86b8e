// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// Notices that a receiver which was told to send UBX alone speaks NMEA again: it lost power, and what it was told.
struct RelapseWatch {
    /// What was under way when it was told has come by then.
    static let settling: Duration = .seconds(5)
    /// A receiver that relapses again and again is not configured oftener.
    static let patience: Duration = .seconds(60)
    /// So many sentences are no accident.
    static let sentences: UInt64 = 3

    private let since: MonotonicInstant
    private var then: UInt64?

    /// `nil` where NMEA was not turned off.
    init?(_ report: ConfigurationReport, at now: MonotonicInstant) {
        guard report.outcome == .done, report.turnedNMEAOff else { return nil }
        since = now
    }

    mutating func hasRelapsed(_ heard: FrameCounters, at now: MonotonicInstant) -> Bool {
        guard now >= since + Self.settling else { return false }
        guard let then else {
            self.then = heard.nmea
            return false
        }
        return now >= since + Self.patience && heard.nmea >= then + Self.sentences
    }
}
