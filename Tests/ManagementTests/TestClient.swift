// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// A client that says its piece and hears what comes until the other side hangs up.
enum TestClient {
    struct Answer {
        var status: Int
        var head: String
        var body: String

        /// In the head's own case.
        func header(_ name: String) -> String? {
            head.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix(name + ":") }
                .map { String($0.dropFirst(name.count + 1).drop { $0 == " " }) }
        }
    }

    static func request(
        _ path: String, method: String = "GET", port: Int, headers: [String] = [], body: String? = nil
    ) async throws -> Answer {
        var lines = ["\(method) \(path) HTTP/1.1", "Host: test", "Connection: close"] + headers
        if let body { lines.append("Content-Length: \(body.utf8.count)") }
        let text = try await say(lines.joined(separator: "\r\n") + "\r\n\r\n" + (body ?? ""), port: port)
        let parts = text.split(separator: "\r\n\r\n", maxSplits: 1, omittingEmptySubsequences: false)
        let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        return Answer(status: status, head: String(parts[0]), body: parts.count > 1 ? String(parts[1]) : "")
    }

    static func say(
        _ text: String, port: Int, host: String = "127.0.0.1",
        until isEnough: @Sendable (String) -> Bool = { _ in false }
    ) async throws -> String {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: host, port: port, channelInitializer: wrapped)
        return try await converse(text, over: channel, until: isEnough)
    }

    /// Says something to a UNIX socket and hears so many lines.
    static func say(_ text: String, socket: String, lines: Int) async throws -> String {
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(unixDomainSocketPath: socket, channelInitializer: wrapped)
        return try await converse(text, over: channel) { heard in heard.count { $0 == "\n" } >= lines }
    }

    private typealias Wrapped = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    @Sendable private static func wrapped(_ channel: any Channel) -> EventLoopFuture<Wrapped> {
        channel.eventLoop.makeCompletedFuture { try Wrapped(wrappingChannelSynchronously: channel) }
    }

    private static func converse(
        _ text: String, over channel: Wrapped, until isEnough: @Sendable (String) -> Bool
    ) async throws -> String {
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var heard = ""
            for try await buffer in inbound {
                heard += String(buffer: buffer)
                if isEnough(heard) { break }
            }
            return heard
        }
    }
}
