// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Accounts

@Suite struct `The table of sessions` {
    private static let nobody = PasswordRecord(fittingNothing: .system, cost: cheap)
    private static let ada = User(name: "ada", role: .admin, password: nobody)

    private static func table(_ limits: AccountLimits = quick) -> SessionTable {
        SessionTable(limits: limits, random: .system)
    }

    @Test func `knows a cookie for half an hour after its last use`() {
        var table = Self.table()
        let session = table.begin(Self.ada, from: office, cookie: "c", at: .zero)
        #expect(session.user == "ada" && session.role == .admin && session.source == "192.0.2.1")
        #expect(table.find("c", at: .seconds(1799), touches: true) != nil)
        #expect(table.find("c", at: .seconds(1799 + 1799), touches: false) != nil)
        #expect(table.find("c", at: .seconds(1799 + 1800), touches: true) == nil)
        #expect(table.find("c", at: .zero, touches: true) == nil, "what has ended stays ended")
        #expect(table.find("d", at: .zero, touches: true) == nil)
    }

    @Test func `knows a cookie for half a day at most`() {
        var table = Self.table()
        _ = table.begin(Self.ada, from: office, cookie: "c", at: .seconds(-5))
        for minute in 0..<719 { #expect(table.find("c", at: .seconds(minute * 60), touches: true) != nil) }
        #expect(table.find("c", at: .seconds(43_194), touches: true) != nil)
        #expect(table.find("c", at: .seconds(43_195), touches: true) == nil)
    }

    @Test func `is not moved by a use that is told late`() {
        var table = Self.table()
        _ = table.begin(Self.ada, from: office, cookie: "c", at: .zero)
        #expect(table.find("c", at: .seconds(1000), touches: true)?.lastUsed == .seconds(1000))
        #expect(table.find("c", at: .seconds(10), touches: true)?.lastUsed == .seconds(1000))
    }

    @Test func `gives each session a token of its own against forged requests`() {
        var table = Self.table()
        let one = table.begin(Self.ada, from: office, cookie: "c", at: .zero)
        let two = table.begin(Self.ada, from: office, cookie: "d", at: .zero)
        #expect(one.csrf != two.csrf && one.csrf.utf8.count == 43 && one.id != two.id)
        #expect(table.isToken(one.csrf, ofSessionWith: "c"))
        for wrong in [
            "", "c", one.csrf + "A", String(one.csrf.dropLast()), two.csrf, String(repeating: "A", count: 9999),
        ] {
            #expect(!table.isToken(wrong, ofSessionWith: "c"))
        }
        _ = table.end(cookie: "c")
        #expect(!table.isToken(one.csrf, ofSessionWith: "c"))
        var other = Self.table()
        #expect(other.begin(Self.ada, from: office, cookie: "c", at: .zero).csrf != one.csrf)
    }

    @Test func `ends the least recently used where there would be too many`() {
        var limits = quick
        (limits.sessionsPerUser, limits.sessions) = (3, 5)
        var table = Self.table(limits)
        for number in 0..<4 { _ = table.begin(Self.ada, from: office, cookie: "a\(number)", at: .seconds(number)) }
        #expect(table.find("a0", at: .seconds(9), touches: false) == nil)
        for number in 0..<9 {
            let user = User(name: "u\(number)", role: .viewer, password: Self.nobody)
            _ = table.begin(user, from: office, cookie: "u\(number)", at: .seconds(10 + number))
            #expect(table.count <= 5)
        }
        #expect(table.list(at: .seconds(20)).map(\.user) == ["u8", "u7", "u6", "u5", "u4"])
    }

    @Test func `ends one, or a user's, or a user's but one`() {
        var table = Self.table()
        let cookies = ["a", "b", "c"]
        let sessions = cookies.map { table.begin(Self.ada, from: office, cookie: $0, at: .zero) }
        let bob = User(name: "bob", role: .viewer, password: Self.nobody)
        _ = table.begin(bob, from: office, cookie: "z", at: .zero)
        #expect(table.end(id: sessions[0].id)?.user == "ada")
        #expect(table.end(id: sessions[0].id) == nil)
        table.endAll(of: "ada", butWith: "c")
        #expect(table.list(at: .zero).count == 2 && table.find("c", at: .zero, touches: false) != nil)
        table.endAll(of: "ada")
        #expect(table.list(at: .zero).map(\.user) == ["bob"])
    }

    @Test func `keeps no cookie`() {
        var table = Self.table()
        let session = table.begin(Self.ada, from: office, cookie: "swordfish", at: .zero)
        #expect(!"\(table)".contains("swordfish") && !"\(session)".contains("swordfish"))
    }
}
