// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import FoundationEssentials
import Testing

@testable import Operations

@Suite struct `Commands about users` {
    private static let password = "four anchors in the attic"

    /// A book of its own, whose passwords are cheap to try; eve is an admin in it.
    private func withBook(
        isNew: Bool = false, _ body: (CommandDesk, AccountBook, Journal) async throws -> Void
    ) async throws {
        let path = FileManager.default.temporaryDirectory.path() + "/gnomon-users-\(UInt64.random(in: 0 ... .max))"
        defer { try? FileManager.default.removeItem(atPath: path) }
        var limits = AccountLimits()
        limits.cost = ScryptCost(logRounds: 10, blockSize: 1, parallelism: 1) ?? .usual
        let book = try AccountBook(path: path, limits: limits)
        try await withDesk(book: book) { desk, journal, _ in
            if !isNew { _ = try await desk.run("users add eve admin", secret: Self.password) }
            try await body(desk, book, journal)
        }
    }

    @Test func `the first one is an admin`() async throws {
        try await withBook(isNew: true) { desk, book, _ in
            #expect(try await desk.text("users").hasPrefix("There are no users yet"))
            let refusal = await desk.refusal("users add bob viewer", secret: Self.password)
            #expect(refusal?.reason == "the first user must be an admin; nobody else could make others")
            _ = try await desk.run("users add eve admin", secret: Self.password)
            #expect(book.users.map(\.description) == ["eve (admin)"] && book.setupToken == nil)
            #expect(book.sessions(at: Moment(monotonic: .zero, unixSeconds: nil)).isEmpty)
        }
    }

    @Test func `one is added, changed and taken away, and no password is taken down`() async throws {
        try await withBook { desk, book, journal in
            let added = try await desk.run("users add bob viewer", secret: Self.password)
            let raised = try await desk.text("users role bob operator")
            let listed = try await desk.text("users")
            let removed = try await desk.text("users remove bob --yes")
            #expect(added == "The user bob may log in, with the role viewer.")
            #expect(raised.contains("has the role operator"))
            #expect(listed == "user  role      tokens\nbob   operator       0\neve   admin          0")
            #expect(removed.hasPrefix("The user bob is gone"))
            #expect(book.users.map(\.name) == ["eve"])
            #expect(journal.texts.contains("eve from a test: command: users add bob viewer ***"))
            let tellsPassword = journal.texts.contains { $0.contains("anchors") }
            #expect(!tellsPassword)
        }
    }

    @Test func `the last admin stays`() async throws {
        try await withBook { desk, book, _ in
            let last = CommandRefusal(.unavailable, "this is the last admin; make another first")
            #expect(await desk.refusal("users remove eve --yes") == last)
            #expect(await desk.refusal("users role eve viewer") == last)
            #expect(book.users.map(\.description) == ["eve (admin)"])
        }
    }

    @Test func `what is wrong is told in a sentence`() async throws {
        try await withBook { desk, _, _ in
            #expect(await desk.refusal("users unlock nobody")?.reason == "there is no user 'nobody'")
            #expect(
                await desk.refusal("users add eve viewer", secret: Self.password)?.reason
                    == "there is a user 'eve' already")
            #expect(await desk.refusal("users add Eve viewer", secret: Self.password)?.kind == .usage)
            #expect(await desk.refusal("users add bob viewer", secret: "short")?.kind == .usage)
        }
        try await withDesk { desk, _, _ in
            #expect(await desk.refusal("users")?.reason.hasPrefix("this appliance has no users") == true)
        }
    }

    @Test func `a new password ends sessions and lock-outs`() async throws {
        try await withBook { desk, book, _ in
            let moment = Moment(monotonic: .seconds(1), unixSeconds: nil)
            _ = await book.logIn("eve", password: Self.password, source: .console, at: moment)
            #expect(book.sessions(of: "eve", at: moment).count == 1)
            let other = "five anchors in the cellar"
            #expect(try await desk.run("reset-password eve", secret: other).contains("has a new password"))
            #expect(book.sessions(of: "eve", at: moment).isEmpty)
            let answer = await book.logIn("eve", password: other, source: .console, at: moment)
            guard case .admitted = answer.outcome else { throw NotAdmitted() }
        }
    }

    @Test func `who is locked out is shown`() async throws {
        try await withBook { desk, book, _ in
            var means = desk.means
            means.lockedOut = { ["eve", "10.0.0.7"] }
            let text = try await CommandDesk(means).text("users")
            #expect(text.contains("locked out\n") && text.contains("Locked out for now: 10.0.0.7."))
        }
    }

    private struct NotAdmitted: Error {}
}

extension CommandDesk {
    /// The answer to a command that needs a password.
    func run(_ line: String, secret: String) async throws -> String {
        var call = try CommandCall(parsing: line)
        call.values["password"] = secret
        guard case .report(let report) = try await perform(call, for: .eve) else { return "" }
        return report.text(in: TextStyle())
    }

    func refusal(_ line: String, secret: String) async -> CommandRefusal? {
        do {
            _ = try await run(line, secret: secret)
            return nil
        } catch { return error as? CommandRefusal }
    }
}
