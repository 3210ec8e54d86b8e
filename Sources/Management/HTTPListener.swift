// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import NIOPosix

/// One address on which HTTP is served.
///
/// The framework's own server would hear IPv4 on an IPv6 address too, so that `0.0.0.0:80` and `[::]:80` could not
/// stand side by side; hence the few lines of accepting here.
struct HTTPListener: Sendable {
    let address: IPEndpoint
    let view: any ApplianceView
    let log: Logger
    /// Told the real port, for tests that ask for any.
    var onListening: @Sendable (Int) async -> Void = { _ in }

    /// Enough for a status page on every desk; an attacker who takes them all keeps nobody from the time.
    static let mostConnections = 512
    /// Short, so that those who connect and say nothing do not keep others out for long.
    static let idleTimeout: TimeAmount = .seconds(5)

    /// Throws where the address cannot be had; otherwise returns when the task is cancelled.
    func run() async throws {
        let http = HTTP1Channel(responder: Self.responder(for: view, log: quiet), configuration: Self.limits)
        let server = try await bootstrap.bind(
            host: "\(address.address)", port: Int(address.port)
        ) { [quiet] channel in http.setup(channel: channel, logger: quiet) }
        log.notice("HTTP is served", metadata: ["address": "\(address)"])
        await onListening(server.channel.localAddress?.port ?? 0)
        try await withThrowingDiscardingTaskGroup { group in
            try await server.executeThenClose { connections in
                for try await connection in connections {
                    group.addTask { [quiet] in await http.handle(value: connection, logger: quiet) }
                }
            }
        }
    }

    private static func responder(for view: any ApplianceView, log: Logger) -> HTTPChannelHandler.Responder {
        let router = Routes.router(for: view).buildResponder()
        return { request, writer, channel in
            let source = ApplicationRequestContextSource(channel: channel, logger: log)
            var response = try await router.respond(to: request, context: BasicRequestContext(source: source))
            response.headers[.date] = HTTPDate.text(of: view.snapshot)
            try await writer.write(response: response.head, body: response.body)
        }
    }

    private var bootstrap: ServerBootstrap {
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 64)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
            .serverChannelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandler(
                        AvailableConnectionsChannelHandler(maxConnections: Self.mostConnections))
                }
            }
        guard !address.address.isV4 else { return bootstrap }
        return bootstrap.serverChannelOption(
            ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only), value: 1)
    }

    /// The framework's own news is not the operator's.
    private var quiet: Logger {
        var quiet = log
        quiet.logLevel = .critical
        return quiet
    }

    private static var limits: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            idleTimeout: idleTimeout,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 4096, maxHeaderListSize: 16_384, maxHeaderFieldCount: 64))
    }
}
