// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import NIOCore
import NIOPosix
import StillAppliance
import Testing

@testable import Management

@Suite(.serialized) struct `However many there are` {
    @Test(arguments: ["", "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow: "])
    func `a thousand who say nothing, or little, keep nobody waiting`(_ piece: String) async throws {
        try await withHTTP(.locked) { port in
            let crowd = try await Self.crowd(of: 1000, port: port, saying: piece)
            for _ in 0..<10 {
                #expect(try await TestClient.request("/api/v1/status", port: port).status == 200)
            }
            for channel in crowd { channel.close(promise: nil) }
        }
    }

    @Test func `a thousand who greet by TLS and then say nothing keep nobody waiting`() async throws {
        try await withSecureSite { port, _, site in
            let crowd = try await Self.crowd(of: 1000, port: port, saying: "\u{16}\u{3}\u{1}")
            #expect(site.connections.count <= 512)
            let answer = try await TLSGreeting.say(
                "GET /health/live HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", port: port)
            #expect(answer.contains("200"))
            for channel in crowd { channel.close(promise: nil) }
        }
    }

    @Test func `who says nothing is hung up on`() async throws {
        var limits = ConnectionTable.Limits()
        limits.first = .milliseconds(300)
        try await withSecureSite(connections: ConnectionTable(limits: limits)) { port, _, site in
            let heard = try? await TestClient.say("", port: port)
            #expect(heard ?? "" == "")
            try await Self.wait(for: { site.connections.count == 0 })
        }
    }

    @Test func `a body that comes drop by drop is not waited for`() async throws {
        try await withFolder { folder in
            let site = try Site.closed(in: folder, conversation: ConversationLimits(reading: .milliseconds(300)))
            try await withListener(HTTPListener(address: .loopback(port: 0), site: site)) { port in
                let heard = try? await TestClient.say(
                    "POST /api/v1/session HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{", port: port)
                #expect(!(heard ?? "").contains(" 200 "))
            }
        }
    }

    @Test func `who does not take what was asked for is hung up on, and costs nothing further`() async throws {
        try await withFolder { folder in
            let view = StillPages()
            let site = try Site.closed(
                in: folder, pages: view, conversation: ConversationLimits(writing: .milliseconds(500)))
            try await withListener(HTTPListener(address: .loopback(port: 0), site: site)) { port in
                let reader = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                    .channelOption(.autoRead, value: false)
                    .channelOption(.socketOption(.so_rcvbuf), value: 4096)
                    .connect(host: "127.0.0.1", port: port).get()
                try await reader.writeAndFlush(
                    ByteBuffer(string: "GET /static/large HTTP/1.1\r\nHost: x\r\n\r\n"))
                try await Self.wait(for: { site.inFlight.count > 0 })
                try await Self.wait(for: { site.connections.count == 0 && site.inFlight.count == 0 })
                try? await reader.close()
            }
        }
    }

    @Test(arguments: [("/api/v1/session", 16_385), ("/api/v1/certificate", 262_145)])
    func `a body has its bound`(_ path: String, _ size: Int) async throws {
        try await withAdmin { admin, _ in
            let method = path == "/api/v1/session" ? "POST" : "PUT"
            let answer = try await admin.ask(method, path, String(repeating: "x", count: size))
            #expect(answer.status == 413)
        }
    }

    private static func wait(for isSo: () -> Bool) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while !isSo() {
            try #require(ContinuousClock.now < deadline)
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private static func crowd(of size: Int, port: Int, saying piece: String) async throws -> [any Channel] {
        var crowd: [any Channel] = []
        for _ in 0..<size {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(host: "127.0.0.1", port: port).get()
            if !piece.isEmpty { channel.writeAndFlush(ByteBuffer(string: piece), promise: nil) }
            crowd.append(channel)
        }
        return crowd
    }
}

/// Pages of a size.
struct StillPages: PageSource {
    var pages: [PageEntry] {
        [PageEntry(path: "/", access: .topic(.status)), PageEntry(path: "/settings", access: .viewer)]
    }

    func file(named name: String) -> PageFile? {
        switch name {
        case "large": PageFile(type: "text/plain", bytes: [UInt8](repeating: 0x41, count: 12 << 20))
        case "style.css": PageFile(type: "text/css; charset=utf-8", bytes: Array("p{}".utf8), tag: "\"p\"")
        default: nil
        }
    }

    func page(at path: String, for visit: PageVisit) -> PageFile {
        let who = "\(visit.principal?.name ?? "nobody") \(visit.query["a"] ?? "")"
        return PageFile(type: "text/html; charset=utf-8", bytes: Array("<p>\(path) \(who)".utf8))
    }
}
