// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `The accounts' text` {
    private static let key = "jIEy6d0qlPyYwy8VltFVz8txvZ5rvwB1pAaiOMFEk/M"
    private static let password = "$scrypt$ln=10,r=8,p=1$AAECAwQFBgcICQoLDA0ODw$\(key)"
    private static let hash = String(repeating: "0f", count: 32)
    private static let sound = """
        {
          "tokens" : [
            {
              "expires" : 1900000000,
              "hash" : "\(hash)",
              "label" : "Prometheus, Süd",
              "made" : 1800000000,
              "owner" : "ada",
              "role" : "viewer"
            }
          ],
          "users" : [
            {
              "name" : "ada",
              "password" : "\(password)",
              "role" : "admin"
            },
            {
              "name" : "bob",
              "password" : "\(password)",
              "role" : "operator"
            }
          ],
          "version" : 1
        }

        """

    @Test func `is read and written as it stands`() throws {
        let ledger = try LedgerText.ledger(of: Data(Self.sound.utf8))
        #expect(ledger.users.map(\.name) == ["ada", "bob"])
        #expect(ledger.tokens.first?.label == "Prometheus, Süd")
        #expect(String(decoding: LedgerText.data(of: ledger), as: UTF8.self) == Self.sound)
    }

    @Test(arguments: [
        ("\"version\" : 1", "\"version\" : 2", "version"),
        ("\"version\" : 1", "\"version\" : \"1\"", "version"),
        (",\n  \"version\" : 1", "", "version"),
        ("\"name\" : \"bob\"", "\"name\" : \"ada\"", "users[1].name"),
        ("\"name\" : \"bob\"", "\"name\" : \"B\"", "users[1].name"),
        ("\"name\" : \"bob\",", "", "users[1].name"),
        ("\"role\" : \"operator\"", "\"role\" : \"god\"", "users[1].role"),
        ("\"role\" : \"admin\"", "\"role\" : \"viewer\"", "users"),
        ("ln=10", "ln=63", "users[0].password"),
        ("\"owner\" : \"ada\"", "\"owner\" : \"eve\"", "tokens[0].owner"),
        ("0f0f0f", "0F0f0f", "tokens[0].hash"),
        ("1900000000", "1.5", "the text"),
        ("\"Prometheus, Süd\"", "\"\"", "tokens[0].label"),
        ("\"Prometheus, Süd\"", "7", "tokens[0].label"),
    ])
    func `is refused with the place of what is wrong`(old: String, new: String, place: String) throws {
        let range = try #require(Self.sound.firstRange(of: old))
        let text = Self.sound.replacing(range, with: new)
        let fault = #expect(throws: LedgerText.Fault.self) { try LedgerText.ledger(of: Data(text.utf8)) }
        #expect(fault?.place == place && fault?.reason.isEmpty == false, "\(String(describing: fault))")
    }

    @Test(arguments: ["", "{", "[]", "null", "7", "\0\0\0\0", "not json at all", "{\"version\":1}"])
    func `is refused where it is something else`(text: String) {
        #expect(throws: LedgerText.Fault.self) { try LedgerText.ledger(of: Data(text.utf8)) }
    }

    @Test func `is refused wherever it is cut off`() {
        let data = Data(Self.sound.utf8)
        // The last two octets are a newline and the brace before it.
        for length in 0..<(data.count - 2) {
            #expect(throws: LedgerText.Fault.self) { try LedgerText.ledger(of: data.prefix(length)) }
        }
    }

    @Test(arguments: UInt64(1)...10)
    func `is read or refused, whatever octets are struck`(seed: UInt64) {
        var random = Seeded(state: seed)
        for _ in 0..<300 {
            var data = Data(Self.sound.utf8)
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                data[Int.random(in: 0..<data.count, using: &random)] = .random(in: 0 ... .max, using: &random)
            }
            guard let ledger = try? LedgerText.ledger(of: data) else { continue }
            #expect(ledger.users.contains { $0.role == .admin })
            #expect((try? LedgerText.ledger(of: LedgerText.data(of: ledger))) == ledger)
        }
    }
}
