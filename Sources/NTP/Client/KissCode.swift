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
        switch referenceID {
        case ReferenceID.letters("DENY"): self = .deny
        case ReferenceID.letters("RSTR"): self = .restrict
        case ReferenceID.letters("RATE"): self = .rate
        case ReferenceID.letters("NTSN"): self = .ntsNegative
        default: return nil
        }
    }

    var endsAsking: Bool { self == .deny || self == .restrict }
}
