// SPDX-License-Identifier: Apache-2.0

/// Warning of a leap second at the end of this day (RFC 5905, figure 9).
public enum LeapIndicator: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case none, insert, delete
    /// The clock is not synchronised: the time is not to be used.
    case unknown
}

/// Who speaks in a packet (RFC 5905, figure 10).
public enum NTPMode: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// Version 1 has no modes and leaves these bits zero (RFC 1059, appendix B).
    case reserved
    case symmetricActive, symmetricPassive, client, server, broadcast
    /// Monitoring (ntpq); its packets have another layout.
    case control
    /// ntpdc's private protocol, an amplifier of old.
    case privateUse
}

/// A packet's first octet: leap indicator, version and mode, 2 + 3 + 3 bits. Every octet is one.
struct Flags {
    var rawValue: UInt8

    init(rawValue: UInt8) { self.rawValue = rawValue }

    init(leap: LeapIndicator, version: UInt8, mode: NTPMode) {
        rawValue = leap.rawValue << 6 | (version & 7) << 3 | mode.rawValue
    }

    var leap: LeapIndicator { LeapIndicator(rawValue: rawValue >> 6) ?? .unknown }
    var version: UInt8 { rawValue >> 3 & 7 }
    var mode: NTPMode { NTPMode(rawValue: rawValue & 7) ?? .reserved }
}
