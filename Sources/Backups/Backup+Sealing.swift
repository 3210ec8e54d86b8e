// SPDX-License-Identifier: Apache-2.0

import Crypto
import FoundationEssentials

extension Backup {
    /// Octets of UTF-8.
    public static let shortestPassphrase = 8

    /// As one file. All but when it was made and by which program is sealed: a URL in the configuration may be a secret as
    /// well as a password's hash. Takes a fraction of a second.
    public func sealed(by passphrase: String) throws(BackupFault) -> [UInt8] { try sealed(by: passphrase, BackupKey()) }

    func sealed(by passphrase: String, _ key: BackupKey) throws(BackupFault) -> [UInt8] {
        guard passphrase.utf8.count >= Self.shortestPassphrase else { throw .weakPassphrase }
        var document = BackupDocument(utcMilliseconds: utcMilliseconds, program: program, key: key)
        let content = BackupDocument.Content(settings: Data(settings), parts: parts.mapValues { Data($0) })
        do {
            let key = try document.key.derive(from: passphrase)
            let plain = try JSONEncoder().encode(content)
            document.sealed = try ChaChaPoly.seal(plain, using: key, authenticating: document.header).combined
        } catch {
            throw .refused(part: "the backup", reason: "it could not be sealed: \(error)")
        }
        guard document.octets.count <= BackupDocument.largest else {
            throw .refused(part: "the backup", reason: "it would be larger than \(BackupDocument.largest >> 20) MiB")
        }
        return document.octets
    }

    /// Of a file that ``sealed(by:)`` made. Whatever the octets are, the answer is a backup or the reason why not.
    public init(opening octets: [UInt8], by passphrase: String) throws(BackupFault) {
        let document = try BackupDocument(octets: octets)
        guard let key = try? document.key.derive(from: passphrase),
            let box = try? ChaChaPoly.SealedBox(combined: document.sealed),
            let plain = try? ChaChaPoly.open(box, using: key, authenticating: document.header)
        else { throw .notOpened }
        guard let content = try? JSONDecoder().decode(BackupDocument.Content.self, from: plain) else {
            throw .notABackup("its content cannot be read")
        }
        self.init(
            utcMilliseconds: document.utcMilliseconds, program: document.program, settings: Array(content.settings),
            parts: content.parts.mapValues { Array($0) })
    }
}

extension Backup {
    /// Octets that a backup's file may have.
    public static let largestFile = BackupDocument.largest
}
