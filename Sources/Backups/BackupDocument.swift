// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// A backup as one JSON document: what everybody may know, and the sealed rest.
///
/// ```
/// {"format": "gnomon-backup", "version": 1, "utcMilliseconds": …, "program": "…",
///  "key": {"kdf": "scrypt", "logRounds": 15, "blockSize": 8, "parallelism": 1, "salt": base64},
///  "cipher": "chacha20-poly1305", "sealed": base64 of nonce, ciphertext and tag}
/// ```
///
/// Sealed is the JSON of ``Content``. What stands before it is authenticated with it (RFC 8439, 2.8), in the form of
/// ``header``.
struct BackupDocument: Codable, Sendable {
    static let format = "gnomon-backup"
    static let newest = 1
    static let cipher = "chacha20-poly1305"
    /// No honest backup is larger: octets.
    static let largest = 8 << 20

    var format = Self.format
    var version = Self.newest
    var utcMilliseconds: Int64
    var program: String
    var key: BackupKey
    var cipher = Self.cipher
    var sealed: Data

    /// What is sealed.
    struct Content: Codable {
        var settings: Data
        var parts: [String: Data]
    }

    /// What is authenticated but not sealed: a line for each, in this order, so that no JSON writer matters.
    var header: [UInt8] {
        let lines = [format, "\(version)", "\(utcMilliseconds)", program, key.description, cipher]
        return Array(lines.map { "\($0.utf8.count) \($0)\n" }.joined().utf8)
    }

    // MARK: Octets

    var octets: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        // Plain values only: nothing in them can fail to be encoded.
        return Array((try? encoder.encode(self)) ?? Data())
    }

    private struct Label: Codable {
        var format: String
        var version: Int
    }

    init(octets: [UInt8]) throws(BackupFault) {
        guard octets.count <= Self.largest else { throw .notABackup("it is larger than \(Self.largest >> 20) MiB") }
        let (decoder, data) = (JSONDecoder(), Data(octets))
        guard let label = try? decoder.decode(Label.self, from: data), label.format == Self.format else {
            throw .notABackup("it does not say that it is one")
        }
        guard label.version <= Self.newest else { throw .tooNew(label.version) }
        guard let read = try? decoder.decode(Self.self, from: data), read.version == Self.newest else {
            throw .notABackup("something in it is missing")
        }
        guard read.cipher == Self.cipher, read.key.isBearable else {
            throw .notABackup("it is sealed in a way that this program does not know")
        }
        self = read
    }

    init(utcMilliseconds: Int64, program: String, key: BackupKey) {
        (self.utcMilliseconds, self.program, self.key, sealed) = (utcMilliseconds, program, key, Data())
    }
}
