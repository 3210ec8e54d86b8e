// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// The certificate that is served.
public struct CertificateFacts: Hashable, Sendable {
    public var subject: String
    public var issuer: String
    /// Names and addresses that it is for.
    public var names: [String]
    /// Such as "P-256".
    public var key: String
    public var begins: UTCInstant
    public var ends: UTCInstant
    /// SHA-256, as browsers show it.
    public var fingerprint: String
    public var isOwn: Bool

    public init(
        subject: String, issuer: String, names: [String], key: String, begins: UTCInstant, ends: UTCInstant,
        fingerprint: String, isOwn: Bool
    ) {
        (self.subject, self.issuer, self.names, self.key) = (subject, issuer, names, key)
        (self.begins, self.ends, self.fingerprint, self.isOwn) = (begins, ends, fingerprint, isOwn)
    }
}
