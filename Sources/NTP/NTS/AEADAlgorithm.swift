// SPDX-License-Identifier: Apache-2.0

/// How NTS encrypts and authenticates (RFC 8915, 5.1): the algorithms that are known here, by their numbers in IANA's
/// registry of authenticated encryption with associated data (RFC 5116).
public enum AEADAlgorithm: UInt16, Sendable, BitwiseCopyable, CaseIterable {
    /// AEAD_AES_SIV_CMAC_256 (RFC 5297), which every NTS server and client must have.
    case aesSIVCMAC256 = 15
    /// AEAD_AES_128_GCM_SIV (RFC 8452), whose keys and so whose cookies are shorter.
    case aes128GCMSIV = 30

    /// Octets of a key.
    public var keyCount: Int { self == .aesSIVCMAC256 ? 32 : 16 }
    /// Octets of the nonces that are made here; as many as RFC 8452 demands, and any number for the other.
    public var nonceCount: Int { self == .aesSIVCMAC256 ? 16 : 12 }
    /// Octets by which a ciphertext is longer than its plaintext.
    public static let tagCount = 16

    /// Whether a nonce of so many octets is one of its own.
    func accepts(nonceCount count: Int) -> Bool { self == .aesSIVCMAC256 ? count > 0 : count == nonceCount }

    /// As the registry writes it.
    public var name: String {
        switch self {
        case .aesSIVCMAC256: "AEAD_AES_SIV_CMAC_256"
        case .aes128GCMSIV: "AEAD_AES_128_GCM_SIV"
        }
    }
}
