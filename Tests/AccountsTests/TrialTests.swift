// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Accounts

@Suite struct `Users and tokens on trial` {
    /// Of another appliance: ada with another password, and eve.
    private func others() async throws -> [UInt8] {
        try await withBook { book, _ in
            try await book.setPassword(of: "ada", to: better)
            try await book.addUser("eve", role: .admin, password: good)
            _ = try book.makeToken("theirs", role: .viewer, owner: "eve", expires: nil, at: at(0))
            return book.octets
        }
    }

    @Test func `are in force at once, and in no file until they are kept`() async throws {
        let others = try await others()
        try await withBook { book, path in
            let before = try #require(try PrivateFile(path: path).read())
            try book.begin(trialOf: others)
            #expect(book.users.map(\.name) == ["ada", "eve"] && book.tokens.map(\.label) == ["theirs"])
            #expect(try PrivateFile(path: path).read() == before && book.octets == Array(before))
            #expect(await book.logIn("eve", good, at: 1).admission != nil)
            try book.keepTrial()
            #expect(try AccountBook(path: path, limits: quick).users.map(\.name) == ["ada", "eve"])
            #expect(book.octets == others)
        }
    }

    @Test func `go as they came where nobody keeps them`() async throws {
        let others = try await others()
        try await withBook { book, path in
            let mine = try #require(await book.logIn("ada", good, at: 0).admission)
            try book.begin(trialOf: others)
            let theirs = try #require(await book.logIn("eve", good, at: 1).admission)
            book.undoTrial()
            #expect(book.users.map(\.name) == ["ada"] && book.tokens.isEmpty)
            #expect(book.session(cookie: theirs.cookie, at: at(2)) == nil)
            #expect(book.session(cookie: mine.cookie, at: at(2))?.user == "ada")
            book.undoTrial()
            try book.keepTrial()
            #expect(try AccountBook(path: path, limits: quick).users.map(\.name) == ["ada"])
        }
    }

    @Test func `let a session go on where the password is the same, and no other`() async throws {
        let others = try await others()
        try await withBook { book, _ in
            let mine = try #require(await book.logIn("ada", good, at: 0).admission)
            try book.begin(trialOf: book.octets)
            #expect(book.session(cookie: mine.cookie, at: at(1)) != nil)
            book.undoTrial()
            try book.begin(trialOf: others)
            #expect(book.session(cookie: mine.cookie, at: at(1)) == nil)
            #expect(await book.logIn("ada", good, at: 2).admission == nil)
            #expect(await book.logIn("ada", better, at: 2).admission != nil)
        }
    }

    @Test func `are not changed meanwhile, nor tried twice`() async throws {
        try await withBook { book, _ in
            try book.begin(trialOf: book.octets)
            #expect(throws: AccountFault.onTrial) { try book.begin(trialOf: book.octets) }
            #expect(throws: AccountFault.onTrial) { try book.removeUser("ada") }
            await #expect(throws: AccountFault.onTrial) {
                try await book.addUser("bob", role: .viewer, password: good)
            }
            book.undoTrial()
            try await book.addUser("bob", role: .viewer, password: good)
        }
    }

    @Test(arguments: ["", "{}", #"{"version":1,"users":[],"tokens":[]}"#, #"{"version":9,"users":[],"tokens":[]}"#])
    func `are refused where they cannot be read, or nobody could administer`(_ text: String) async throws {
        #expect(AccountBook.fault(in: Array(text.utf8)) != nil)
        #expect(AccountBook.count(in: Array(text.utf8)) == nil)
        try await withBook { book, _ in
            #expect(throws: AccountFault.badAccounts) { try book.begin(trialOf: Array(text.utf8)) }
            #expect(book.users.map(\.name) == ["ada"])
        }
    }

    @Test func `stay on trial where the file cannot be written`() async throws {
        let others = try await others()
        try await withFolder { folder in
            let book = try AccountBook(path: folder + "/missing/accounts.json", limits: quick)
            try book.begin(trialOf: others)
            #expect(throws: AccountFault.self) { try book.keepTrial() }
            #expect(book.users.map(\.name) == ["ada", "eve"])
            book.undoTrial()
            #expect(book.isNew && book.setupToken != nil)
        }
    }
}
