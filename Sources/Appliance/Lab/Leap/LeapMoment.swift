// SPDX-License-Identifier: Apache-2.0

import NTP
import PTP
import TimeBase

/// What the appliance tells each kind of client at one moment.
public struct LeapMoment: Sendable, Codable, Equatable {
    /// Seconds after the leap second: the new day begins at 0.
    public var second: Double
    /// By the appliance's clock, ISO 8601.
    public var utc: String
    /// "none", "insert", "delete", "unknown": to clients of the true time; the smeared ones are never told of any.
    public var leap: String
    /// The transmit timestamps, seconds since 1900 in their era.
    public var ntp: Double
    public var smeared: Double
    /// Smeared time − UTC, s.
    public var smearedOffset: Double
    /// PTP's currentUtcOffset, and what it announces: "leap61", "leap59", "none".
    public var ptpOffset: Int
    public var ptpLeap: String

    /// As it was told, for judging.
    struct Told: Sendable {
        /// Seconds after the leap second by the true time.
        var second: Double
        var shown: TAIInstant
        var utc: UTCInstant
        var isTrusted: Bool
        var leap: LeapIndicator
        var ntp: NTPTimestamp
        var smeared: NTPTimestamp
        var smearedLeap: LeapIndicator
        var ptp: GrandmasterClaim
    }

    init(_ told: Told) {
        second = told.second
        utc = told.utc.iso8601()
        leap = told.leap.name
        (ntp, smeared) = (told.ntp.seconds1900, told.smeared.seconds1900)
        smearedOffset = (told.smeared - NTPTimestamp(told.utc)).realSeconds
        if told.utc.isLeapSecond { smearedOffset -= 1 }
        ptpOffset = Int(told.ptp.utcOffset)
        ptpLeap = told.ptp.flags.contains(.leap61) ? "leap61" : told.ptp.flags.contains(.leap59) ? "leap59" : "none"
    }
}

extension NTPTimestamp {
    fileprivate var seconds1900: Double { Double(raw) / 0x1p32 }
}

extension LeapIndicator {
    fileprivate var name: String {
        switch self {
        case .none: "none"
        case .insert: "insert"
        case .delete: "delete"
        case .unknown: "unknown"
        }
    }
}
