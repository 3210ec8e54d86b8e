// SPDX-License-Identifier: Apache-2.0

import Crypto
import CryptoExtras
import FoundationEssentials

/// What is kept of a password: salt, cost and derived key, written as
/// `$scrypt$ln=15,r=8,p=1$<salt>$<key>` (the PHC string format; base64 without padding).
///
/// It is slow to check by intent: see ``ScryptCost``.
struct PasswordRecord: Hashable, Sendable {
    static let saltLength = 16
    static let keyLength = 32

    let cost: ScryptCost
    let salt: [UInt8]
    let key: [UInt8]

    /// Of a password. Takes its time; throws where memory is short.
    init(of password: String, cost: ScryptCost, salt: [UInt8]) throws {
        (self.cost, self.salt) = (cost, salt)
        key = try unsafe Self.derive(password, cost: cost, salt: salt).withUnsafeBytes { unsafe Array($0) }
    }

    /// One that no password fits, for names that no user has: it takes as long to check.
    init(fittingNothing random: RandomOctets, cost: ScryptCost) {
        (self.cost, salt, key) = (cost, random(Self.saltLength), random(Self.keyLength))
    }

    /// Whether the password is the one. Takes its time, the same for each answer; throws where memory is short.
    func fits(_ password: String) throws -> Bool {
        let isPossible = (1...PasswordRule.longest).contains(password.utf8.count)
        let derived = try Self.derive(isPossible ? password : "impossible", cost: cost, salt: salt)
        // The library compares keys in constant time.
        return derived == SymmetricKey(data: key) && isPossible
    }

    private static func derive(_ password: String, cost: ScryptCost, salt: [UInt8]) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: Array(password.utf8), salt: salt, outputByteCount: keyLength, rounds: cost.rounds,
            blockSize: cost.blockSize, parallelism: cost.parallelism)
    }
}

extension PasswordRecord: CustomStringConvertible {
    var description: String {
        let parameters = "ln=\(cost.logRounds),r=\(cost.blockSize),p=\(cost.parallelism)"
        return "$scrypt$\(parameters)$\(Base64.text(salt))$\(Base64.text(key))"
    }

    /// `nil` for anything but what ``description`` writes, with a cost within bounds.
    init?(_ text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt", let cost = ScryptCost(phc: parts[2]),
            let salt = Base64.octets(parts[3]), let key = Base64.octets(parts[4]),
            (Self.saltLength...64).contains(salt.count), key.count == Self.keyLength
        else { return nil }
        (self.cost, self.salt, self.key) = (cost, salt, key)
    }
}

extension ScryptCost {
    /// From `ln=15,r=8,p=1`.
    fileprivate init?(phc text: Substring) {
        let names = ["ln", "r", "p"]
        let values = zip(names, text.split(separator: ",", omittingEmptySubsequences: false)).compactMap {
            name, part in part.hasPrefix(name + "=") ? Int(part.dropFirst(name.count + 1)) : nil
        }
        guard values.count == 3, text.split(separator: ",").count == 3 else { return nil }
        self.init(logRounds: values[0], blockSize: values[1], parallelism: values[2])
    }
}
