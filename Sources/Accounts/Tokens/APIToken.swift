// SPDX-License-Identifier: Apache-2.0

/// What is known of a token by which a program speaks to the API. The token itself is said once and not kept.
public struct APIToken: Hashable, Sendable {
    /// What it is listed and revoked by; one of a kind.
    public let label: String
    /// It may do this, but never more than its owner may now.
    public let role: Role
    /// The user who made it; it goes when the user goes.
    public let owner: String
    /// UTC seconds since 1970, `nil` where the time was not known then.
    public let made: Int64?
    /// UTC seconds since 1970 from which it opens nothing; `nil`: never.
    public let expires: Int64?
    /// UTC seconds since 1970; `nil`: never, or not while the time was known.
    public var lastUsed: Int64?
    /// SHA-256 of the token, 64 hexadecimal digits.
    let hash: String
}

/// A token with its secret, which is said once.
public struct MadeToken: Hashable, Sendable {
    /// `gnomon_` and 256 random bits in base64url, 50 characters.
    public let secret: String
    public let token: APIToken
}

/// Why a token opens nothing.
public enum TokenRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case unknown
    case expired(label: String)
    /// It expires some day, and the appliance does not know which day it is.
    case timeUnknown(label: String)

    public var description: String {
        switch self {
        case .unknown: "there is no such token"
        case .expired(let label): "the token '\(label)' has expired"
        case .timeUnknown(let label): "the token '\(label)' expires, and the time is not known yet"
        }
    }
}

/// What a token may be called: 1 to 64 characters that can be printed on a line, not blank.
enum TokenLabel {
    static let longest = 64

    static func isValid(_ label: String) -> Bool {
        let scalars = label.unicodeScalars
        return (1...longest).contains(scalars.count) && scalars.allSatisfy(isPrintable)
            && scalars.contains { !$0.properties.isWhitespace }
    }

    private static func isPrintable(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator, .paragraphSeparator: false
        default: true
        }
    }
}
