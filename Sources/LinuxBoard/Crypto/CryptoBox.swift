// SPDX-License-Identifier: Apache-2.0

import CLibcrypto
public import NTP

/// The authenticated encryption of NTS by libcrypto. All contexts are made with it; then neither a key nor a message
/// allocates anything. One serves one thread.
public final class CryptoBox: AuthenticatedCipher {
    /// By ``CipherSlot``.
    private let sivs: [SIV]
    private let gcms: [GCMSIV]
    private var loaded: InlineArray<5, AEADAlgorithm?> = InlineArray(repeating: nil)
    /// Random octets not given out yet, so that not each needs a call of the library.
    private var random = [UInt8](repeating: 0, count: 1024)
    private var taken = 1024

    /// `nil` where libcrypto cannot be had; ``CryptoLibrary/impediment`` tells why.
    public init?() {
        let sivs = CipherSlot.allCases.compactMap { _ in SIV() }
        let gcms = CipherSlot.allCases.compactMap { _ in GCMSIV() }
        guard sivs.count == CipherSlot.allCases.count, gcms.count == sivs.count else { return nil }
        (self.sivs, self.gcms) = (sivs, gcms)
    }

    public func supports(_ algorithm: AEADAlgorithm) -> Bool { true }

    public func load(_ key: Span<UInt8>, for algorithm: AEADAlgorithm, into slot: CipherSlot) -> Bool {
        let isLoaded =
            switch algorithm {
            case .aesSIVCMAC256: sivs[slot.rawValue].load(key)
            case .aes128GCMSIV: gcms[slot.rawValue].load(key)
            }
        loaded[slot.rawValue] = isLoaded ? algorithm : nil
        return isLoaded
    }

    public func seal(
        _ plaintext: Span<UInt8>, nonce: Span<UInt8>, associated: Span<UInt8>, with slot: CipherSlot,
        into ciphertext: inout MutableSpan<UInt8>
    ) -> Int {
        let isSealed: Bool
        switch loaded[slot.rawValue] {
        case .aesSIVCMAC256:
            let siv = sivs[slot.rawValue]
            siv.begin()
            isSealed = siv.absorb(associated) && siv.absorb(nonce) && siv.seal(plaintext, into: &ciphertext)
        case .aes128GCMSIV:
            isSealed = gcms[slot.rawValue].seal(plaintext, nonce: nonce, associated: associated, into: &ciphertext)
        case nil: return 0
        }
        return isSealed ? plaintext.count + AEADAlgorithm.tagCount : 0
    }

    public func open(
        _ ciphertext: Span<UInt8>, nonce: Span<UInt8>, associated: Span<UInt8>, with slot: CipherSlot,
        into plaintext: inout MutableSpan<UInt8>
    ) -> Int? {
        let isOpened: Bool
        switch loaded[slot.rawValue] {
        case .aesSIVCMAC256:
            let siv = sivs[slot.rawValue]
            siv.begin()
            isOpened = siv.absorb(associated) && siv.absorb(nonce) && siv.open(ciphertext, into: &plaintext)
        case .aes128GCMSIV:
            isOpened = gcms[slot.rawValue].open(ciphertext, nonce: nonce, associated: associated, into: &plaintext)
        case nil: return nil
        }
        return isOpened ? ciphertext.count - AEADAlgorithm.tagCount : nil
    }

    public func fillRandomly(_ octets: inout MutableSpan<UInt8>) -> Bool {
        for index in octets.indices {
            if taken == random.count, !refill() { return false }
            // Given out once only.
            (octets[index], random[taken]) = (random[taken], 0)
            taken += 1
        }
        return true
    }

    private func refill() -> Bool {
        let result = unsafe random.withUnsafeMutableBufferPointer {
            guard let base = $0.baseAddress else { return Int32(-1) }
            return unsafe clibcrypto_random(base, $0.count)
        }
        guard result == 0 else { return false }
        taken = 0
        return true
    }
}
