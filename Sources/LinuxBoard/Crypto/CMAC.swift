// SPDX-License-Identifier: Apache-2.0

/// AES-CMAC (RFC 4493; NIST SP 800-38B) of one key at a time.
///
/// It runs libcrypto's CBC without ever setting it back: the last run's last block, which the first block of the next is
/// added to, is known and taken out again. So a digest is one call of the library.
final class CMAC {
    private let cipher: BlockCipher
    /// What CBC adds to the next block.
    private var chain: UInt128 = 0
    /// What the last block is masked with: where it is whole, and where it was padded.
    private var masks: (whole: UInt128, padded: UInt128) = (0, 0)

    /// - Parameter keyCount: 16 or 32 octets.
    init?(keyCount: Int) {
        guard let cipher = BlockCipher(.chained, keyCount: keyCount) else { return nil }
        self.cipher = cipher
    }

    /// Takes its key from `offset` on.
    func load(_ key: Span<UInt8>, at offset: Int = 0) -> Bool {
        guard cipher.load(key, at: offset) else { return false }
        chain = 0
        cipher.setBlock(0, at: 0)
        guard run(16) else { return false }
        masks.whole = chain.doubled
        masks.padded = masks.whole.doubled
        return true
    }

    /// The digest of `message`.
    ///
    /// - Parameter end: is added to the last 16 octets before, where there are as many (RFC 5297's `xorend`).
    /// - Returns: 16 octets, the first the highest; `nil` where the library fails.
    func digest(_ message: Span<UInt8>, _ range: Range<Int>, addingToEnd end: UInt128 = 0) -> UInt128? {
        precondition(end == 0 || range.count >= 16)
        var start = range.lowerBound
        isContinuing = false
        // What must not be in the last piece: all but whole pieces, and never the last 32 octets, so that `end` meets it.
        while range.upperBound - start > BlockCipher.workCount - 32 {
            let count = min(BlockCipher.workCount, (range.upperBound - start - 32) & ~15)
            cipher.put(message, start..<start + count)
            guard run(count) else { return nil }
            chain = cipher.block(at: count - 16)
            isContinuing = true
            start += count
        }
        return finish(message, start..<range.upperBound, end)
    }

    /// The digest of one block.
    func digest(block: UInt128) -> UInt128? {
        cipher.setBlock(block ^ masks.whole, at: 0)
        return run(16) ? chain : nil
    }

    /// Whether the next run goes on with the message of the run before.
    private var isContinuing = false

    private func finish(_ message: Span<UInt8>, _ range: Range<Int>, _ end: UInt128) -> UInt128? {
        let count = range.count
        let isWhole = count > 0 && count % 16 == 0
        let padded = isWhole ? count : (count & ~15) + 16
        // What of the last block the message does not fill.
        if !isWhole { cipher.setBlock(0, at: padded - 16) }
        cipher.put(message, range)
        if end != 0 { cipher.setBlock(cipher.block(at: count - 16) ^ end, at: count - 16) }
        if !isWhole { cipher[count] = 0x80 }
        let mask = isWhole ? masks.whole : masks.padded
        cipher.setBlock(cipher.block(at: padded - 16) ^ mask, at: padded - 16)
        return run(padded) ? chain : nil
    }

    private func run(_ count: Int) -> Bool {
        if !isContinuing { cipher.setBlock(cipher.block(at: 0) ^ chain, at: 0) }
        isContinuing = false
        guard cipher.run(count) else { return false }
        chain = cipher.block(at: count - 16)
        return true
    }
}

extension UInt128 {
    /// Times x in GF(2¹²⁸) as CMAC and SIV have it (RFC 5297, 2.3), in constant time.
    var doubled: UInt128 { self << 1 ^ (0 &- (self >> 127)) & 0x87 }
}
