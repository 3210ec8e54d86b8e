// SPDX-License-Identifier: Apache-2.0

/// Seals and opens with associated data. The arithmetic is a library's, on a floor above; one serves one thread, and
/// neither a key nor a message allocates anything.
public protocol AuthenticatedCipher: AnyObject {
    /// Whether the algorithm can be had.
    func supports(_ algorithm: AEADAlgorithm) -> Bool

    /// Prepares a key for use in one of ``CipherSlot``'s places; the key there before is forgotten.
    /// - Returns: `false` where it has the wrong length or the algorithm cannot be had: the place is then empty.
    func load(_ key: Span<UInt8>, for algorithm: AEADAlgorithm, into slot: CipherSlot) -> Bool

    /// Writes the ciphertext, which has 16 octets more than the plaintext, to the beginning of `ciphertext`.
    /// - Returns: how many octets it has; 0 where the place is empty, the nonce of a wrong length or the room too small.
    func seal(
        _ plaintext: Span<UInt8>, nonce: Span<UInt8>, associated: Span<UInt8>, with slot: CipherSlot,
        into ciphertext: inout MutableSpan<UInt8>
    ) -> Int

    /// Writes the plaintext to the beginning of `plaintext`, where it is authentic.
    /// - Returns: how many octets it has; `nil` where it is not authentic, or as in ``seal(_:nonce:associated:with:into:)``.
    func open(
        _ ciphertext: Span<UInt8>, nonce: Span<UInt8>, associated: Span<UInt8>, with slot: CipherSlot,
        into plaintext: inout MutableSpan<UInt8>
    ) -> Int?

    /// Fills all of it with octets that nobody can foretell. `false` where there are none.
    func fillRandomly(_ octets: inout MutableSpan<UInt8>) -> Bool
}

/// Where a cipher keeps a prepared key.
public enum CipherSlot: Int, Sendable, BitwiseCopyable, CaseIterable {
    /// Master keys of cookies, which live long.
    case firstMaster, secondMaster, thirdMaster
    /// The keys of the client that is being served.
    case clientToServer, serverToClient
}
