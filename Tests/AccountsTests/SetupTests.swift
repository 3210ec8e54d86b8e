// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import Testing

@testable import Accounts

@Suite struct `The first start` {
    @Test func `makes the first admin with the token, who is logged in at once`() async throws {
        try await withPath { path in
            let book = try AccountBook(path: path, limits: quick)
            #expect(book.isNew && !FileManager.default.fileExists(atPath: path))
            let token = try #require(book.setupToken)
            let typed = " \(token.uppercased()) "
            let answer = try await book.begin(token: typed, name: "ada", password: good, source: office, at: at(0))
            let admission = try #require(answer.admission)
            #expect(admission.session.role == .admin)
            #expect(answer.events.map(\.text) == ["'ada' logged in as admin from 192.0.2.1"])
            #expect(book.session(cookie: admission.cookie, at: at(1))?.user == "ada")
            #expect(!book.isNew && book.setupToken == nil)
            #expect(try !AccountBook(path: path, limits: quick).isNew)
        }
    }

    @Test func `has another token after a restart`() async throws {
        try await withPath { path in
            let tokens = try (0..<3).map { _ in try AccountBook(path: path, limits: quick).setupToken }
            #expect(Set(tokens).count == 3)
        }
    }

    @Test func `takes no wrong token, and locks out who guesses`() async throws {
        try await withPath { path in
            let book = try AccountBook(path: path, limits: quick)
            let token = try #require(book.setupToken)
            for number in 1...5 {
                let answer = try await book.begin(
                    token: "wrong\(number)", name: "eve", password: good, source: office, at: at(0))
                #expect(answer.outcome == .refused && answer.events.count == (number == 5 ? 2 : 1))
            }
            let locked = try await book.begin(token: token, name: "eve", password: good, source: office, at: at(0))
            #expect(locked.wait == .seconds(1) && locked.events.isEmpty && book.isNew)
            let other = try await book.begin(token: token, name: "ada", password: good, source: .console, at: at(0))
            #expect(other.admission != nil)
        }
    }

    @Test func `keeps to the rules on names and passwords`() async throws {
        try await withPath { path in
            let book = try AccountBook(path: path, limits: quick)
            let token = try #require(book.setupToken)
            await #expect(throws: AccountFault.badName) {
                try await book.begin(token: token, name: "Ada", password: good, source: office, at: at(0))
            }
            await #expect(throws: AccountFault.weakPassword(.tooShort)) {
                try await book.begin(token: token, name: "ada", password: "short", source: office, at: at(0))
            }
            await #expect(throws: AccountFault.isNew) { try await book.addUser("ada", role: .admin, password: good) }
            #expect(book.isNew)
        }
    }

    @Test func `is once, and for one of many who come at once`() async throws {
        try await withPath { path in
            let book = try AccountBook(path: path, limits: quick)
            let token = try #require(book.setupToken)
            let winners = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<20 {
                    let source = Source(octets: [10, 0, 0, UInt8(number)], text: "\(number)")
                    group.addTask {
                        let answer = try? await book.begin(
                            token: token, name: "u\(number)", password: good, source: source, at: at(0))
                        return answer?.admission != nil
                    }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(winners == 1 && book.users.count == 1)
            await #expect(throws: AccountFault.notNew) {
                try await book.begin(token: token, name: "eve", password: good, source: office, at: at(0))
            }
        }
    }

    @Test func `does not happen where nothing can be written`() async throws {
        let book = try AccountBook(path: "/nowhere/at/all.json", limits: quick)
        let token = try #require(book.setupToken)
        await #expect(throws: AccountFault.self) {
            try await book.begin(token: token, name: "ada", password: good, source: office, at: at(0))
        }
        #expect(book.isNew && book.setupToken == token && book.sessions(at: at(0)).isEmpty)
    }
}
