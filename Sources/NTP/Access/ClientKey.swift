// SPDX-License-Identifier: Apache-2.0

/// Who counts as one client: an IPv4 address, or an IPv6 network of 64 bits, in which one machine may use whatever
/// addresses it likes. With a hash that nobody outside can foresee.
public struct ClientKey: Hashable, Sendable, BitwiseCopyable {
    /// Of IPv6 the first 64 bits; of IPv4 the address below 32 ones, which as IPv6 were a multicast group and sends
    /// nothing.
    public let network: UInt64
    public let hash: UInt64

    /// - Parameters:
    ///   - address: an IPv6 number, or IPv4 in its mapped form.
    ///   - secret: the same wherever hashes are to be compared.
    public init(_ address: UInt128, secret: HashSecret) {
        let isV4 = address >> 32 == 0xFFFF
        network =
            isV4
            ? 0xFFFF_FFFF_0000_0000 | UInt64(truncatingIfNeeded: address)
            : UInt64(truncatingIfNeeded: address >> 64)
        hash = secret.hash(network)
    }
}

/// The key of SipHash-2-4 (Aumasson and Bernstein, 2012), drawn by chance at start and told to nobody: who does not
/// know it cannot find addresses that share a place.
public struct HashSecret: Sendable, BitwiseCopyable {
    private let low, high: UInt64

    public init(_ low: UInt64, _ high: UInt64) { (self.low, self.high) = (low, high) }

    /// Of the word's eight octets, the least significant first.
    public func hash(_ word: UInt64) -> UInt64 {
        var state = State(low, high)
        state.absorb(word)
        // The length in octets, above no more octets.
        state.absorb(8 << 56)
        return state.finish()
    }

    /// All of it inlined: a hash is a hundred instructions, and as many more where its parts are called.
    private struct State {
        var a, b, c, d: UInt64

        init(_ low: UInt64, _ high: UInt64) {
            a = low ^ 0x736F_6D65_7073_6575
            b = high ^ 0x646F_7261_6E64_6F6D
            c = low ^ 0x6C79_6765_6E65_7261
            d = high ^ 0x7465_6462_7974_6573
        }

        @inline(__always)
        mutating func absorb(_ word: UInt64) {
            d ^= word
            round()
            round()
            a ^= word
        }

        @inline(__always)
        mutating func finish() -> UInt64 {
            c ^= 0xFF
            for _ in 0..<4 { round() }
            return a ^ b ^ c ^ d
        }

        @inline(__always)
        private mutating func round() {
            a &+= b
            b = Self.rotate(b, 13) ^ a
            a = Self.rotate(a, 32)
            c &+= d
            d = Self.rotate(d, 16) ^ c
            a &+= d
            d = Self.rotate(d, 21) ^ a
            c &+= b
            b = Self.rotate(b, 17) ^ c
            c = Self.rotate(c, 32)
        }

        private static func rotate(_ word: UInt64, _ bits: UInt64) -> UInt64 {
            word &<< bits | word &>> (64 &- bits)
        }
    }
}
