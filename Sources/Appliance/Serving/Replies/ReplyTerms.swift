// SPDX-License-Identifier: Apache-2.0

public import NTP

/// How requests are answered beyond the plain reply, by all workers: with which keys, and to whom in the interleaved
/// mode.
public struct ReplyTerms: Sendable {
    public var remembering: InterleavedMemory.Remembering
    /// Empty: there are none, and requests are answered as if they had no MAC.
    public var keys: KeyRing
    /// Makes what one worker judges and signs with; `nil` where it cannot be made.
    public var authenticator: @Sendable (KeyRing) -> (any MessageAuthenticator)?
    /// Empty: NTS is not served, and requests are answered as if they had none.
    public var cookieKeys: CookieKeys
    /// Makes what one worker opens and seals with; `nil` where it cannot be made.
    public var cipher: @Sendable () -> (any AuthenticatedCipher)?

    /// Whether who asks by ``MonotonicRootField`` is answered by it, and what its epochs are counted from.
    public var tellsMonotonicRoot = false
    public var firstEpoch: UInt32 = 0

    /// The plain reply, to everybody.
    public init(
        remembering: InterleavedMemory.Remembering = .nobody, keys: KeyRing = KeyRing(),
        authenticator: @escaping @Sendable (KeyRing) -> (any MessageAuthenticator)? = { _ in nil },
        cookieKeys: CookieKeys = CookieKeys(),
        cipher: @escaping @Sendable () -> (any AuthenticatedCipher)? = { nil }
    ) {
        (self.remembering, self.keys, self.authenticator) = (remembering, keys, authenticator)
        (self.cookieKeys, self.cipher) = (cookieKeys, cipher)
    }

    /// Timestamp pairs of clients that have proven to read replies. Where nobody need ask, everybody has some.
    var pairs: Int { remembering == .everyone ? 1 << 16 : 1 << 13 }
}
