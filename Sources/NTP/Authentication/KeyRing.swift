// SPDX-License-Identifier: Apache-2.0

/// A key as the ring knows it: all but its secret.
public struct SymmetricKey: Hashable, Sendable, BitwiseCopyable {
    /// 1...65,535, as both sides know it.
    public let id: UInt16
    public let algorithm: KeyAlgorithm
    /// Which key of the ring it is, from 0: where an authenticator keeps what it has prepared for it.
    public internal(set) var index: Int
    /// Of its secret within the ring's block.
    let offset: Int
    /// Octets of its secret.
    public let secretCount: Int

    /// Whether it can be guessed or forged with some effort: by its algorithm, or for having fewer than 80 bits.
    public var isWeak: Bool { algorithm.isWeak || secretCount < 10 }
}

/// Symmetric keys by their numbers. Its secrets lie in one block and are lent, never copied, so that looking a key up
/// allocates nothing; they are in no description of it.
public struct KeyRing: Sendable, CustomStringConvertible, CustomReflectable {
    /// In order of their numbers.
    public private(set) var keys: [SymmetricKey] = []
    private var secrets: [UInt8] = []

    public init() {}

    public var isEmpty: Bool { keys.isEmpty }
    public var count: Int { keys.count }

    public var description: String { "\(keys.count) keys" }
    public var customMirror: Mirror { Mirror(self, children: ["keys": keys]) }

    /// Why a key was not taken in.
    public enum Fault: Error, Hashable, Sendable {
        /// Not in 1...65,535.
        case number
        case duplicate
        /// Not as many octets as the algorithm needs, or none.
        case length(needed: Int?)
    }

    public mutating func add(id: Int, algorithm: KeyAlgorithm, secret: [UInt8]) throws(Fault) {
        guard let number = UInt16(exactly: id), number > 0 else { throw .number }
        let place = place(of: number)
        guard place == keys.count || keys[place].id != number else { throw .duplicate }
        guard !secret.isEmpty, algorithm.secretCount ?? secret.count == secret.count else {
            throw .length(needed: algorithm.secretCount)
        }
        let key = SymmetricKey(
            id: number, algorithm: algorithm, index: place, offset: secrets.count, secretCount: secret.count)
        secrets += secret
        keys.insert(key, at: place)
        for index in place + 1..<keys.count { keys[index].index = index }
    }

    /// The key of that number on the wire; there is none of 0.
    public func key(_ id: UInt32) -> SymmetricKey? {
        guard let number = UInt16(exactly: id) else { return nil }
        let place = place(of: number)
        return place < keys.count && keys[place].id == number ? keys[place] : nil
    }

    /// Lends the secret octets of a key of this ring.
    public func withSecret<Result>(of key: SymmetricKey, _ body: (Span<UInt8>) -> Result) -> Result {
        body(secrets.span.extracting(key.offset..<key.offset + key.secretCount))
    }

    /// Of the first key whose number is not smaller.
    private func place(of id: UInt16) -> Int {
        var (low, high) = (0, keys.count)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle].id < id { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
