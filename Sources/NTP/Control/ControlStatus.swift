// SPDX-License-Identifier: Apache-2.0

/// Where the system's time comes from (RFC 9327, section 3.1).
public enum ControlClockSource: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    case unspecified
    /// A pulse per second.
    case pulse
    case longWave, shortWave
    /// Satellites among others.
    case ultraHighFrequency
    case local
    /// Another host, by NTP.
    case ntp
    case other, wristwatch, telephone
}

/// What last befell the system (RFC 9327, section 3.1), as far as it has a counterpart here.
public enum ControlSystemEvent: UInt8, Sendable, BitwiseCopyable {
    case unspecified = 0
    case frequencyMeasured = 4
    case synchronised = 5
    case restarted = 6
    case noSystemPeer = 8
}

/// What last befell an association (RFC 9327, section 3.2), as far as it has a counterpart here.
public enum ControlPeerEvent: UInt8, Sendable, BitwiseCopyable {
    case unspecified = 0
    case mobilised = 1
    case unreachable = 3
    case reachable = 4
    case becameSystemPeer = 10
}

/// How far an association got in the selection (RFC 9327, section 3.2); the sign in front of it in a list of peers.
public enum ControlSelection: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// " ": not usable.
    case reject
    /// "x": contradicts what is believed.
    case falseTicker
    /// "."
    case excess
    /// "-"
    case outlier
    /// "+": agrees, and is used to vouch.
    case candidate
    /// "#"
    case backup
    /// "*": the clock follows it.
    case systemPeer
    /// "o": the clock follows its pulse.
    case pulsePeer
}

/// The status words of responses.
enum ControlStatus {
    /// Leap indicator, source, number of events, last event: 2 + 6 + 4 + 4 bits.
    static func word(of system: ControlSystem) -> UInt16 {
        UInt16(system.claim.leap.rawValue) << 14 | UInt16(system.source.rawValue) << 8
            | (system.event == .unspecified ? 0 : 1 << 4) | UInt16(system.event.rawValue)
    }

    /// Configured, authentication wanted, authentic, reachable, broadcast, selection, number of events, last event:
    /// five bits, then 3 + 4 + 4.
    static func word(of association: ControlAssociation) -> UInt16 {
        let state: UInt16 = 0x80 | (association.reach == 0 ? 0 : 0x10) | UInt16(association.selection.rawValue)
        let event = association.event
        return state << 8 | (event == .unspecified ? 0 : 1 << 4) | UInt16(event.rawValue)
    }

    /// Of a clock on this host: 0 in order, 1 no reply; and the same once more as the last event.
    static func word(ofClock association: ControlAssociation) -> UInt16 { association.reach == 0 ? 0x0101 : 0 }
}
