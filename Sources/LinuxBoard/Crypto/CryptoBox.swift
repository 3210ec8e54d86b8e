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
    private var random = [UInt8](repeating: 0, count: store)
    private var taken = store
    private static let store = 4_096

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
        var done = 0
        while done < octets.count {
            if taken == Self.store, !refill() { return false }
            let count = min(octets.count - done, Self.store - taken)
            give(count, to: &octets, at: done)
            (taken, done) = (taken + count, done + count)
        }
        return true
    }

    /// Each octet is given out once only.
    private func give(_ count: Int, to octets: inout MutableSpan<UInt8>, at offset: Int) {
        precondition(offset + count <= octets.count && taken + count <= Self.store)
        let start = taken
        unsafe octets.withUnsafeMutableBufferPointer { octets in
            unsafe random.withUnsafeMutableBufferPointer { random in
                guard let to = octets.baseAddress, let from = random.baseAddress else { return }
                unsafe (to + offset).update(from: from + start, count: count)
                unsafe (from + start).update(repeating: 0, count: count)
            }
        }
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
