// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A client that speaks HTTP/2 (RFC 9113) frame by frame, and so can be as rude as it likes. What it hears it notes.
final class HTTP2Client: Sendable {
    private final class Ear: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer
        let heard = Mutex<[UInt8]>([])

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            heard.withLock { $0 += Array(buffer: unwrapInboundIn(data)) }
        }
    }

    enum Kind: UInt8 {
        case data, headers, priority, reset, settings, push, ping, goAway, windowUpdate
    }

    private let channel: any Channel
    private let ear: Ear

    /// Greets by TLS and by the preface. The window of every stream is what is said here, and the connection's is the
    /// 65,535 octets that it begins with; neither is ever raised.
    init(port: Int, window: UInt32) async throws {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.applicationProtocols = ["h2"]
        let (context, ear) = (try NIOSSLContext(configuration: configuration), Ear())
        self.ear = ear
        channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: nil)
                    try channel.pipeline.syncOperations.addHandlers(handler, ear)
                    return channel
                }
            }
        try await send(Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8))
        // SETTINGS_INITIAL_WINDOW_SIZE (RFC 9113, 6.5.2).
        try await send(.settings, stream: 0, [0, 4] + Self.octets(window))
    }

    var isOpen: Bool { channel.isActive }
    func close() { channel.close(promise: nil) }

    /// Asks without a body; `ends`: says so too.
    func get(_ path: String, stream: UInt32, method: String = "GET", ends: Bool = true) async throws {
        // HPACK (RFC 7541): literals without indexing, by the names of the static table.
        let fields: [(UInt8, String)] = [(2, method), (6, "https"), (4, path), (1, "clock")]
        let block = fields.flatMap { index, value in [index, UInt8(value.utf8.count)] + Array(value.utf8) }
        try await send(.headers, flags: ends ? 0x5 : 0x4, stream: stream, block)
    }

    func send(_ kind: Kind, flags: UInt8 = 0, stream: UInt32, _ payload: [UInt8]) async throws {
        let length = Self.octets(UInt32(payload.count)).dropFirst()
        try await send(Array(length) + [kind.rawValue, flags] + Self.octets(stream) + payload)
    }

    private func send(_ octets: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: octets)) }

    /// What was heard, frame by frame, with its stream and the length of its payload.
    var frames: [(kind: Kind, stream: UInt32, length: Int)] {
        var (rest, frames) = (ear.heard.withLock { $0 }[...], [(Kind, UInt32, Int)]())
        while rest.count >= 9 {
            let head = Array(rest.prefix(9))
            let length = head[0..<3].reduce(0) { $0 << 8 | Int($1) }
            guard rest.count >= 9 + length else { break }
            if let kind = Kind(rawValue: head[3]) {
                frames.append((kind, head[5..<9].reduce(0) { $0 << 8 | UInt32($1) }, length))
            }
            rest = rest.dropFirst(9 + length)
        }
        return frames
    }

    private static func octets(_ number: UInt32) -> [UInt8] {
        stride(from: 24, through: 0, by: -8).map { UInt8(truncatingIfNeeded: number >> UInt32($0)) }
    }
}
