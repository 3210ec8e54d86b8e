// SPDX-License-Identifier: Apache-2.0

/// What a server says instead of the time: the reference id of a reply of stratum 0 (RFC 5905, 7.4; RFC 8915, 5.7).
public enum KissCode: UInt8, Sendable, BitwiseCopyable, CaseIterable {
    /// Access is denied: it is not asked again.
    case deny
    /// Access is denied by its policy: it is not asked again.
    case restrict
    /// It was asked too often: from now on it is asked less.
    case rate
    /// It does not know the cookie: keys are to be agreed upon anew.
    case ntsNegative

    public init?(referenceID: UInt32) {
        for code in Self.allCases where code.letters == referenceID {
            self = code
            return
        }
        return nil
    }

    /// As it stands in the reference identifier.
    public var letters: UInt32 {
        switch self {
        case .deny: ReferenceID.letters("DENY")
        case .restrict: ReferenceID.letters("RSTR")
        case .rate: ReferenceID.letters("RATE")
        case .ntsNegative: ReferenceID.letters("NTSN")
        }
    }

    var endsAsking: Bool { self == .deny || self == .restrict }
}
