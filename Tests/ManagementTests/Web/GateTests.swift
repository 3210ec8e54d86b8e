// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Board
import StillAppliance
import Testing

@testable import Management

@Suite struct `The gate` {
    @Test(arguments: [
        ("GET", "/api/v1/status", 401), ("GET", "/api/v1/events", 401), ("GET", "/metrics", 401),
        ("GET", "/api/v1/users", 401), ("POST", "/api/v1/commands/reacquire", 401), ("GET", "/health/live", 200),
        ("GET", "/health/ready", 200), ("GET", "/api/v1/session", 200), ("GET", "/static/none", 404),
    ])
    func `keeps strangers out of all but a few things`(_ method: String, _ path: String, _ status: Int) async throws {
        try await withAdmin { admin, _ in
            let answer = try await Visitor(port: admin.port).ask(method, path)
            #expect(answer.status == status)
            if status == 401 {
                #expect(answer.header("www-authenticate") == "Bearer realm=\"gnomon\"")
                #expect(answer.header("content-type") == "application/problem+json")
            }
        }
    }

    @Test func `opens what the configuration opens`() async throws {
        try await withAdmin(change: { $0.open = [.metrics] }) { admin, _ in
            let stranger = Visitor(port: admin.port)
            let metrics = try await stranger.ask("GET", "/metrics")
            #expect(metrics.status == 200)
            let status = try await stranger.ask("GET", "/api/v1/status")
            #expect(status.status == 401)
        }
    }

    @Test(arguments: [
        ("viewer", "GET", "/api/v1/status", 200), ("viewer", "POST", "/api/v1/commands/reacquire", 403),
        ("viewer", "POST", "/api/v1/commands/status", 200), ("operator", "POST", "/api/v1/commands/reboot", 403),
        ("viewer", "GET", "/api/v1/users", 403), ("operator", "POST", "/api/v1/commands/reacquire", 200),
        ("operator", "POST", "/api/v1/commands/dance", 404), ("operator", "GET", "/api/v1/tokens", 403),
        ("operator", "PUT", "/api/v1/certificate", 403), ("admin", "GET", "/api/v1/users", 200),
        ("admin", "GET", "/api/v1/tokens", 200), ("admin", "PUT", "/api/v1/certificate", 409),
    ])
    func `knows roles`(_ role: String, _ method: String, _ path: String, _ status: Int) async throws {
        try await withAdmin { admin, _ in
            let friend = try await admin.friend("bob", role: role)
            let answer = try await friend.ask(method, path, method == "GET" ? nil : "")
            #expect(answer.status == status)
        }
    }

    @Test func `wants the token of the page with what a cookie changes`() async throws {
        try await withAdmin { admin, site in
            let bare = try await admin.without("X-CSRF").ask("POST", "/api/v1/commands/reacquire", "")
            #expect(bare.status == 403 && bare.body.contains("X-CSRF-Token"))
            var wrong = admin.without("X-CSRF")
            wrong.headers.append("X-CSRF-Token: AAAA")
            try await wrong.expect(403, "POST", "/api/v1/commands/reacquire", "")
            try await admin.expect(200, "POST", "/api/v1/commands/reacquire", "")
            #expect((site.view as? StillAppliance)?.wishes.count == 1)
        }
    }

    @Test func `refuses what pages from elsewhere ask`() async throws {
        try await withAdmin { admin, _ in
            var lured = admin
            lured.headers.append("Sec-Fetch-Site: cross-site")
            try await lured.expect(403, "POST", "/api/v1/commands/reacquire", "")
            try await lured.expectLogIn(403, "ada")
            try await lured.expect(200, "GET", "/api/v1/status")
        }
    }

    @Test func `takes the tokens of programs, as far as they go`() async throws {
        try await withAdmin { admin, _ in
            let made = try await admin.ask("POST", "/api/v1/tokens", #"{"label":"Grafana 1","role":"viewer"}"#)
            #expect(made.status == 201)
            struct Made: Decodable { var secret: String }
            let secret = try ReportJSON.read(Made.self, from: made.body.utf8).secret
            let program = Visitor(port: admin.port, headers: ["Authorization: Bearer \(secret)"])
            try await program.expect(200, "GET", "/api/v1/status")
            try await program.expect(403, "POST", "/api/v1/commands/reacquire", "")
            let list = try await admin.ask("GET", "/api/v1/tokens")
            #expect(list.body.contains("Grafana 1") && !list.body.contains(secret))
            try await admin.expect(204, "DELETE", "/api/v1/tokens/Grafana%201")
            let refused = try await program.ask("GET", "/api/v1/status")
            #expect(refused.status == 401)
            #expect(refused.header("www-authenticate") == "Bearer realm=\"gnomon\", error=\"invalid_token\"")
        }
    }

    @Test func `believes the proxy, and nobody else, about who has logged in`() async throws {
        let proxy = Settings.Management.Proxy(
            header: "X-Remote-User", from: [AddressPrefix(address: .loopbackV4, length: 32)])
        try await withAdmin(change: { $0.proxy = proxy }) { admin, _ in
            let told = Visitor(port: admin.port, headers: ["X-Remote-User: ada"])
            try await told.expect(200, "GET", "/api/v1/users")
            try await told.expect(403, "POST", "/api/v1/commands/reacquire", "")
            let stranger = Visitor(port: admin.port, headers: ["X-Remote-User: eve"])
            try await stranger.expect(401, "GET", "/api/v1/users")
        }
        let elsewhere = Settings.Management.Proxy(
            header: "X-Remote-User", from: [AddressPrefix(address: IPAddress(v4: 0x0A00_0001), length: 32)])
        try await withAdmin(change: { $0.proxy = elsewhere }) { admin, _ in
            let told = Visitor(port: admin.port, headers: ["X-Remote-User: ada"])
            try await told.expect(401, "GET", "/api/v1/users")
        }
    }

    @Test func `says why nobody can log in`() async throws {
        try await withHTTP(.locked) { port in
            let answer = try await Visitor(port: port).logIn("ada")
            #expect(answer.status == 503 && answer.body.contains("no users are configured"))
        }
    }
}
