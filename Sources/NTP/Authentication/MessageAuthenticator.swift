// SPDX-License-Identifier: Apache-2.0

/// Makes digests with a ring's keys. The arithmetic is a library's, on a floor above; one serves one thread, so that it
/// may keep what it has prepared for each key.
public protocol MessageAuthenticator: AnyObject {
    /// The key of that number on the wire; `nil` for one that it does not know, and for 0.
    func key(_ id: UInt32) -> SymmetricKey?

    /// The full digest of the first `count` octets of `message`, written to the beginning of `digest`, which holds 64.
    ///
    /// - Returns: how many octets it has: the algorithm's number; 0 where none could be made.
    func digest(
        of message: Span<UInt8>, count: Int, with key: SymmetricKey, into digest: inout MutableSpan<UInt8>
    ) -> Int
}

/// Message authentication codes as they lie behind the header and the extension fields.
public enum MessageAuthentication {
    /// The longest digest of any algorithm.
    static let longestDigest = 64
    /// What version 4 truncates longer digests to, as chronyd, ntpd and ntpsec do: its longest MAC has 24 octets.
    static let truncatedDigest = 20

    /// What a request's MAC is worth.
    public enum Verdict: Hashable, Sendable, BitwiseCopyable {
        /// There is none.
        case none
        /// Good: answer with the same key and as many octets of digest.
        case good(SymmetricKey, digestCount: Int)
        /// An unknown key, a wrong length or a wrong digest.
        case bad
    }

    /// Judges the MAC of a packet, a request or a reply, whose parts are known, in time that does not depend on where a digest differs.
    public static func verify(
        _ bytes: Span<UInt8>, _ parts: PacketTail.Parts, version: UInt8, with authenticator: any MessageAuthenticator
    ) -> Verdict {
        let received = parts.digest
        guard !received.isEmpty else { return parts.macCount == 0 ? .none : .bad }
        guard let key = authenticator.key(bytes.bigEndian32(at: parts.fieldsEnd)),
            isAccepted(received.count, of: key.algorithm, version: version)
        else { return .bad }
        var made = InlineArray<64, UInt8>(repeating: 0)
        var span = made.mutableSpan
        let count = authenticator.digest(of: bytes, count: parts.fieldsEnd, with: key, into: &span)
        guard count == key.algorithm.digestCount else { return .bad }
        return areEqual(bytes, at: received.lowerBound, span.span, count: received.count)
            ? .good(key, digestCount: received.count) : .bad
    }

    /// Appends key number and digest to a packet of `count` octets.
    /// - Returns: how many it then has; `nil`, and nothing of use written, where it does not fit or cannot be made.
    public static func append(
        to bytes: inout MutableSpan<UInt8>, count: Int, key: SymmetricKey, digestCount: Int,
        with authenticator: any MessageAuthenticator
    ) -> Int? {
        guard count + 4 + digestCount <= bytes.count else { return nil }
        var made = InlineArray<64, UInt8>(repeating: 0)
        var span = made.mutableSpan
        let length = authenticator.digest(of: bytes.span, count: count, with: key, into: &span)
        guard length == key.algorithm.digestCount, digestCount <= length else { return nil }
        bytes.setBigEndian(UInt32(key.id), at: count)
        for index in 0..<digestCount { bytes[count + 4 + index] = span[index] }
        return count + 4 + digestCount
    }

    /// Version 4 carries up to 20 octets of a digest; version 3 all of it, though ntpd truncates there too.
    private static func isAccepted(_ count: Int, of algorithm: KeyAlgorithm, version: UInt8) -> Bool {
        let full = algorithm.digestCount
        return count == min(full, truncatedDigest) || (version < 4 && count == full)
    }

    /// Looks at all octets, whatever the first ones are.
    @inline(never)
    static func areEqual(_ a: Span<UInt8>, at offset: Int, _ b: Span<UInt8>, count: Int) -> Bool {
        var difference: UInt8 = 0
        for index in 0..<count { difference |= a[offset + index] ^ b[index] }
        return difference == 0
    }
}
