// SPDX-License-Identifier: Apache-2.0

/// POLYVAL (RFC 8452, 3): a sum of products in GF(2¹²⁸), where bit i of a block, the first octet's lowest being bit 0,
/// is the coefficient of xⁱ. In constant time: only integer multiplication, no table and no branch on what is secret.
struct Polyval {
    private let factor: CarrylessFactor
    private(set) var sum: UInt128 = 0

    /// - Parameter key: 16 octets, the first the lowest.
    init(key: UInt128) { factor = CarrylessFactor(key) }

    mutating func add(_ block: UInt128) { sum = Self.reduce(factor.product(sum ^ block)) }

    /// Takes in octets, the last block of which is filled up with zeros.
    mutating func add(_ octets: Span<UInt8>) {
        let whole = octets.count & ~15
        for place in stride(from: 0, to: whole, by: 16) { add(octets.block(at: place).byteSwapped) }
        guard whole < octets.count else { return }
        var block: UInt128 = 0
        for index in whole..<octets.count { block |= UInt128(octets[index]) << UInt128(8 * (index - whole)) }
        add(block)
    }

    /// A product times x⁻¹²⁸ modulo x¹²⁸ + x¹²⁷ + x¹²⁶ + x¹²¹ + 1: twice, the lowest 64 bits are cancelled by a multiple
    /// of the modulus.
    private static func reduce(_ product: (low: UInt128, high: UInt128)) -> UInt128 {
        let first = UInt64(truncatingIfNeeded: product.low)
        let second = UInt64(truncatingIfNeeded: product.low >> 64) ^ first << 57 ^ first << 62 ^ first << 63
        let third = first ^ first >> 7 ^ first >> 2 ^ first >> 1 ^ second << 57 ^ second << 62 ^ second << 63
        let fourth = second ^ second >> 7 ^ second >> 2 ^ second >> 1
        return product.high ^ UInt128(third) ^ UInt128(fourth) << 64
    }
}

/// What is multiplied by again and again, without carries: its halves and their sum, each also reversed.
private struct CarrylessFactor {
    private let low: Half, high: Half, sum: Half

    private struct Half {
        let plain: UInt64, reversed: UInt64
        init(_ value: UInt64) { (plain, reversed) = (value, value.bitReversed) }

        /// 64 × 64 → 128 bits; the upper half is the lower one of the reversed factors.
        func product(_ other: UInt64) -> UInt128 {
            let upper = Self.lowProduct(reversed, other.bitReversed).bitReversed >> 1
            return UInt128(upper) << 64 | UInt128(Self.lowProduct(plain, other))
        }

        /// The lower 64 bits: each factor in four parts with three zeros between bits, where carries get lost.
        private static func lowProduct(_ a: UInt64, _ b: UInt64) -> UInt64 {
            let (m0, m1, m2, m3): (UInt64, UInt64, UInt64, UInt64) = (
                0x1111_1111_1111_1111, 0x2222_2222_2222_2222, 0x4444_4444_4444_4444, 0x8888_8888_8888_8888
            )
            let (a0, a1, a2, a3) = (a & m0, a & m1, a & m2, a & m3)
            let (b0, b1, b2, b3) = (b & m0, b & m1, b & m2, b & m3)
            let p0 = a0 &* b0 ^ a1 &* b3 ^ a2 &* b2 ^ a3 &* b1
            let p1 = a0 &* b1 ^ a1 &* b0 ^ a2 &* b3 ^ a3 &* b2
            let p2 = a0 &* b2 ^ a1 &* b1 ^ a2 &* b0 ^ a3 &* b3
            let p3 = a0 &* b3 ^ a1 &* b2 ^ a2 &* b1 ^ a3 &* b0
            return p0 & m0 | p1 & m1 | p2 & m2 | p3 & m3
        }
    }

    init(_ factor: UInt128) {
        let (lower, upper) = (UInt64(truncatingIfNeeded: factor), UInt64(truncatingIfNeeded: factor >> 64))
        (low, high, sum) = (Half(lower), Half(upper), Half(lower ^ upper))
    }

    /// 128 × 128 → 256 bits, by Karatsuba's three products.
    func product(_ other: UInt128) -> (low: UInt128, high: UInt128) {
        let (lower, upper) = (UInt64(truncatingIfNeeded: other), UInt64(truncatingIfNeeded: other >> 64))
        let (bottom, top) = (low.product(lower), high.product(upper))
        let middle = sum.product(lower ^ upper) ^ bottom ^ top
        return (bottom ^ middle << 64, top ^ middle >> 64)
    }
}

extension UInt64 {
    fileprivate var bitReversed: UInt64 {
        var bits = byteSwapped
        bits = bits >> 4 & 0x0F0F_0F0F_0F0F_0F0F | (bits & 0x0F0F_0F0F_0F0F_0F0F) << 4
        bits = bits >> 2 & 0x3333_3333_3333_3333 | (bits & 0x3333_3333_3333_3333) << 2
        return bits >> 1 & 0x5555_5555_5555_5555 | (bits & 0x5555_5555_5555_5555) << 1
    }
}
