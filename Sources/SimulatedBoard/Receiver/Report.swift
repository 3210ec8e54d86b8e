// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// What the receiver has to say of one second, whatever its language.
struct Report: Sendable {
    /// As it believes or pretends.
    var time: TAIInstant
    /// As it believes or pretends.
    var utc: UTCRelation
    var knowsTime: Bool
    var knowsLeapSeconds: Bool
    var fix: Fix
    var health = Health()
    var survey: SurveyIn
    /// How long it has been listening to the sky.
    var secondsOfSky: Int

    /// What its supervisors report.
    struct Health: Sendable, Equatable {
        var hasAntenna = true
        var jamming = JammingState.ok
        var spoofing = SpoofingState.none
    }

    var hasAntenna: Bool { health.hasAntenna }

    var clock: UTCInstant { utc.utc(time) }

    /// GPS − UTC.
    var gpsMinusUTC: Int32 { utc.taiMinusUTC(at: time) - 19 }

    /// One sigma of the stated time, in nanoseconds.
    var timeAccuracy: UInt32 {
        switch fix {
        case .threeD, .time: 12
        case .twoD: 80
        case .none: knowsTime ? 2_000 : 4_000_000_000
        }
    }
}

/// GPS time as its messages count it.
struct GPSWeek {
    var week: Int64
    /// 0 ..< 604 800
    var second: Int64

    init(_ time: TAIInstant) {
        let since = GPSInstant(time).sinceEpoch.wholeSeconds
        second = (since % 604_800 + 604_800) % 604_800
        week = (since - second) / 604_800
    }
}
