// SPDX-License-Identifier: Apache-2.0

/// Somebody who is logged in. The cookie itself is not kept: only its SHA-256.
public struct Session: Hashable, Sendable {
    /// What a session is listed and ended by; it opens nothing. 16 hexadecimal digits.
    public let id: String
    public let user: String
    /// The user's role now, not when the session began.
    public var role: Role
    /// The address that the session began from, as people write it.
    public let source: String
    /// On ``Moment/monotonic``.
    public let begun: Duration
    public var lastUsed: Duration
    /// The token that every changing request must carry besides the cookie; it is the session's alone.
    public let csrf: String
}

/// A session with its cookie, which is said once.
public struct Admission: Hashable, Sendable {
    /// 256 random bits in base64url, 43 characters.
    public let cookie: String
    public let session: Session
}
