// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Backups
import Operations
import StillAppliance
import Testing

@testable import Management

@Suite(.serialized) struct `A backup over HTTP` {
    private static let phrase = "sesame, open yourself"

    @Test func `is made, shown, tried and kept`() async throws {
        try await withBackups { admin, site, restorer in
            let file = try await Self.made(by: admin)
            _ = try await admin.friend("bob", role: "viewer")
            let shown = try await admin.restore(file, Self.phrase, "/check")
            #expect(shown.status == 200 && shown.body.contains("2 users") && shown.body.contains("1 user"))
            let tried = try await admin.restore(file, Self.phrase)
            #expect(tried.status == 200, "\(tried.body)")
            #expect(site.gate.book?.user("bob") == nil)
            try await admin.expect(
                409, "POST", "/api/v1/users", #"{"name":"cyd","role":"viewer","password":"six green bottles"}"#)
            try await admin.expect(200, "POST", "/api/v1/config/confirm")
            #expect(site.gate.book?.users.map(\.name) == ["ada"])
            #expect(restorer.store.state(at: .zero).pending == nil)
        }
    }

    @Test func `is taken back by whoever rolls it back`() async throws {
        try await withBackups { admin, site, _ in
            let file = try await Self.made(by: admin)
            _ = try await admin.friend("bob", role: "viewer")
            #expect(try await admin.restore(file, Self.phrase).status == 200)
            try await admin.expect(200, "POST", "/api/v1/config/rollback")
            #expect(site.gate.book?.users.map(\.name) == ["ada", "bob"])
        }
    }

    @Test func `is refused for what is wrong with it, in words`() async throws {
        try await withBackups { admin, _, _ in
            let file = try await Self.made(by: admin)
            let table: [(String, String, String)] = [
                (file, "another passphrase", "the passphrase is wrong, or the file was altered"),
                (String(file.dropLast(200)), Self.phrase, "this is no backup"),
                ("tea", Self.phrase, "this is no backup"),
                (
                    file.replacing(#""version" : 1"#, with: #""version" : 2"#), Self.phrase,
                    "restore it with a later one"
                ),
                (file.replacing(#""sealed" : ""#, with: #""sealed" : "AAAA"#), Self.phrase, "the file was altered"),
                ("", Self.phrase, "choose the backup's file"),
            ]
            for (file, phrase, words) in table {
                let answer = try await admin.restore(file, phrase)
                #expect(answer.status == 422 && answer.body.contains(words), "\(answer.body)")
            }
            try await admin.expect(422, "POST", "/api/v1/backup", #"{"passphrase":"short"}"#)
            try await admin.expect(400, "POST", "/api/v1/restore", "{}")
            #expect(try await admin.restore(file, Self.phrase, parts: [""]).status == 422)
        }
    }

    @Test func `is the admins' alone, and has its bound`() async throws {
        try await withBackups { admin, _, _ in
            let bob = try await admin.friend("bob", role: "operator")
            try await bob.expect(403, "POST", "/api/v1/backup", #"{"passphrase":"sesame, open"}"#)
            #expect(try await bob.restore("x", Self.phrase).status == 403)
            #expect(try await Visitor(port: admin.port).restore("x", Self.phrase).status == 401)
            var vast = admin
            vast.headers.append("Content-Length: 9000000")
            #expect(try await vast.ask("POST", "/api/v1/restore").status == 413)
        }
    }

    @Test func `answers a browser without scripts by pages`() async throws {
        try await withBackups { admin, _, _ in
            var browser = admin.without("X-CSRF-Token")
            browser.headers += ["Sec-Fetch-Site: same-origin", "Accept: text/html"]
            let file = try await Self.made(by: admin)
            let shown = try await browser.restore(file, Self.phrase, "/check")
            #expect(shown.status == 200 && shown.body.contains("<h1>What this backup would change"))
            let wrong = try await browser.restore(file, "something else")
            #expect(wrong.status == 422 && wrong.body.contains("The passphrase is wrong"))
            _ = try await admin.friend("bob", role: "viewer")
            let tried = try await browser.restore(file, Self.phrase)
            #expect(tried.status == 303 && tried.header("location") == "/settings")
            var lured = browser
            lured.headers = browser.headers.map { $0.replacing("same-origin", with: "same-site") }
            #expect(try await lured.restore(file, Self.phrase).status == 403)
        }
    }

    private static func made(by admin: Visitor) async throws -> String {
        let answer = try await admin.ask("POST", "/api/v1/backup", #"{"passphrase":"\#(phrase)"}"#)
        #expect(answer.status == 200)
        #expect(answer.header("content-disposition")?.hasSuffix(".backup\"") ?? false)
        return answer.body
    }

    private func withBackups(
        _ body: @Sendable @escaping (Visitor, Site, Restorer) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            let store = SettingsStore(
                settings: Settings(defaultsFor: .simulated), file: nil, folder: folder, board: .simulated, at: .zero)
            let book = try AccountBook.quick(in: folder)
            let restorer = Restorer(store: store, parts: [AccountsPart(book: book)])
            let site = try Site.closed(
                in: folder, book: book, extra: Route.config(restorer) + Route.backup(restorer))
            try await withListener(HTTPListener(address: .loopback(port: 0), site: site)) { port in
                try await body(Visitor.first(of: site, at: port), site, restorer)
            }
        }
    }
}

extension SettingsMoment {
    fileprivate static let zero = SettingsMoment(.locked)
}

extension Visitor {
    /// As a browser's form sends it.
    func restore(
        _ file: String, _ phrase: String, _ way: String = "", parts: [String] = []
    ) async throws -> TestClient.Answer {
        let fields = [("backup\"; filename=\"x.backup", file), ("passphrase", phrase), ("confirm", "60")]
        let body =
            (fields + parts.map { ("part", $0) }).map { name, value in
                "--X\r\nContent-Disposition: form-data; name=\"\(name)\"\r\n\r\n\(value)\r\n"
            }.joined() + "--X--\r\n"
        var sender = self
        sender.headers.append("Content-Type: multipart/form-data; boundary=X")
        return try await sender.ask("POST", "/api/v1/restore" + way, body)
    }
}

@Suite struct `A form with files` {
    private static let type = "multipart/form-data; boundary=\"a b\""

    private func read(_ text: String) -> Multipart? { Multipart(Array(text.utf8), contentType: Self.type) }

    @Test func `is read field by field`() throws {
        let text =
            "--a b\r\nContent-Disposition: form-data; name=\"x\"; filename=\"y;z\"\r\nContent-Type: text/plain\r\n\r\n1\r\n--a \r\n"
            + "\r\n--a b\r\ncontent-disposition: form-data; name=p\r\n\r\n\r\n--a b\r\nContent-Disposition: form-data; name=p\r\n\r\n2\r\n--a b--\r\nafter"
        let form = try #require(read(text))
        #expect(form.text("x") == "1\r\n--a \r\n" && form.texts("p") == ["", "2"] && form["q"] == nil)
        #expect(read("before\r\n" + text)?.parts.count == 3)
    }

    @Test(arguments: [
        "", "--a b", "--a b--", "--a b\r\n", "--a b\r\n\r\n1\r\n--a b--",
        "--a b\r\nContent-Disposition: form-data\r\n\r\n1\r\n--a b--",
        "--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n1",
        "--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n--a",
    ])
    func `is refused where it is not whole`(_ text: String) { #expect(read(text)?.parts.isEmpty ?? true) }

    @Test func `is refused without a boundary, and with very many fields`() {
        #expect(Multipart([], contentType: "multipart/form-data") == nil)
        #expect(Multipart(Array("--\r\n".utf8), contentType: "multipart/form-data; boundary=") == nil)
        let many = String(repeating: "--a b\r\nContent-Disposition: form-data; name=x\r\n\r\n1\r\n", count: 40)
        #expect(read(many + "--a b--") == nil)
    }
}
