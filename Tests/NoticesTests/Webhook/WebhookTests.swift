// SPDX-License-Identifier: Apache-2.0

import Foundation
import Testing

@testable import Notices

/// Answers each request with one status.
struct WebTalk: ServerTalk {
    var answer = "HTTP/1.1 204 No Content\r\n\r\n"
    private var heard = ""

    init(_ answer: String? = nil) { self.answer = answer ?? self.answer }

    func begin() -> [ServerAction] { [] }

    mutating func received(_ octets: [UInt8]) -> [ServerAction] {
        heard += String(decoding: octets, as: UTF8.self)
        return heard.hasSuffix("}") ? [.send(answer), .hangUp] : []
    }
}

@Suite(.timeLimit(.minutes(1)))
struct WebhookTests {
    private func sender(_ port: Int, tls: Bool = false, secret: NoticeSecret? = nil, trust: Certificate? = .good)
        -> WebhookSender
    {
        WebhookSender(
            url: "\(tls ? "https" : "http")://localhost:\(port)/alarms?x=1", secret: secret,
            trust: trust.map { .file($0.certificate) } ?? .system, patience: .short)
    }

    @Test(arguments: [false, true])
    func `a notice is posted as JSON`(tls: Bool) async throws {
        let server = try await TestServer.stream(tls: .good, isSecure: tls, WebTalk())
        let receipt = try await sender(server.port, tls: tls).send(.sample())
        #expect(receipt.text == "localhost:\(server.port) took it: HTTP 204")
        let parts = server.text.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init)
        #expect(parts.first?.hasPrefix("POST /alarms?x=1 HTTP/1.1\r\nHost: localhost:\(server.port)\r\n") == true)
        #expect(
            parts.last == """
                {"alarm":"antenna-open","event":"raised","hint":"Look at the cable.","host":"ts1.example.org","id":"n-1",\
                "sentence":"The antenna's line is open.","severity":"critical","state":"Holdover for 2 min.",\
                "time":"2026-11-21T11:43:18.250Z","unixMilliseconds":1795261398250}
                """)
        #expect(parts.first?.contains("Content-Length: \(parts.last?.utf8.count ?? 0)") == true)
        #expect(parts.first?.contains("Signature") == false)
    }

    /// RFC 4231, test case 2.
    @Test func `the signature is HMAC-SHA-256`() {
        let expected = "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
        #expect(WebhookBody.signature(of: Array("what do ya want for nothing?".utf8), key: "Jefe") == expected)
    }

    @Test func `where there is a secret the body is signed with it, as its file has it now`() async throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("secret-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: file) }
        let server = try await TestServer.stream(WebTalk())
        let sender = sender(server.port, secret: .file(file.path))
        for key in ["Jefe", "other"] {
            try Data("\(key)\nsecond line\n".utf8).write(to: file)
            try await sender.send(.sample())
            let signature = WebhookBody.signature(of: WebhookBody.octets(of: .sample()), key: key)
            #expect(server.text.contains("X-Gnomon-Signature: sha256=\(signature)\r\n"))
        }
        try Data("\n".utf8).write(to: file)
        #expect(await fault(sender)?.kind == "misconfigured")
    }

    @Test(arguments: Hostile.texts)
    func `no text adds to the request`(text: String) async throws {
        let server = try await TestServer.stream(WebTalk())
        try await sender(server.port).send(.everywhere(text))
        let parts = server.text.split(separator: "\r\n\r\n", maxSplits: 1).map(String.init)
        #expect(parts.first?.split(separator: "\r\n" as Character).count == 7)
        let body = try #require(parts.last)
        #expect(try JSONDecoder().decode(Notice.self, from: Data(body.utf8)) == .everywhere(text))
    }

    @Test(arguments: [
        ("HTTP/1.1 301 Moved\r\nLocation: http://127.0.0.1:1/\r\n\r\n", "refused"),
        ("HTTP/1.1 404 No\r\n\r\n", "refused"),
        ("HTTP/1.1 401 No\r\n\r\n", "refused"), ("HTTP/1.1 400 No\r\n\r\n", "rejected"),
        ("HTTP/1.1 503 No\r\n\r\n", "busy"),
        ("HTTP/1.1 429 No\r\n\r\n", "busy"), ("SSH-2.0-OpenSSH\r\n", "unreachable"), ("", "unreachable"),
        ("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\n\r\n", nil), ("HTTP/1.0 200 OK\r\n\r\n", nil),
    ])
    func `each answer is told`(answer: String, kind: String?) async throws {
        let server = try await TestServer.stream(WebTalk(answer))
        #expect(await fault(sender(server.port))?.kind == kind)
    }

    @Test func `whom nobody vouches for is told nothing`() async throws {
        let server = try await TestServer.stream(tls: .good, isSecure: true, WebTalk())
        #expect(await fault(sender(server.port, tls: true, trust: nil))?.kind == "insecure")
        #expect(server.octets.isEmpty)
    }

    @Test(arguments: [
        ("http://a", "a", 80, "/", "a"), ("https://a.b/c?d=e", "a.b", 443, "/c?d=e", "a.b"),
        ("https://[::1]:8443/x", "::1", 8443, "/x", "[::1]:8443"),
        ("http://10.0.0.1:80", "10.0.0.1", 80, "/", "10.0.0.1:80"),
    ])
    func `a URL is taken apart`(url: String, host: String, port: Int, target: String, authority: String) throws {
        let address = try #require(WebAddress(url))
        #expect(address.server == NoticeServer(host: host, port: port))
        #expect(address.target == target && address.authority == authority)
    }

    @Test(arguments: [
        "", "a", "ftp://a", "http://", "http:///x", "http://a:0", "http://a:99999", "http://u@a", "http://a/#f",
        "http://a/ b", "http://a/\r\nX: y", "http://ä",
    ])
    func `what is no URL to post to is told`(url: String) async {
        #expect(WebAddress(url) == nil)
        #expect(await fault(WebhookSender(url: url))?.kind == "misconfigured")
    }
}
