// SPDX-License-Identifier: Apache-2.0

/// What it takes to try one password (RFC 7914, section 2): about 2 · N · r · 128 octets moved, p times.
public struct ScryptCost: Hashable, Sendable {
    /// log₂ N, 10 ... 17.
    public let logRounds: Int
    /// r, 1 ... 16.
    public let blockSize: Int
    /// p, 1 ... 4.
    public let parallelism: Int

    /// `nil` out of range, or where it takes more than ``mostMemory``: a record in a file must not exhaust the box.
    public init?(logRounds: Int, blockSize: Int, parallelism: Int) {
        guard (10...17).contains(logRounds), (1...16).contains(blockSize), (1...4).contains(parallelism) else {
            return nil
        }
        (self.logRounds, self.blockSize, self.parallelism) = (logRounds, blockSize, parallelism)
        guard memory <= Self.mostMemory else { return nil }
    }

    private init(usual logRounds: Int) { (self.logRounds, blockSize, parallelism) = (logRounds, 8, 1) }

    /// N = 2¹⁵, r = 8, p = 1: 32 MiB, and 65 to 110 ms of one core of a present server (measured, release build); a
    /// small ARM board takes several times as long.
    public static let usual = ScryptCost(usual: 15)

    /// Octets; they are given back when the derivation ends.
    public var memory: Int { 128 * rounds * blockSize }
    static let mostMemory = 128 << 20

    var rounds: Int { 1 << logRounds }

    /// Whether it takes a guesser less than `other` does.
    func isLess(than other: Self) -> Bool { memory * parallelism < other.memory * other.parallelism }
}
