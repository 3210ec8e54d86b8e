// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `Users` {
    @Test func `are made, and are there after a restart`() async throws {
        try await withBook { book, path in
            try await book.addUser("bob", role: .operating, password: better)
            let again = try AccountBook(path: path, limits: quick)
            #expect(again.users == book.users && again.users.map(\.name) == ["ada", "bob"])
            #expect(again.users.map { "\($0)" } == ["ada (admin)", "bob (operator)"])
            #expect(await again.logIn("bob", better, at: 0).admission?.session.role == .operating)
        }
    }

    @Test func `are made by the rules`() async throws {
        var limits = quick
        limits.users = 2
        try await withBook(limits: limits) { book, _ in
            await #expect(throws: AccountFault.badName) { try await book.addUser("", role: .viewer, password: good) }
            await #expect(throws: AccountFault.nameTaken("ada")) {
                try await book.addUser("ada", role: .viewer, password: good)
            }
            await #expect(throws: AccountFault.weakPassword(.isUsual)) {
                try await book.addUser("bob", role: .viewer, password: "password1234")
            }
            try await book.addUser("bob", role: .viewer, password: good)
            await #expect(throws: AccountFault.tooManyUsers(2)) {
                try await book.addUser("cyd", role: .viewer, password: good)
            }
        }
    }

    @Test func `have one admin at least`() async throws {
        try await withBook { book, path in
            try await book.addUser("bob", role: .operating, password: good)
            #expect(throws: AccountFault.lastAdmin) { try book.removeUser("ada") }
            #expect(throws: AccountFault.lastAdmin) { try book.setRole(of: "ada", to: .operating) }
            try book.setRole(of: "ada", to: .admin)
            try book.setRole(of: "bob", to: .admin)
            try book.removeUser("ada")
            #expect(throws: AccountFault.lastAdmin) { try book.removeUser("bob") }
            #expect(throws: AccountFault.noSuchUser("ada")) { try book.removeUser("ada") }
            #expect(throws: AccountFault.noSuchUser("eve")) { try book.setRole(of: "eve", to: .admin) }
            #expect(try AccountBook(path: path, limits: quick).users.map(\.role) == [.admin])
        }
    }

    @Test func `have one admin at least, however many resign at once`() async throws {
        try await withBook { book, _ in
            for number in 1...9 { try await book.addUser("u\(number)", role: .admin, password: good) }
            await withTaskGroup { group in
                for user in book.users {
                    group.addTask { try? book.setRole(of: user.name, to: .viewer) }
                    group.addTask { try? book.removeUser(user.name) }
                }
            }
            #expect(book.users.count { $0.role == .admin } == 1)
        }
    }

    @Test func `lose sessions and tokens when they go`() async throws {
        try await withBook { book, _ in
            try await book.addUser("bob", role: .viewer, password: good)
            let cookie = try #require(await book.logIn("bob", good, at: 0).admission?.cookie)
            let made = try book.makeToken("t", role: .viewer, owner: "bob", expires: nil, at: at(0))
            try book.removeUser("bob")
            #expect(book.session(cookie: cookie, at: at(1)) == nil && book.tokens.isEmpty)
            #expect(throws: TokenRefusal.unknown) { try book.token(made.secret, at: at(1)) }
        }
    }

    @Test func `change their password, which ends their other sessions`() async throws {
        try await withBook { book, _ in
            let kept = try #require(await book.logIn("ada", good, at: 0).admission?.cookie)
            let other = try #require(await book.logIn("ada", good, at: 0).admission?.cookie)
            await #expect(throws: AccountFault.wrongPassword) {
                try await book.changePassword(
                    of: "ada", from: better, to: better, keeping: kept, source: office, at: at(1))
            }
            await #expect(throws: AccountFault.weakPassword(.tooShort)) {
                try await book.changePassword(of: "ada", from: good, to: "x", keeping: kept, source: office, at: at(1))
            }
            #expect(book.session(cookie: other, at: at(1)) != nil)
            try await book.changePassword(of: "ada", from: good, to: better, keeping: kept, source: office, at: at(2))
            #expect(book.session(cookie: kept, at: at(3)) != nil && book.session(cookie: other, at: at(3)) == nil)
            #expect(await book.logIn("ada", good, at: 3).outcome == .refused)
            #expect(await book.logIn("ada", better, at: 3).admission != nil)
        }
    }

    @Test func `who guess the present password are locked out like others`() async throws {
        try await withBook { book, _ in
            for _ in 0..<5 {
                await #expect(throws: AccountFault.wrongPassword) {
                    try await book.confirm("ada", password: better, source: office, at: at(0))
                }
            }
            await #expect(throws: AccountFault.locked(.seconds(1))) {
                try await book.confirm("ada", password: good, source: office, at: at(0))
            }
            try await book.confirm("ada", password: good, source: office, at: at(1))
        }
    }

    @Test func `get a password from an admin, which ends all their sessions and their wait`() async throws {
        try await withBook { book, _ in
            let cookie = try #require(await book.logIn("ada", good, at: 0).admission?.cookie)
            for _ in 0..<9 { _ = await book.logIn("ada", better, at: 0) }
            try await book.setPassword(of: "ada", to: better)
            #expect(book.session(cookie: cookie, at: at(1)) == nil)
            #expect(await book.logIn("ada", better, from: .console, at: 0).admission != nil)
            await #expect(throws: AccountFault.noSuchUser("eve")) {
                try await book.setPassword(of: "eve", to: better)
            }
        }
    }

    @Test func `are as they were where the change cannot be written`() async throws {
        try await withBook { book, path in
            try await book.addUser("bob", role: .viewer, password: good)
            let cookie = try #require(await book.logIn("bob", good, at: 0).admission?.cookie)
            let before = book.users
            try FileManager.default.createDirectory(atPath: path + ".new", withIntermediateDirectories: false)
            #expect(throws: AccountFault.self) { try book.removeUser("bob") }
            #expect(throws: AccountFault.self) { try book.setRole(of: "bob", to: .admin) }
            await #expect(throws: AccountFault.self) { try await book.setPassword(of: "bob", to: better) }
            await #expect(throws: AccountFault.self) { try await book.addUser("cyd", role: .viewer, password: good) }
            #expect(book.users == before && book.session(cookie: cookie, at: at(1)) != nil)
        }
    }
}
