// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Testing

@testable import Management

@Suite struct `Pages` {
    @Test func `are shown to who may see them; others are led to the way in`() async throws {
        try await withPages { site, port in
            let stranger = Visitor(port: port)
            let new = try await stranger.ask("GET", "/settings")
            #expect(new.status == 303 && new.header("location") == "/setup")
            let admin = try await Visitor.first(of: site, at: port)
            let led = try await stranger.ask("GET", "/settings")
            #expect(led.status == 303 && led.header("location") == "/login?next=/settings")
            let shown = try await admin.ask("GET", "/settings?a=b%20c")
            #expect(shown.status == 200 && shown.body == "<p>/settings ada b c")
            #expect(shown.header("content-type") == "text/html; charset=utf-8")
            let open = try await stranger.ask("GET", "/")
            #expect(open.body == "<p>/ nobody ")
        }
    }

    @Test func `load files that a browser keeps until they change`() async throws {
        try await withPages { _, port in
            let first = try await TestClient.request("/static/style.css", port: port)
            #expect(first.status == 200 && first.body == "p{}" && first.header("cache-control") == "no-cache")
            let tag = try #require(first.header("etag"))
            let again = try await TestClient.request(
                "/static/style.css", port: port, headers: ["If-None-Match: \(tag)"])
            #expect(again.status == 304 && again.body.isEmpty && again.header("etag") == tag)
            let none = try await TestClient.request("/static/..%2Fusers.json", port: port)
            #expect(none.status == 404)
        }
    }

    @Test(arguments: ["/", "/static/style.css", "/nowhere", "/api/v1/users", "/health/live", "/metrics"])
    func `and all else come with what keeps a browser safe`(_ path: String) async throws {
        try await withPages { _, port in
            let answer = try await TestClient.request(path, port: port)
            #expect(answer.header("content-security-policy") == SecurityHeaders.contentSecurityPolicy)
            #expect(answer.header("x-content-type-options") == "nosniff")
            #expect(answer.header("x-frame-options") == "DENY")
            #expect(answer.header("referrer-policy") == "no-referrer")
            #expect(answer.header("cross-origin-opener-policy") == "same-origin")
            #expect(answer.header("strict-transport-security") == nil)
        }
    }

    private func withPages(_ body: @Sendable @escaping (Site, Int) async throws -> Void) async throws {
        try await withFolder { folder in
            let site = try Site.closed(in: folder, pages: StillPages()) { $0.open = [.status] }
            try await withListener(HTTPListener(address: .loopback(port: 0), site: site)) { try await body(site, $0) }
        }
    }
}
