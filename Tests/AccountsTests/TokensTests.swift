// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `API tokens` {
    private static let now: Int64 = 1_800_000_000

    @Test func `open the API, before a restart and after it`() async throws {
        try await withBook { book, path in
            let made = try book.makeToken("prometheus", role: .viewer, owner: "ada", expires: nil, at: at(0))
            #expect(made.secret.hasPrefix("gnomon_"))
            #expect(try book.token(made.secret, at: at(7)).label == "prometheus")
            #expect(book.tokens.first?.lastUsed == Self.now + 7)
            let again = try AccountBook(path: path, limits: quick)
            let token = try again.token(made.secret, at: at(9))
            #expect(token.role == .viewer && token.owner == "ada" && token.made == Self.now)
        }
    }

    @Test func `are not in the file`() async throws {
        try await withBook { book, path in
            let made = try book.makeToken("t", role: .viewer, owner: "ada", expires: nil, at: at(0))
            let text = try String(contentsOf: URL(filePath: path), encoding: .utf8)
            #expect(!text.contains(made.secret.dropFirst(7)) && !text.contains(good) && !text.contains("gnomon_"))
            #expect(text.contains(TokenSecret.hash(made.secret)))
        }
    }

    @Test func `open nothing once they have expired or been revoked`() async throws {
        try await withBook { book, _ in
            let made = try book.makeToken("t", role: .admin, owner: "ada", expires: Self.now + 60, at: at(0))
            #expect(try book.token(made.secret, at: at(59)).role == .admin)
            #expect(throws: TokenRefusal.expired(label: "t")) { try book.token(made.secret, at: at(60)) }
            let dark = Moment(monotonic: .zero, unixSeconds: nil)
            #expect(throws: TokenRefusal.timeUnknown(label: "t")) { try book.token(made.secret, at: dark) }
            try book.revokeToken("t")
            #expect(throws: TokenRefusal.unknown) { try book.token(made.secret, at: at(0)) }
            #expect(throws: AccountFault.noSuchToken("t")) { try book.revokeToken("t") }
        }
    }

    @Test func `that never expire need no time`() async throws {
        try await withBook { book, _ in
            let dark = Moment(monotonic: .zero, unixSeconds: nil)
            let made = try book.makeToken("t", role: .viewer, owner: "ada", expires: nil, at: dark)
            #expect(try book.token(made.secret, at: dark).lastUsed == nil)
            #expect(throws: AccountFault.badExpiry) {
                try book.makeToken("u", role: .viewer, owner: "ada", expires: Self.now, at: dark)
            }
        }
    }

    @Test func `may do no more than their owner may now`() async throws {
        try await withBook { book, _ in
            try await book.addUser("bob", role: .operating, password: better)
            #expect(throws: AccountFault.roleAboveOwn(.admin)) {
                try book.makeToken("t", role: .admin, owner: "bob", expires: nil, at: at(0))
            }
            let made = try book.makeToken("t", role: .operating, owner: "bob", expires: nil, at: at(0))
            try book.setRole(of: "bob", to: .viewer)
            #expect(try book.token(made.secret, at: at(1)).role == .viewer)
            #expect(book.tokens.first?.role == .operating)
        }
    }

    @Test func `are made by the rules`() async throws {
        var limits = quick
        limits.tokens = 2
        try await withBook(limits: limits) { book, _ in
            func make(_ label: String, owner: String = "ada", expires: Int64? = nil) throws(AccountFault) -> MadeToken {
                try book.makeToken(label, role: .viewer, owner: owner, expires: expires, at: at(0))
            }
            for label in ["", " ", "two\nlines", "\u{202E}sdrawkcab", String(repeating: "x", count: 65)] {
                #expect(throws: AccountFault.badLabel) { try make(label) }
            }
            #expect(throws: AccountFault.badExpiry) { try make("t", expires: Self.now) }
            #expect(throws: AccountFault.noSuchUser("eve")) { try make("t", owner: "eve") }
            _ = try make("t")
            #expect(throws: AccountFault.labelTaken("t")) { try make("t") }
            _ = try make("Büro 2 – Grafana")
            #expect(throws: AccountFault.tooManyTokens(2)) { try make("v") }
            #expect(book.tokens.map(\.label) == ["Büro 2 – Grafana", "t"])
        }
    }

    @Test(arguments: ["", "gnomon_", "gnomon_x", "Bearer", String(repeating: "gnomon_", count: 100_000)])
    func `are not nonsense`(secret: String) async throws {
        try await withBook { book, _ in
            #expect(throws: TokenRefusal.unknown) { try book.token(secret, at: at(0)) }
        }
    }

    @Test func `have their last use written at a wish, and not at each use`() async throws {
        try await withBook { book, path in
            let made = try book.makeToken("t", role: .viewer, owner: "ada", expires: nil, at: at(0))
            let before = try Data(contentsOf: URL(filePath: path))
            for second in 1...50 { _ = try book.token(made.secret, at: at(Double(second))) }
            #expect(try Data(contentsOf: URL(filePath: path)) == before)
            try book.keepUse()
            #expect(try AccountBook(path: path, limits: quick).tokens.first?.lastUsed == Self.now + 50)
            try FileManager.default.removeItem(atPath: path)
            try book.keepUse()
            #expect(!FileManager.default.fileExists(atPath: path), "there was nothing new to write")
        }
    }
}
