// SPDX-License-Identifier: Apache-2.0

/// The master keys that cookies are sealed with: the newest makes them, older ones still open those that they made. They
/// are in no description.
public struct CookieKeys: Hashable, Sendable, CustomStringConvertible, CustomReflectable {
    /// How many are kept: the newest and the two before.
    public static let most = 3
    /// Octets of each, of ``AEADAlgorithm/aesSIVCMAC256``.
    public static let keyCount = 32

    public struct Key: Hashable, Sendable {
        /// Which one a cookie names; different in all keys that are kept.
        public let id: UInt32
        /// When it was made, in seconds since 1970, UTC.
        public let made: Int64
        let octets: [UInt8]

        /// `nil` for a wrong number of octets.
        public init?(id: UInt32, made: Int64, octets: [UInt8]) {
            guard octets.count == CookieKeys.keyCount else { return nil }
            (self.id, self.made, self.octets) = (id, made, octets)
        }

        /// Lends the secret octets.
        public func withOctets<Result>(_ body: (Span<UInt8>) -> Result) -> Result { body(octets.span) }
    }

    /// The newest first.
    public private(set) var keys: [Key] = []

    public init() {}

    public var description: String { "\(keys.count) master keys" }
    public var customMirror: Mirror { Mirror(self, children: ["ids": keys.map(\.id)]) }

    /// Which cookies are made with.
    public var newest: Key? { keys.first }

    /// Takes in a newer one; what is one too many is forgotten, and so is another of the same number.
    public mutating func add(_ key: Key) {
        keys.removeAll { $0.id == key.id }
        keys.insert(key, at: 0)
        if keys.count > Self.most { keys.removeLast(keys.count - Self.most) }
    }

    /// The number after the newest's.
    public var nextID: UInt32 { (keys.first?.id ?? 0) &+ 1 }
}
