// SPDX-License-Identifier: Apache-2.0

/// What a kiss-o'-death says (RFC 5905, 7.4): to ask less often, or not at all.
public enum KissCode: Sendable, BitwiseCopyable, CaseIterable {
    case rate, deny

    /// As it stands in the reference identifier.
    public var letters: UInt32 {
        switch self {
        case .rate: ReferenceID.letters("RATE")
        case .deny: ReferenceID.letters("DENY")
        }
    }
}
