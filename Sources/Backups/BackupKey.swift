// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import FoundationEssentials

/// How the key that seals a backup comes from a passphrase: scrypt (RFC 7914).
struct BackupKey: Codable, Hashable, Sendable, CustomStringConvertible {
    var kdf = Self.scrypt
    /// log₂ N.
    var logRounds: Int
    /// r.
    var blockSize: Int
    /// p.
    var parallelism: Int
    var salt: Data

    private static let scrypt = "scrypt"
    private static let saltLength = 16

    /// N = 2¹⁵, r = 8, p = 3: 32 MiB, and three times the work of a login. A backup lies about for longer than a session.
    init(logRounds: Int = 15, parallelism: Int = 3) {
        var generator = SystemRandomNumberGenerator()
        (self.logRounds, blockSize, self.parallelism) = (logRounds, 8, parallelism)
        salt = Data((0..<Self.saltLength).map { _ in .random(in: 0 ... .max, using: &generator) })
    }

    /// Whether the derivation is one that we know and that cannot exhaust the machine, whatever the file says.
    var isBearable: Bool {
        kdf == Self.scrypt && (10...16).contains(logRounds) && (1...8).contains(blockSize)
            && (1...4).contains(parallelism) && (8...64).contains(salt.count)
    }

    var description: String { "\(kdf) \(logRounds) \(blockSize) \(parallelism) \(salt.base64EncodedString())" }

    /// Takes a fraction of a second, by intent. Throws where memory is short.
    func derive(from passphrase: String) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Array(passphrase.utf8), salt: salt, outputByteCount: 32, rounds: 1 << logRounds, blockSize: blockSize,
            parallelism: parallelism)
    }
}
