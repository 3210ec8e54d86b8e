// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import NIOCore
import Testing

@testable import Management

/// Flow control lets a client ask for much and take nothing. It is hung up on as a slow reader of HTTP/1.1 is.
@Suite(.serialized) struct `Over HTTP/2` {
    private static let quick = ConversationLimits(reading: .milliseconds(500), writing: .milliseconds(500))

    @Test(arguments: [0, 1000] as [UInt32])
    func `a stream whose window stays shut is ended, and costs nothing further`(_ window: UInt32) async throws {
        try await withSlowSite(window: window) { client, site in
            try await client.get("/static/large", stream: 1)
            try await wait(for: { client.frames.contains { $0.kind == .headers && $0.stream == 1 } })
            try await wait(for: { client.frames.contains { $0.kind == .reset && $0.stream == 1 } || !client.isOpen })
            try await wait(for: { site.inFlight.count == 0 })
            let taken = client.frames.filter { $0.kind == .data }.map(\.length).reduce(0, +)
            #expect(taken <= Int(window))
        }
    }

    @Test func `a connection whose own window is used up is no way around it`() async throws {
        try await withSlowSite(window: 1 << 20) { client, site in
            for stream in stride(from: 1, through: 7, by: 2) {
                try await client.get("/static/style.css", stream: UInt32(stream))
            }
            for stream in stride(from: 9, through: 15, by: 2) {
                try await client.get("/static/large", stream: UInt32(stream))
            }
            try await wait(for: { client.frames.contains { $0.kind == .headers && $0.stream == 15 } || !client.isOpen })
            try await wait(for: { site.inFlight.count == 0 })
            try await wait(for: { !client.isOpen && site.connections.count == 0 })
        }
    }

    @Test func `whoever goes on asking without taking anything is hung up on`() async throws {
        try await withSlowSite(window: 0) { client, site in
            for stream in stride(from: 1, through: 401, by: 2) where client.isOpen {
                try? await client.get("/static/large", stream: UInt32(stream))
                try await Task.sleep(for: .milliseconds(20))
            }
            try await wait(for: { !client.isOpen && site.inFlight.count == 0 && site.connections.count == 0 })
        }
    }

    @Test func `a body that never comes is not waited for`() async throws {
        try await withSlowSite(window: 65_535) { client, _ in
            try await client.get("/api/v1/session", stream: 1, method: "POST", ends: false)
            try await wait(for: { client.frames.contains { $0.stream == 1 && $0.kind == .reset } || !client.isOpen })
        }
    }

    @Test func `a connection on which nothing more is asked is hung up on, whatever it pings`() async throws {
        try await withSlowSite(window: 65_535) { client, site in
            let pinging = Task {
                while client.isOpen {
                    try? await client.send(.ping, stream: 0, [UInt8](repeating: 7, count: 8))
                    try await Task.sleep(for: .milliseconds(100))
                }
            }
            try await wait(for: { !client.isOpen && site.connections.count == 0 })
            pinging.cancel()
        }
    }

    private func withSlowSite(
        window: UInt32, _ body: @Sendable @escaping (HTTP2Client, Site) async throws -> Void
    ) async throws {
        try await withFolder { folder in
            let desk = try desk(.init(mode: .on, certificate: folder + "/tls.pem"))
            var limits = ConnectionTable.Limits()
            (limits.first, limits.idle) = (.seconds(2), .seconds(1))
            let site = try Site.closed(
                in: folder, pages: StillPages(), certificates: desk, connections: ConnectionTable(limits: limits),
                conversation: Self.quick)
            try await withListener(HTTPListener(address: .loopback(port: 0), kind: .secure(desk), site: site)) { port in
                let client = try await HTTP2Client(port: port, window: window)
                defer { client.close() }
                try await body(client, site)
            }
        }
    }

    private func wait(for isSo: () -> Bool, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        let deadline = ContinuousClock.now + .seconds(60)
        while !isSo() {
            try #require(ContinuousClock.now < deadline, sourceLocation: sourceLocation)
            try await Task.sleep(for: .milliseconds(20))
        }
    }
}
