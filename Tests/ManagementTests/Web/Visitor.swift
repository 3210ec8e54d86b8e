// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Testing

@testable import Management

/// Somebody at a closed site: keeps the cookie and what a page of the site would know.
struct Visitor: Sendable {
    static let password = "six green bottles"
    let port: Int
    var headers: [String] = []

    func ask(_ method: String, _ path: String, _ body: String? = nil) async throws -> TestClient.Answer {
        try await TestClient.request(path, method: method, port: port, headers: headers, body: body)
    }

    func expect(
        _ status: Int, _ method: String, _ path: String, _ body: String? = nil,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await ask(method, path, body)
        #expect(answer.status == status, "\(answer.body)", sourceLocation: sourceLocation)
    }

    func expectLogIn(
        _ status: Int, _ name: String, password: String = Self.password,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let answer = try await logIn(name, password: password)
        #expect(answer.status == status, "\(answer.body)", sourceLocation: sourceLocation)
    }

    struct Welcome: Decodable {
        var name: String?
        var role: String?
        var csrf: String?
        var isNew: Bool
    }

    /// Makes the first admin.
    static func first(of site: Site, at port: Int) async throws -> Visitor {
        let token = try #require(site.gate.book?.setupToken)
        let stranger = Visitor(port: port)
        let answer = try await stranger.ask(
            "POST", "/api/v1/setup", #"{"token":"\#(token)","name":"ada","password":"\#(password)"}"#)
        #expect(answer.status == 200)
        return try stranger.welcomed(by: answer)
    }

    /// A user of this role, logged in.
    func friend(_ name: String, role: String) async throws -> Visitor {
        let made = try await ask(
            "POST", "/api/v1/users", #"{"name":"\#(name)","role":"\#(role)","password":"\#(Self.password)"}"#)
        #expect(made.status == 201)
        let stranger = Visitor(port: port)
        return try stranger.welcomed(by: await stranger.logIn(name))
    }

    func logIn(_ name: String, password: String = Self.password) async throws -> TestClient.Answer {
        try await ask("POST", "/api/v1/session", #"{"name":"\#(name)","password":"\#(password)"}"#)
    }

    func welcomed(by answer: TestClient.Answer) throws -> Visitor {
        let welcome = try ReportJSON.read(Welcome.self, from: answer.body.utf8)
        let cookie = try #require(answer.header("set-cookie")?.split(separator: ";").first)
        return Visitor(port: port, headers: ["Cookie: \(cookie)", "X-CSRF-Token: \(try #require(welcome.csrf))"])
    }

    func without(_ header: String) -> Visitor {
        Visitor(port: port, headers: headers.filter { !$0.hasPrefix(header) })
    }
}

/// A closed site with its first admin.
func withAdmin(
    change: @Sendable (inout Settings.Management) -> Void = { _ in },
    _ body: @Sendable @escaping (Visitor, Site) async throws -> Void
) async throws {
    try await withFolder { folder in
        let site = try Site.closed(in: folder, change: change)
        try await withListener(HTTPListener(address: .loopback(port: 0), site: site)) { port in
            try await body(Visitor.first(of: site, at: port), site)
        }
    }
}
