// SPDX-License-Identifier: Apache-2.0

/// How many different clients, in 4 KiB whatever their number: HyperLogLog (Flajolet, Fusy, Gandouet, Meunier, 2007)
/// with 4,096 registers. The standard error is 1.04/√4096 = 1.6 %; small numbers are nearly exact.
///
/// Sketches of one secret merge into that of all clients that any of them has seen, each counted once.
public struct ClientSketch: Sendable, BitwiseCopyable {
    public static let registers = 4_096
    /// Bits of a hash that are left when the register is chosen.
    private static var rest: Int { 52 }

    /// Eight registers in each word: the longest run of leading zeros in what was left, and one.
    private var words: InlineArray<512, UInt64>

    public init() { words = InlineArray(repeating: 0) }

    public var isEmpty: Bool { words.indices.allSatisfy { words[$0] == 0 } }

    public mutating func note(_ client: ClientKey) { note(hash: client.hash) }

    /// - Parameter hash: 64 bits, each as likely 0 as 1.
    public mutating func note(hash: UInt64) {
        let register = Int(truncatingIfNeeded: hash >> UInt64(Self.rest))
        let run = UInt64((hash << 12).leadingZeroBitCount)
        let rank = min(run, UInt64(Self.rest)) &+ 1
        let (index, shift) = (register >> 3, UInt64(register & 7) &* 8)
        let word = words[index]
        guard word >> shift & 0xFF < rank else { return }
        words[index] = word & ~(0xFF << shift) | rank << shift
    }

    /// Takes in whom the other has seen.
    public mutating func merge(_ other: ClientSketch) {
        for index in words.indices where words[index] != other.words[index] {
            words[index] = Self.larger(words[index], other.words[index])
        }
    }

    /// Octet by octet. None is above 53, so that a difference does not borrow from its neighbour's highest bit.
    private static func larger(_ a: UInt64, _ b: UInt64) -> UInt64 {
        let high: UInt64 = 0x8080_8080_8080_8080
        // Highest bit set where a is at least b; then all bits of that octet.
        let isLarger = (((a | high) &- b) & high) >> 7 &* 0xFF
        return a & isLarger | b & ~isLarger
    }

    /// How many different clients, estimated as Ertl has it ("New cardinality estimation algorithms for HyperLogLog
    /// sketches", 2017, algorithm 6), which is right for all numbers alike without tables.
    public var estimate: Double {
        var counts = [Int](repeating: 0, count: Self.rest + 2)
        for index in words.indices {
            for shift in stride(from: UInt64(0), to: 64, by: 8) { counts[Int(words[index] >> shift & 0xFF)] += 1 }
        }
        let m = Double(Self.registers)
        var sum = m * Self.tau(1 - Double(counts[Self.rest + 1]) / m)
        for rank in stride(from: Self.rest, through: 1, by: -1) { sum = 0.5 * (sum + Double(counts[rank])) }
        sum += m * Self.sigma(Double(counts[0]) / m)
        // m² ÷ 2 ln 2.
        return m * m * 0.721_347_520_444_481_7 / sum
    }

    /// x + Σ x^(2^k) · 2^(k−1); infinite at 1, where nobody was seen.
    private static func sigma(_ x: Double) -> Double {
        guard x < 1 else { return .infinity }
        var (power, weight, sum, before) = (x, 1.0, x, -1.0)
        while sum != before {
            power *= power
            before = sum
            sum += power * weight
            weight += weight
        }
        return sum
    }

    /// ⅓ (1 − x − Σ (1 − x^(2^−k))² · 2^−k)
    private static func tau(_ x: Double) -> Double {
        guard x > 0, x < 1 else { return 0 }
        var (root, weight, sum, before) = (x, 1.0, 1 - x, -1.0)
        while sum != before {
            root = root.squareRoot()
            before = sum
            weight *= 0.5
            sum -= (1 - root) * (1 - root) * weight
        }
        return sum / 3
    }
}
