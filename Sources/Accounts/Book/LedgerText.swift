// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials

/// The ledger as JSON, and back. What is not whole and sound is refused with its place and the reason.
enum LedgerText {
    struct Fault: Error, Hashable {
        /// As in `users[1].role`.
        let place: String
        let reason: String
    }

    static let version = 1

    static func data(of ledger: Ledger) -> Data {
        let file = LedgerFile(
            version: version, users: ledger.users.map(LedgerFile.User.init),
            tokens: ledger.tokens.map(LedgerFile.Token.init))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        // Plain text and whole numbers: there is nothing that JSON cannot say, and no half file is ever made of it.
        guard let data = try? encoder.encode(file) else { preconditionFailure("JSON cannot say it") }
        return data + [UInt8(ascii: "\n")]
    }

    static func ledger(of data: Data) throws(Fault) -> Ledger {
        let file = try decode(data)
        guard file.version == version else {
            throw Fault(place: "version", reason: "this is version \(file.version), and only \(version) is known")
        }
        let users = try checked(file.users)
        return Ledger(unchecked: users, try checked(file.tokens, of: Set(users.map(\.name))))
    }

    private static func decode(_ data: Data) throws(Fault) -> LedgerFile {
        do { return try JSONDecoder().decode(LedgerFile.self, from: data) } catch {
            guard let flaw = JSONFlaw.first(in: Array(data)) else { throw Fault(error) }
            throw Fault(place: "line \(flaw.line), column \(flaw.column)", reason: flaw.reason)
        }
    }

    private static func checked(_ entries: [LedgerFile.User]) throws(Fault) -> [User] {
        var users: [User] = []
        for (number, entry) in entries.enumerated() {
            let place = "users[\(number)]"
            guard UserName.isValid(entry.name) else {
                throw Fault(place: place + ".name", reason: "\(AccountFault.badName)")
            }
            guard !users.contains(where: { $0.name == entry.name }) else {
                throw Fault(place: place + ".name", reason: "the name is there twice")
            }
            guard let record = PasswordRecord(entry.password) else {
                throw Fault(place: place + ".password", reason: "this is no record of scrypt within bounds")
            }
            users.append(User(name: entry.name, role: entry.role, password: record))
        }
        guard users.contains(where: { $0.role == .admin }) else {
            throw Fault(place: "users", reason: "there is no admin among them")
        }
        return users
    }

    private static func checked(_ entries: [LedgerFile.Token], of owners: Set<String>) throws(Fault) -> [APIToken] {
        var labels: Set<String> = []
        var tokens: [APIToken] = []
        for (number, entry) in entries.enumerated() {
            let place = "tokens[\(number)]"
            guard TokenLabel.isValid(entry.label), labels.insert(entry.label).inserted else {
                throw Fault(place: place + ".label", reason: "the label is there twice, or cannot be printed")
            }
            guard owners.contains(entry.owner) else {
                throw Fault(place: place + ".owner", reason: "there is no such user")
            }
            guard Hex.isText(entry.hash, ofOctets: 32) else {
                throw Fault(place: place + ".hash", reason: "this is not 64 hexadecimal digits")
            }
            tokens.append(entry.token)
        }
        return tokens
    }
}

extension LedgerText.Fault {
    fileprivate init(_ error: any Error) {
        guard let error = error as? DecodingError else {
            self.init(place: "the text", reason: "\(error)")
            return
        }
        switch error {
        case .dataCorrupted(let context) where context.codingPath.isEmpty:
            // Its form is sound, so it is the one thing that the decoder does not give a place.
            self.init(place: "the text", reason: "a number is not whole or too large, or a string is not UTF-8")
        case .keyNotFound(let key, let context):
            self.init(place: Self.place(context.codingPath + [key]), reason: "it is missing")
        case .typeMismatch(_, let context), .valueNotFound(_, let context), .dataCorrupted(let context):
            self.init(place: Self.place(context.codingPath), reason: context.debugDescription)
        @unknown default:
            self.init(place: "the text", reason: "\(error)")
        }
    }

    private static func place(_ path: [any CodingKey]) -> String {
        let text = path.reduce("") { $0 + ($1.intValue.map { "[\($0)]" } ?? ".\($1.stringValue)") }
        return text.isEmpty ? "the text" : String(text.drop { $0 == "." })
    }
}
