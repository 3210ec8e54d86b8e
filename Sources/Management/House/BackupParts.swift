// SPDX-License-Identifier: Apache-2.0

import Accounts
import Backups
import X509

/// Users, with what proves them, and the tokens of programs.
struct AccountsPart: BackupPart {
    static let name = "users"
    var name: String { Self.name }
    let book: AccountBook

    func read() throws -> [UInt8]? { book.isNew ? nil : book.octets }
    func fault(in octets: [UInt8]) -> String? { AccountBook.fault(in: octets) }

    func summary(of octets: [UInt8]) -> String {
        guard let count = AccountBook.count(in: octets) else { return "nothing that can be read" }
        let users = count.users == 1 ? "1 user" : "\(count.users) users"
        return users + (count.tokens == 0 ? "" : count.tokens == 1 ? " and 1 token" : " and \(count.tokens) tokens")
    }

    func begin(_ octets: [UInt8]) throws { try book.begin(trialOf: octets) }
    func keep() throws { try book.keepTrial() }
    func undo() { book.undoTrial() }
}

/// The certificate with its chain and its key.
struct CertificatePart: BackupPart {
    static let name = "certificate"
    var name: String { Self.name }
    let desk: CertificateDesk
    /// UTC, seconds since 1970; `nil` while it is not known.
    let now: @Sendable () -> Int64?

    func read() throws -> [UInt8]? { try desk.kept.pem }

    func fault(in octets: [UInt8]) -> String? {
        do throws(CertificateFault) {
            try CertificatePair(pem: octets).check(at: now())
            return nil
        } catch { return "\(error)" }
    }

    func summary(of octets: [UInt8]) -> String {
        guard let pair = try? CertificatePair(pem: octets) else { return "nothing that can be read" }
        return
            "\(pair.isOwnMade ? "the appliance's own" : "\(pair.own.subject)"), SHA-256 \(pair.fingerprint.prefix(11))…"
    }

    func begin(_ octets: [UInt8]) throws { try desk.begin(trialOf: try CertificatePair(pem: octets)) }
    func keep() throws { try desk.keepTrial() }
    func undo() { desk.undoTrial() }
}
