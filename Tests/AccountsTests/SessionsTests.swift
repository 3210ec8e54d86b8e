// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Accounts

@Suite struct `Sessions` {
    @Test func `have the role that the user has now`() async throws {
        try await withBook { book, _ in
            try await book.addUser("bob", role: .operating, password: better)
            let cookie = try #require(await book.logIn("bob", better, at: 0).admission?.cookie)
            try book.setRole(of: "bob", to: .viewer)
            #expect(book.session(cookie: cookie, at: at(1))?.role == .viewer)
            #expect(book.sessions(at: at(1)).map(\.role) == [.viewer])
        }
    }

    @Test func `are listed and ended`() async throws {
        try await withBook { book, _ in
            try await book.addUser("bob", role: .viewer, password: better)
            let ada = try #require(await book.logIn("ada", good, at: 0).admission)
            let bob = try #require(await book.logIn("bob", better, at: 5).admission)
            #expect(book.sessions(at: at(6)).map(\.user) == ["bob", "ada"])
            #expect(book.sessions(of: "ada", at: at(6)).map(\.id) == [ada.session.id])
            #expect(book.endSession(id: bob.session.id)?.user == "bob")
            #expect(book.session(cookie: bob.cookie, at: at(6)) == nil)
            #expect(book.endSession(cookie: ada.cookie)?.user == "ada")
            #expect(book.endSession(cookie: ada.cookie) == nil && book.sessions(at: at(6)).isEmpty)
        }
    }

    @Test func `end all of a user's at a wish`() async throws {
        try await withBook { book, _ in
            for _ in 0..<3 { _ = await book.logIn("ada", good, at: 0) }
            book.endSessions(of: "ada")
            #expect(book.sessions(at: at(0)).isEmpty)
        }
    }

    @Test func `do not survive a restart`() async throws {
        try await withBook { book, path in
            let cookie = try #require(await book.logIn("ada", good, at: 0).admission?.cookie)
            #expect(try AccountBook(path: path, limits: quick).session(cookie: cookie, at: at(1)) == nil)
        }
    }

    @Test func `expire by the clock that is never set`() async throws {
        try await withBook { book, _ in
            let cookie = try #require(await book.logIn("ada", good, at: 0).admission?.cookie)
            #expect(book.session(cookie: cookie, at: at(10, unix: 0)) != nil)
            #expect(book.session(cookie: cookie, at: at(20, unix: .max)) != nil)
            #expect(book.session(cookie: cookie, at: at(20 + 1800)) == nil)
        }
    }

    @Test func `know their own requests`() async throws {
        try await withBook { book, _ in
            let one = try #require(await book.logIn("ada", good, at: 0).admission)
            let two = try #require(await book.logIn("ada", good, at: 0).admission)
            #expect(book.isGenuine(csrf: one.session.csrf, cookie: one.cookie))
            #expect(!book.isGenuine(csrf: one.session.csrf, cookie: two.cookie))
            #expect(
                !book.isGenuine(csrf: one.session.csrf, cookie: "") && !book.isGenuine(csrf: "", cookie: one.cookie))
        }
    }

    @Test(arguments: ["", "x", String(repeating: "x", count: 1_000_000), "ada", "\0"])
    func `are not opened by nonsense`(cookie: String) async throws {
        try await withBook { book, _ in #expect(book.session(cookie: cookie, at: at(0)) == nil) }
    }

    @Test func `bear with many at once`() async throws {
        var limits = quick
        (limits.sessions, limits.sessionsPerUser, limits.backOff.free) = (20, 8, 1000)
        try await withBook(limits: limits) { book, _ in
            for number in 0..<4 { try await book.addUser("u\(number)", role: .viewer, password: better) }
            await withTaskGroup { group in
                for number in 0..<400 {
                    let moment = Double(number) / 100
                    group.addTask {
                        let admission = await book.logIn("u\(number % 4)", better, at: moment).admission
                        guard let admission else {
                            Issue.record("login \(number) failed")
                            return
                        }
                        _ = book.session(cookie: admission.cookie, at: at(moment))
                        if number % 3 == 0 { book.endSession(cookie: admission.cookie) }
                        if number % 7 == 0 { try? book.setRole(of: "u1", to: number % 2 == 0 ? .viewer : .operating) }
                        #expect(book.sessions(at: at(moment)).count <= 20)
                    }
                }
            }
            for number in 0..<4 { #expect(book.sessions(of: "u\(number)", at: at(5)).count <= 8) }
            #expect(book.desk.mostAtOnce <= 2)
        }
    }

    @Test func `never begin with a password that has been replaced`() async throws {
        var limits = quick
        limits.backOff.free = 1000
        try await withBook(limits: limits) { book, _ in
            for _ in 0..<20 {
                try await book.setPassword(of: "ada", to: good)
                await withTaskGroup { group in
                    for _ in 0..<8 { group.addTask { _ = await book.logIn("ada", good, at: 0) } }
                    group.addTask { try? await book.setPassword(of: "ada", to: better) }
                }
                #expect(await book.logIn("ada", good, at: 0).outcome == .refused)
                #expect(book.sessions(at: at(0)).isEmpty)
            }
        }
    }
}
