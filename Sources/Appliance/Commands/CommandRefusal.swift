// SPDX-License-Identifier: Apache-2.0

/// Why a command was not carried out, in words for whoever gave it.
public struct CommandRefusal: Error, Hashable, Codable, Sendable {
    public enum Kind: String, Codable, Sendable {
        /// There is no such command, or its words make no sense.
        case usage
        /// It makes sense, but not here or not now.
        case unavailable
        /// Who gives it may not.
        case forbidden
        /// It must be confirmed: the reason says what will happen.
        case needsConsent
        /// A secret must be asked for: the reason says which.
        case needsSecret
    }

    public var kind: Kind
    public var reason: String

    public init(_ kind: Kind, _ reason: String) { (self.kind, self.reason) = (kind, reason) }
}
