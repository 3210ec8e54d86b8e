// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// The server's side of a connection.
protocol ServerTalk: Sendable {
    mutating func begin() -> [ServerAction]
    mutating func received(_ octets: [UInt8]) -> [ServerAction]
}

enum ServerAction {
    case send(String)
    case startTLS
    case hangUp
}

/// Listens on 127.0.0.1 and keeps what it hears, until it is let go.
final class TestServer: Sendable {
    let port: Int
    private let channel: any Channel

    private init(_ channel: any Channel, _ log: Log) {
        (self.channel, port) = (channel, channel.localAddress?.port ?? 0)
        self.log = log
    }

    private let log: Log

    /// All octets of all connections.
    final class Log: Sendable {
        private let octets = Mutex([UInt8]())
        func add(_ more: [UInt8]) { octets.withLock { $0 += more } }
        var all: [UInt8] { octets.withLock { $0 } }
    }

    static func stream(tls: Certificate? = nil, isSecure: Bool = false, _ talk: some ServerTalk) async throws
        -> TestServer
    {
        let (log, context) = (Log(), try tls?.serverContext())
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if isSecure, let context {
                        try channel.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: context))
                    }
                    try channel.pipeline.syncOperations.addHandler(ServerHandler(talk, context, log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return TestServer(channel, log)
    }

    static func datagram() async throws -> TestServer {
        let log = Log()
        let channel = try await DatagramBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(DatagramListener(log))
                }
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return TestServer(channel, log)
    }

    /// A port that nobody listens on.
    static func closedPort() async throws -> Int {
        let server = try await stream(Silent())
        try await server.channel.close().get()
        return server.port
    }

    var text: String { String(decoding: log.all, as: UTF8.self) }
    var octets: [UInt8] { log.all }

    deinit { channel.close(promise: nil) }
}

/// Says nothing and never hangs up first.
struct Silent: ServerTalk {
    func begin() -> [ServerAction] { [] }
    func received(_ octets: [UInt8]) -> [ServerAction] { [] }
}

/// Says one thing at the start.
struct Babbler: ServerTalk {
    let text: String
    func begin() -> [ServerAction] { [.send(text)] }
    func received(_ octets: [UInt8]) -> [ServerAction] { [] }
}

private final class ServerHandler<Talk: ServerTalk>: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var talk: Talk
    private let tls: NIOSSLContext?
    private let log: TestServer.Log

    init(_ talk: Talk, _ tls: NIOSSLContext?, _ log: TestServer.Log) {
        (self.talk, self.tls, self.log) = (talk, tls, log)
    }

    func channelActive(context: ChannelHandlerContext) { perform(talk.begin(), context) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let octets = [UInt8](unwrapInboundIn(data).readableBytesView)
        log.add(octets)
        perform(talk.received(octets), context)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func perform(_ actions: [ServerAction], _ context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .send(let text): context.writeAndFlush(wrapOutboundOut(ByteBuffer(string: text)), promise: nil)
            case .startTLS:
                guard let tls else { continue }
                try? context.pipeline.syncOperations.addHandler(NIOSSLServerHandler(context: tls), position: .first)
            case .hangUp: context.close(promise: nil)
            }
        }
    }
}

private final class DatagramListener: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>

    private let log: TestServer.Log

    init(_ log: TestServer.Log) { self.log = log }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        log.add([UInt8](unwrapInboundIn(data).data.readableBytesView))
    }
}
