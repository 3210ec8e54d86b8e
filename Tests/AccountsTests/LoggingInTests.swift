// SPDX-License-Identifier: Apache-2.0

import Synchronization
import Testing

@testable import Accounts

@Suite struct `Logging in` {
    @Test func `gives a cookie for the right password`() async throws {
        try await withBook { book, _ in
            let answer = await book.logIn("ada", good, at: 0)
            let admission = try #require(answer.admission)
            #expect(admission.cookie.utf8.count == 43 && admission.session.csrf.utf8.count == 43)
            #expect(answer.events.map(\.kind) == [.loggedIn(.admin)])
            #expect(await book.logIn("ada", good, at: 0).admission?.cookie != admission.cookie)
        }
    }

    @Test func `does not tell a wrong name from a wrong password`() async throws {
        try await withBook { book, _ in
            for number in 0..<7 {
                let known = await book.logIn("ada", better, from: Source(octets: [1, UInt8(number)], text: "a"), at: 0)
                let unknown = await book.logIn("eve", good, from: Source(octets: [2, UInt8(number)], text: "b"), at: 0)
                #expect(known.outcome == unknown.outcome)
                #expect(known.events.map(\.kind) == unknown.events.map(\.kind))
            }
        }
    }

    @Test func `does the same work for a name that nobody has`() async throws {
        try await withBook { book, _ in
            #expect(book.decoy.cost == book.limits.cost)
            for name in ["ada", "eve", "No Name At All"] {
                let before = book.desk.taken
                _ = await book.logIn(name, better, at: 0)
                #expect(book.desk.taken == before + 1, "\(name)")
            }
        }
    }

    @Test func `does not say in the journal what was typed as an unknown name`() async throws {
        try await withBook { book, _ in
            let events = await book.logIn("my.password.is.here", better, at: 0).events
            #expect(events.map(\.text) == ["a login of an unknown user from 192.0.2.1 failed"])
            #expect(await book.logIn("ada", better, at: 0).events.map(\.user) == ["ada"])
        }
    }

    @Test func `is locked after five failures, for longer and longer, until a success`() async throws {
        try await withBook { book, _ in
            for _ in 0..<4 { #expect(await book.logIn("ada", better, at: 0).outcome == .refused) }
            let fifth = await book.logIn("ada", better, at: 0)
            #expect(fifth.events.map(\.kind) == [.failed, .locked(.seconds(1))])
            #expect(fifth.events.last?.text == "logins of 'ada' or from 192.0.2.1 are locked for 1 s")
            let during = await book.logIn("ada", good, at: 0.25)
            #expect(during.outcome.retryAfter == 1 && fifth.outcome.retryAfter == nil)
            #expect(during.wait == .milliseconds(750) && during.events.isEmpty)
            #expect(await book.logIn("ada", better, at: 1).events.last?.kind == .locked(.seconds(2)))
            #expect(await book.logIn("ada", good, at: 2.9).wait != nil)
            #expect(await book.logIn("ada", good, at: 3).admission != nil)
            #expect(await book.logIn("ada", better, at: 3).events.map(\.kind) == [.failed])
        }
    }

    @Test func `is open again where somebody unlocks the account`() async throws {
        try await withBook { book, _ in
            for _ in 0..<8 { _ = await book.logIn("ada", better, at: 0) }
            #expect(await book.logIn("ada", good, from: .console, at: 0).wait != nil)
            book.unlock("ada")
            #expect(await book.logIn("ada", good, from: .console, at: 0).admission != nil)
            #expect(await book.logIn("ada", good, at: 0).wait != nil, "the address waits on")
        }
    }

    @Test func `raises what a password's record costs`() async throws {
        try await withBook { book, path in
            var dearer = quick
            dearer.cost = ScryptCost(logRounds: 11, blockSize: 1, parallelism: 1) ?? .usual
            let later = try AccountBook(path: path, limits: dearer)
            _ = await later.logIn("ada", better, at: 0)
            #expect(later.user("ada")?.password == book.user("ada")?.password)
            #expect(await later.logIn("ada", good, at: 0).admission != nil)
            #expect(later.user("ada")?.password.cost == dearer.cost)
            let again = try AccountBook(path: path, limits: quick)
            #expect(await again.logIn("ada", good, at: 0).admission != nil)
            #expect(again.user("ada")?.password.cost == dearer.cost, "never lowered")
        }
    }

    @Test func `turns away a crowd and counts it no failure`() async throws {
        var limits = quick
        (limits.waiting, limits.derivations) = (0, 1)
        limits.cost = ScryptCost(logRounds: 14, blockSize: 8, parallelism: 1) ?? .usual
        try await withBook(limits: limits) { book, _ in
            let outcomes = await withTaskGroup(of: LoginOutcome.self) { group in
                for number in 0..<50 {
                    let source = Source(octets: [10, 0, 0, UInt8(number)], text: "")
                    group.addTask { await book.logIn("n\(number)", better, from: source, at: 0).outcome }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(outcomes.contains(.busy) && outcomes.contains(.refused))
            #expect(outcomes.allSatisfy { $0 == .busy || $0 == .refused })
            #expect(await book.logIn("ada", good, at: 0).admission != nil)
        }
    }

    @Test func `hears five guesses of a thousand that come at once`() async throws {
        try await withBook { book, _ in
            let heard = await withTaskGroup(of: Bool.self) { group in
                for number in 0..<1000 {
                    let source = Source(octets: [10, 0, UInt8(number / 250), UInt8(number % 250)], text: "")
                    group.addTask { await book.logIn("ada", better, from: source, at: 0).outcome == .refused }
                }
                return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
            }
            #expect(heard == 5)
            #expect(book.state.withLock { $0.lockOut.count } <= 10)
        }
    }

    @Test func `says in whole seconds when to come again`() {
        #expect(LoginOutcome.locked(.milliseconds(2001)).retryAfter == 3)
        #expect(LoginOutcome.locked(.seconds(2)).retryAfter == 2)
        #expect(LoginOutcome.busy.retryAfter == 1 && AccountFault.busy.retryAfter == 1)
        #expect(AccountFault.locked(.microseconds(1)).retryAfter == 1 && AccountFault.lastAdmin.retryAfter == nil)
    }
}
