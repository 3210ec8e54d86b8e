// SPDX-License-Identifier: Apache-2.0

/// What a control message asks for (RFC 9327, section 2).
public enum ControlOpcode: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// Nothing but the status word.
    case unspecified
    /// The associations with their status; of one association, all that is told of it.
    case readStatus
    case readVariables
    case writeVariables
    /// Of a clock on this host.
    case readClockVariables
    case writeClockVariables
    /// Where to send events to.
    case setTrap
    /// An event, sent without being asked.
    case asynchronousMessage
    case configure
    case saveConfiguration
    /// Who asked of late.
    case readRecent
    /// Lists that are told only to those who show a key.
    case readOrderedList
    case requestNonce
    case unsetTrap = 31

    /// Whether it would change something, or needs a key: refused to everybody.
    var isForbidden: Bool {
        switch self {
        case .writeVariables, .writeClockVariables, .setTrap, .configure, .saveConfiguration, .readOrderedList,
            .unsetTrap:
            true
        case .unspecified, .readStatus, .readVariables, .readClockVariables, .asynchronousMessage, .readRecent,
            .requestNonce:
            false
        }
    }
}

/// Why a request is refused with a reply: the upper octet of its status (RFC 9327, section 3.4).
public enum ControlError: UInt8, Sendable, BitwiseCopyable, CaseIterable, Error {
    case unspecified
    case permissionDenied
    /// Shorter than it says, or not a multiple of four octets.
    case badFormat
    case badOpcode
    case badAssociation
    case unknownVariable
    case badValue
    case restricted
}

/// Why a control message gets no reply at all.
public enum ControlSilence: UInt8, Sendable, BitwiseCopyable, CaseIterable, Error {
    /// Fewer than the header's 12 octets, or of another mode.
    case notControl
    /// A response, an error or a fragment: two servers must not talk to each other for ever.
    case notARequest
    /// Version 0, or 5 and above.
    case version
}
