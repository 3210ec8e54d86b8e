// SPDX-License-Identifier: Apache-2.0

public import Board
public import PTP

// What people and programs are told, by names that stay the same.

extension PortState {
    /// "master", "pre-master".
    public var name: String {
        switch self {
        case .preMaster: "pre-master"
        default: "\(self)"
        }
    }
}

extension DelayMechanism {
    public var name: String {
        switch self {
        case .endToEnd: "e2e"
        case .peerToPeer: "p2p"
        case .none: "none"
        }
    }
}

extension MessageType {
    /// "delay-request".
    public var name: String {
        switch self {
        case .sync: "sync"
        case .delayRequest: "delay-request"
        case .peerDelayRequest: "peer-delay-request"
        case .peerDelayResponse: "peer-delay-response"
        case .followUp: "follow-up"
        case .delayResponse: "delay-response"
        case .peerDelayResponseFollowUp: "peer-delay-response-follow-up"
        case .announce: "announce"
        case .signaling: "signaling"
        case .management: "management"
        }
    }
}

extension MessageRefusal {
    /// "other-domain".
    public var name: String {
        switch self {
        case .malformed: "malformed"
        case .otherDomain: "other-domain"
        case .own: "own"
        case .unstamped: "unstamped"
        case .notServed: "not-served"
        case .notGranted: "not-granted"
        case .tooFast: "too-fast"
        case .full: "full"
        case .denied: "denied"
        }
    }
}

extension Stamping {
    /// "software", "hardware", "hardware-one-step".
    public var name: String {
        switch self {
        case .software: "software"
        case .hardware: "hardware"
        case .hardwareOneStep: "hardware-one-step"
        }
    }
}

extension TimeSource {
    /// Table 6; by its number where it is none of those.
    public var name: String {
        switch self {
        case .atomicClock: "atomic-clock"
        case .gnss: "gnss"
        case .terrestrialRadio: "terrestrial-radio"
        case .serialTimeCode: "serial-time-code"
        case .ptp: "ptp"
        case .ntp: "ntp"
        case .handSet: "hand-set"
        case .other: "other"
        case .internalOscillator: "internal-oscillator"
        default: "0x" + hexadecimal(rawValue)
        }
    }
}

extension MessageFlags {
    /// What an Announce says of its time scale.
    public var names: [String] {
        let known: [(MessageFlags, String)] = [
            (.leap61, "leap61"), (.leap59, "leap59"), (.utcOffsetValid, "utc-offset-valid"),
            (.ptpTimescale, "ptp-timescale"), (.timeTraceable, "time-traceable"),
            (.frequencyTraceable, "frequency-traceable"), (.synchronizationUncertain, "synchronization-uncertain"),
        ]
        return known.filter { contains($0.0) }.map(\.1)
    }
}

extension MessageAddress {
    /// "10.0.0.1", "fe80::1%2", "00:1b:21:a1:b2:c3".
    public var text: String {
        switch self {
        case .ip(let address, 0): "\(address)"
        case .ip(let address, let scope): "\(address)%\(scope)"
        case .ethernet(let address):
            (0..<6).map { hexadecimal(UInt8(truncatingIfNeeded: address.number >> (40 - 8 * UInt64($0)))) }
                .joined(separator: ":")
        }
    }
}

/// Two digits.
func hexadecimal(_ octet: UInt8) -> String { (octet < 16 ? "0" : "") + String(octet, radix: 16) }
