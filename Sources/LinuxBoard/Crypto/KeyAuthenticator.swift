// SPDX-License-Identifier: Apache-2.0

public import NTP

/// Makes digests with a ring's keys by libcrypto: each AES key is scheduled once, each digest has one context. Nothing is
/// allocated by a digest. One serves one thread.
public final class KeyAuthenticator: MessageAuthenticator {
    public let ring: KeyRing
    /// By the keys' index; `nil` for what is no AES key.
    private let macs: [CMAC?]
    /// By the algorithms' raw values.
    private let digests: [Digest?]

    public init(_ ring: KeyRing) {
        self.ring = ring
        macs = ring.keys.map { key in
            guard key.algorithm.isCMAC, let mac = CMAC(keyCount: key.secretCount) else { return nil }
            return ring.withSecret(of: key) { mac.load($0) } ? mac : nil
        }
        let used = Set(ring.keys.map(\.algorithm))
        digests = KeyAlgorithm.allCases.map { used.contains($0) ? Digest($0) : nil }
    }

    /// The keys that cannot be used, since the library is missing or does not have their algorithm.
    public var unusable: [SymmetricKey] {
        ring.keys.filter { $0.algorithm.isCMAC ? macs[$0.index] == nil : digests[Int($0.algorithm.rawValue)] == nil }
    }

    public func key(_ id: UInt32) -> SymmetricKey? { ring.key(id) }

    public func digest(
        of message: Span<UInt8>, count: Int, with key: SymmetricKey, into digest: inout MutableSpan<UInt8>
    ) -> Int {
        guard key.algorithm.isCMAC else {
            guard let maker = digests[Int(key.algorithm.rawValue)] else { return 0 }
            return ring.withSecret(of: key) { secret in
                maker.make(key: secret, message: message, count: count, into: &digest)
            }
        }
        guard let made = macs[key.index]?.digest(message, 0..<count) else { return 0 }
        digest.setBlock(made, at: 0)
        return 16
    }
}

extension KeyAlgorithm {
    /// Whether it is AES-CMAC.
    var isCMAC: Bool { self == .aes128 || self == .aes256 }
}
