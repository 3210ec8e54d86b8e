// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Board
import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS
import SwiftASN1
import Testing

@testable import Management

@Suite struct `Over TLS` {
    @Test(arguments: [(["h2", "http/1.1"], "h2"), (["http/1.1"], "http/1.1")])
    func `the newest HTTP is spoken that both know`(_ offered: [String], _ chosen: String) async throws {
        try await withSecureSite { port, _, _ in
            let greeting = try await TLSGreeting.exchange(port: port, offering: offered)
            #expect(greeting.chosen == chosen)
        }
    }

    @Test func `less than TLS 1.2 is refused`() async throws {
        try await withSecureSite { port, _, _ in
            await #expect(throws: (any Error).self) {
                try await TLSGreeting.exchange(port: port, offering: ["http/1.1"], most: .tlsv11)
            }
            let greeting = try await TLSGreeting.exchange(port: port, offering: ["http/1.1"], most: .tlsv12)
            #expect(greeting.chosen == "http/1.1")
        }
    }

    @Test func `a new certificate is used by new connections at once`() async throws {
        try await withSecureSite { port, desk, _ in
            let before = try await TLSGreeting.exchange(port: port, offering: ["http/1.1"])
            let pair = try Authority().pair()
            try desk.replace(by: try pair.pem, at: nil)
            let after = try await TLSGreeting.exchange(port: port, offering: ["http/1.1"])
            #expect(before.certificate != after.certificate)
            let own = try NIOSSLCertificate(bytes: Array(try pair.own.serializeAsPEM().pemString.utf8), format: .pem)
            #expect(after.certificate == own)
        }
    }

    @Test func `the cookie is the host's, and only sent by TLS`() async throws {
        try await withSecureSite { port, _, site in
            let token = try #require(site.gate.book?.setupToken)
            let body = #"{"token":"\#(token)","name":"ada","password":"six green bottles"}"#
            let answer = try await TLSGreeting.say(
                "POST /api/v1/setup HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
                    + body, port: port)
            #expect(answer.lowercased().contains("set-cookie: __host-gnomon="), "\(answer)")
            #expect(answer.contains("; Path=/; HttpOnly; SameSite=Strict; Secure"))
        }
    }

    @Test func `a browser is told to insist on TLS once it can check the certificate`() async throws {
        try await withSecureSite { port, desk, _ in
            let request = "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
            let before = try await TLSGreeting.say(request, port: port)
            #expect(!before.lowercased().contains("strict-transport"))
            try desk.replace(by: try Authority().pair().pem, at: nil)
            let told = try await TLSGreeting.say(request, port: port)
            #expect(told.lowercased().contains("strict-transport-security: max-age=31536000"))
        }
    }

    @Test func `who speaks no TLS is hung up on`() async throws {
        try await withSecureSite { port, _, _ in
            let heard = try? await TestClient.say("GET / HTTP/1.1\r\nHost: x\r\n\r\n", port: port)
            #expect(!(heard ?? "").contains("200"))
            let greeting = try await TLSGreeting.exchange(port: port, offering: ["h2"])
            #expect(greeting.chosen == "h2")
        }
    }

    @Test(arguments: [
        ("clock.example", "/sky?a=b", 443, "https://clock.example/sky?a=b"),
        ("clock.example:80", "/", 8443, "https://clock.example:8443/"), ("[::1]:80", "/", 443, "https://[::1]/"),
        ("", "/", 443, nil), ("a b", "/", 443, nil), ("x/../y", "/", 443, nil), ("x@y", "/", 443, nil),
        ("clock", "//evil", 443, nil),
    ])
    func `the way there is said in the clear`(_ host: String, _ path: String, _ port: UInt16, _ place: String?) {
        let request = HTTPRequest(method: .get, scheme: "http", authority: host, path: path)
        let answer = Site.pointing(Request(head: request, body: .init(buffer: ByteBuffer())), to: port)
        #expect(answer.status == (place == nil ? .badRequest : .permanentRedirect))
        #expect(answer.headers[.location] == place)
    }

    @Test func `in the clear there is the way there, and health`() async throws {
        try await withFolder { folder in
            let listener = HTTPListener(
                address: .loopback(port: 0), kind: .redirect(to: 443), site: try .closed(in: folder))
            try await withListener(listener) { port in
                let page = try await TestClient.request("/api/v1/status", port: port)
                #expect(page.status == 308 && page.header("location") == "https://test/api/v1/status")
                let health = try await TestClient.request("/health/live", port: port)
                #expect(health.status == 200)
            }
        }
    }
}

func withSecureSite(
    connections: ConnectionTable = ConnectionTable(),
    _ body: @Sendable @escaping (Int, CertificateDesk, Site) async throws -> Void
) async throws {
    try await withFolder { folder in
        let desk = try desk(.init(mode: .on, certificate: folder + "/tls.pem"))
        let site = try Site.closed(in: folder, certificates: desk, connections: connections)
        let listener = HTTPListener(address: .loopback(port: 0), kind: .secure(desk), site: site)
        try await withListener(listener) { port in try await body(port, desk, site) }
    }
}
