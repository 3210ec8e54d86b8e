// SPDX-License-Identifier: Apache-2.0

import Appliance
import Testing

@testable import Backups

@Suite struct `A backup` {
    private static let phrase = "correct horse battery"
    private let backup = Backup(
        utcMilliseconds: 1_800_000_000_000, program: "1.2", settings: Array("# Ours\ndeny: [10.1.1.1]\n".utf8),
        parts: ["users": [0, 255, 10, 13], "certificate": []])

    /// Cheaply: a build for debugging takes seconds for what people get.
    private func sealed() throws -> [UInt8] {
        try backup.sealed(by: Self.phrase, BackupKey(logRounds: 10, parallelism: 1))
    }

    @Test func `is what it was once it is opened`() throws {
        #expect(try Backup(opening: try sealed(), by: Self.phrase) == backup)
        let usual = try backup.sealed(by: Self.phrase)
        #expect(usual.text.contains(#""logRounds" : 15"#) && usual.text.contains(#""parallelism" : 3"#))
        #expect(try Backup(opening: usual, by: Self.phrase) == backup)
    }

    @Test func `shows nothing of what is in it but when and by what it was made`() throws {
        let text = try sealed().text
        #expect(text.contains(#""gnomon-backup""#) && text.contains("1800000000000") && text.contains("scrypt"))
        #expect(!text.contains("deny") && !text.contains("users") && !text.contains(Self.phrase))
    }

    @Test func `is another file each time`() throws {
        #expect(try sealed() != sealed())
    }

    @Test func `wants a passphrase worth the name, and the right one`() throws {
        #expect(throws: BackupFault.weakPassphrase) { try backup.sealed(by: "seven77") }
        let octets = try sealed()
        for wrong in ["", "correct horse batterY"] {
            #expect(throws: BackupFault.notOpened) { try Backup(opening: octets, by: wrong) }
        }
    }

    @Test(arguments: [
        ("1800000000000", "1800000000001"), (#""1.2""#, #""1.3""#), (#""logRounds" : 10"#, #""logRounds" : 11"#),
        (#""parallelism" : 1"#, #""parallelism" : 2"#),
    ])
    func `whose open part was altered is not opened`(_ old: String, _ new: String) throws {
        let text = try sealed().text
        #expect(text.contains(old))
        let altered = Array(text.replacing(old, with: new).utf8)
        #expect(throws: BackupFault.notOpened) { try Backup(opening: altered, by: Self.phrase) }
    }

    @Test(arguments: [
        (#""logRounds" : 10"#, #""logRounds" : 30"#), (#""logRounds" : 10"#, #""logRounds" : -1"#),
        (#""blockSize" : 8"#, #""blockSize" : 1000000"#), (#""parallelism" : 1"#, #""parallelism" : 0"#),
        (#""kdf" : "scrypt""#, #""kdf" : "none""#), ("chacha20-poly1305", "rot13"),
    ])
    func `that asks for the impossible is refused before it is tried`(_ old: String, _ new: String) throws {
        let text = try sealed().text.replacing(old, with: new)
        #expect { try Backup(opening: Array(text.utf8), by: Self.phrase) } throws: { error in
            guard case BackupFault.notABackup? = error as? BackupFault else { return false }
            return true
        }
    }

    @Test func `of a later program is told from one that is damaged`() throws {
        let text = try sealed().text.replacing(#""version" : 1"#, with: #""version" : 2"#)
        #expect(throws: BackupFault.tooNew(2)) { try Backup(opening: Array(text.utf8), by: Self.phrase) }
    }

    @Test func `that was cut short anywhere is refused`() throws {
        let octets = try sealed()
        for count in 0..<octets.count {
            #expect(throws: BackupFault.self) { try Backup(opening: Array(octets.prefix(count)), by: Self.phrase) }
        }
    }

    @Test(arguments: [
        BackupFault.weakPassphrase, .notABackup("x"), .tooNew(2), .notOpened, .refused(part: "users", reason: "bad"),
        .settings(.unchanged),
    ])
    func `says in words what is wrong`(_ fault: BackupFault) { #expect(fault.description.count > 5) }
}

extension [UInt8] {
    var text: String { String(decoding: self, as: UTF8.self) }
}
