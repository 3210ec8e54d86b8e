// SPDX-License-Identifier: Apache-2.0

/// AEAD_AES_128_GCM_SIV (RFC 8452): POLYVAL, and AES in counter mode. Composed here, since OpenSSL has it from 3.2 on
/// only.
final class GCMSIV {
    static let (keyCount, nonceCount) = (16, 12)

    /// With the key itself, from which each nonce's are derived.
    private let deriving: BlockCipher
    /// With the nonce's encryption key.
    private let encrypting: BlockCipher

    init?() {
        guard let deriving = BlockCipher(.separate, keyCount: 16), let other = BlockCipher(.separate, keyCount: 16)
        else { return nil }
        (self.deriving, encrypting) = (deriving, other)
    }

    func load(_ key: Span<UInt8>) -> Bool { key.count == Self.keyCount && deriving.load(key) }

    /// Writes the encrypted plaintext and then 16 octets of tag. `false` where the library fails, the nonce has a wrong
    /// length or the room is too small.
    func seal(
        _ plaintext: Span<UInt8>, nonce: Span<UInt8>, associated: Span<UInt8>,
        into ciphertext: inout MutableSpan<UInt8>
    ) -> Bool {
        let count = plaintext.count
        guard ciphertext.count - 16 >= count, let hash = begin(nonce),
            let tag = tag(hash, plaintext, nonce, associated),
            encrypt(plaintext, count, tag, into: &ciphertext)
        else { return false }
        ciphertext.setBlock(tag, at: count)
        return true
    }

    /// Writes the plaintext. `false` where it is not authentic; what was written is then gone.
    func open(
        _ ciphertext: Span<UInt8>, nonce: Span<UInt8>, associated: Span<UInt8>,
        into plaintext: inout MutableSpan<UInt8>
    ) -> Bool {
        let count = ciphertext.count - 16
        guard count >= 0, plaintext.count >= count, let hash = begin(nonce) else { return false }
        let received = ciphertext.block(at: count)
        guard encrypt(ciphertext, count, received, into: &plaintext) else { return false }
        let made = tag(hash, plaintext.span.extracting(0..<count), nonce, associated)
        // One comparison of 16 octets at once: its time tells nothing of where they differ.
        if let made, made ^ received == 0 { return true }
        for index in 0..<count { plaintext[index] = 0 }
        return false
    }

    /// Derives the nonce's keys (RFC 8452, 4): the first halves of four blocks of counter and nonce.
    private func begin(_ nonce: Span<UInt8>) -> Polyval? {
        guard nonce.count == Self.nonceCount else { return nil }
        for number in 0..<4 {
            deriving.setBlock(UInt128(number) << 120, at: 16 * number)
            for index in 0..<12 { deriving[16 * number + 4 + index] = nonce[index] }
        }
        guard deriving.run(64) else { return nil }
        var key = InlineArray<16, UInt8>(repeating: 0)
        for index in 0..<16 { key[index] = deriving[(index < 8 ? 32 : 40) + index] }
        guard encrypting.load(key.span) else { return nil }
        let (first, second) = (deriving.block(at: 0) >> 64, deriving.block(at: 16) >> 64)
        return Polyval(key: (first << 64 | second).byteSwapped)
    }

    private func tag(
        _ hash: Polyval, _ plaintext: Span<UInt8>, _ nonce: Span<UInt8>, _ associated: Span<UInt8>
    ) -> UInt128? {
        var hash = hash
        hash.add(associated)
        hash.add(plaintext)
        hash.add(UInt128(8 * associated.count) | UInt128(8 * plaintext.count) << 64)
        encrypting.setBlock(hash.sum.byteSwapped, at: 0)
        for index in 0..<12 { encrypting[index] ^= nonce[index] }
        encrypting[15] &= 0x7F
        return encrypting.run(16) ? encrypting.block(at: 0) : nil
    }

    /// Counter mode from the tag on, whose first four octets count, the first the lowest (RFC 8452, 4).
    private func encrypt(
        _ octets: Span<UInt8>, _ count: Int, _ tag: UInt128, into made: inout MutableSpan<UInt8>
    ) -> Bool {
        let rest = (tag << 32) >> 32 | 0x80
        var (number, done) = (UInt32(truncatingIfNeeded: tag >> 96).byteSwapped, 0)
        while done < count {
            let piece = min(BlockCipher.workCount, count - done)
            let whole = (piece + 15) & ~15
            for place in stride(from: 0, to: whole, by: 16) {
                encrypting.setBlock(UInt128(number.byteSwapped) << 96 | rest, at: place)
                number &+= 1
            }
            guard encrypting.run(whole) else { return false }
            encrypting.add(piece, octets, from: done, into: &made, at: done)
            done += piece
        }
        return true
    }
}
