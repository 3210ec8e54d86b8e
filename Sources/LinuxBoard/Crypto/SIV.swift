// SPDX-License-Identifier: Apache-2.0

/// AEAD_AES_SIV_CMAC_256 (RFC 5297): S2V out of AES-CMAC, and AES in counter mode.
///
/// Composed here, since OpenSSL's own AES-SIV fails on the empty plaintext that each request of NTS has.
final class SIV {
    static let keyCount = 32

    private let mac: CMAC
    private let counter: BlockCipher
    /// The counter mode's half of the key, which is not needed to check what has no plaintext.
    private var counterKey = InlineArray<16, UInt8>(repeating: 0)
    private var isCounterLoaded = false
    /// S2V's beginning, the digest of a block of zeros.
    private var start: UInt128 = 0
    /// The digest of no octets, which each cookie has for its associated data; made when it is needed first.
    private var nothing: UInt128?
    /// S2V so far.
    private var sum: UInt128 = 0

    init?() {
        guard let mac = CMAC(keyCount: 16), let counter = BlockCipher(.separate, keyCount: 16) else { return nil }
        (self.mac, self.counter) = (mac, counter)
    }

    func load(_ key: Span<UInt8>) -> Bool {
        guard key.count == Self.keyCount, mac.load(key), let zeros = mac.digest(block: 0) else { return false }
        for index in 0..<16 { counterKey[index] = key[16 + index] }
        (start, nothing, isCounterLoaded) = (zeros, nil, false)
        begin()
        return true
    }

    /// Begins a message's S2V.
    func begin() { sum = start }

    /// Takes in one string of associated data; a nonce is the last of them (RFC 5297, 3).
    func absorb(_ associated: Span<UInt8>) -> Bool {
        guard let digest = digest(associated) else { return false }
        sum = sum.doubled ^ digest
        return true
    }

    private func digest(_ associated: Span<UInt8>) -> UInt128? {
        guard associated.isEmpty else { return mac.digest(associated, 0..<associated.count) }
        if nothing == nil { nothing = mac.digest(associated, 0..<0) }
        return nothing
    }

    /// Writes 16 octets of synthetic IV and then the encrypted plaintext. `false` where the library fails or the room is
    /// too small.
    func seal(_ plaintext: Span<UInt8>, into ciphertext: inout MutableSpan<UInt8>) -> Bool {
        guard ciphertext.count - 16 >= plaintext.count, let vector = close(plaintext) else { return false }
        ciphertext.setBlock(vector, at: 0)
        return encrypt(plaintext, from: 0, vector, into: &ciphertext, at: 16)
    }

    /// Writes the plaintext. `false` where it is not authentic; what was written is then gone.
    func open(_ ciphertext: Span<UInt8>, into plaintext: inout MutableSpan<UInt8>) -> Bool {
        let count = ciphertext.count - 16
        guard count >= 0, plaintext.count >= count else { return false }
        let vector = ciphertext.block(at: 0)
        guard encrypt(ciphertext, from: 16, vector, into: &plaintext, at: 0) else { return false }
        let made = close(plaintext.span.extracting(0..<count))
        // One comparison of 16 octets at once: its time tells nothing of where they differ.
        if let made, made ^ vector == 0 { return true }
        for index in 0..<count { plaintext[index] = 0 }
        return false
    }

    /// S2V's end, with the plaintext as the last string.
    private func close(_ plaintext: Span<UInt8>) -> UInt128? {
        let count = plaintext.count
        if count >= 16 { return mac.digest(plaintext, 0..<count, addingToEnd: sum) }
        var padded: UInt128 = 0x80 << UInt128(120 - 8 * count)
        for index in 0..<count { padded |= UInt128(plaintext[index]) << UInt128(120 - 8 * index) }
        return mac.digest(block: sum.doubled ^ padded)
    }

    /// Counter mode from the synthetic IV on, two bits of which are left out (RFC 5297, 2.5).
    private func encrypt(
        _ octets: Span<UInt8>, from start: Int, _ vector: UInt128, into made: inout MutableSpan<UInt8>, at offset: Int
    ) -> Bool {
        let count = octets.count - start
        if count == 0 { return true }
        guard isCounterLoaded || counter.load(counterKey.span) else { return false }
        isCounterLoaded = true
        var (block, done) = (vector & ~(1 << 63 | 1 << 31), 0)
        while done < count {
            let piece = min(BlockCipher.workCount, count - done)
            let whole = (piece + 15) & ~15
            for place in stride(from: 0, to: whole, by: 16) {
                counter.setBlock(block, at: place)
                block &+= 1
            }
            guard counter.run(whole) else { return false }
            counter.add(piece, octets, from: start + done, into: &made, at: offset + done)
            done += piece
        }
        return true
    }
}
