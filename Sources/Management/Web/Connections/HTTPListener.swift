// SPDX-License-Identifier: Apache-2.0

import Board
import HTTPTypes
import HummingbirdCore
import HummingbirdHTTP2
import Logging
import NIOCore
import NIOPosix

/// One address on which HTTP is served.
///
/// The framework's own server would hear IPv4 on an IPv6 address too, so that `0.0.0.0:80` and `[::]:80` could not
/// stand side by side; hence the few lines of accepting here.
struct HTTPListener: Sendable {
    enum Kind: Sendable {
        /// HTTP/1.1, in the clear.
        case plain
        /// HTTP/2 and HTTP/1.1 over TLS, by what the client prefers.
        case secure(CertificateDesk)
        /// In the clear, only to say where the page is: on this port, by TLS.
        case redirect(to: UInt16)
    }

    let address: IPEndpoint
    var kind = Kind.plain
    let site: Site
    /// Told the real port, for tests that ask for any.
    var onListening: @Sendable (Int) async -> Void = { _ in }

    /// Short, so that those who connect and say nothing do not keep others out for long.
    static let idleTimeout: TimeAmount = .seconds(5)

    /// Throws where the address cannot be had; otherwise returns when the task is cancelled.
    func run() async throws {
        switch kind {
        case .plain:
            let http = HTTP1Channel(responder: site.responder(isSecure: false), configuration: limits)
            try await serve { http }
        case .redirect(let port):
            let http = HTTP1Channel(responder: site.redirect(to: port), configuration: limits)
            try await serve { http }
        case .secure(let certificates):
            let responder = site.responder(isSecure: true)
            let channels = try certificates.channels(responder: responder, configuration: streams)
            try await serve { try channels.current() }
        }
    }

    /// `http` is asked anew for each connection.
    private func serve<HTTP: ServerChildChannel>(by http: @escaping @Sendable () throws -> HTTP) async throws {
        let first = try http()
        let server = try await bootstrap.bind(host: "\(address.address)", port: Int(address.port)) { channel in
            setUp(channel, by: http)
        }
        site.log.notice("HTTP is served", metadata: ["address": "\(address)", "kind": "\(kind.name)"])
        await onListening(server.channel.localAddress?.port ?? 0)
        try await withThrowingDiscardingTaskGroup { [quiet] group in
            group.addTask { await sweep() }
            try await server.executeThenClose { connections in
                for try await connection in connections {
                    group.addTask { await first.handle(value: connection, logger: quiet) }
                }
            }
        }
    }

    private func setUp<HTTP: ServerChildChannel>(
        _ channel: any Channel, by http: () throws -> HTTP
    ) -> EventLoopFuture<HTTP.Value> {
        guard site.connections.enter(channel) else {
            return channel.eventLoop.makeFailedFuture(ChannelError.ioOnClosedChannel)
        }
        do { return try http().setup(channel: channel, logger: quiet) } catch {
            return channel.eventLoop.makeFailedFuture(error)
        }
    }

    private func sweep() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: .seconds(1))
            site.connections.sweep()
        }
    }

    private var bootstrap: ServerBootstrap {
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 1024)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        guard !address.address.isV4 else { return bootstrap }
        return bootstrap.serverChannelOption(
            ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only), value: 1)
    }

    /// The framework's own news is not the operator's.
    private var quiet: Logger {
        var quiet = site.log
        quiet.logLevel = .critical
        return quiet
    }

    private var limits: HTTP1Channel.Configuration {
        HTTP1Channel.Configuration(
            additionalChannelHandlers: [
                ConversationGuard(inFlight: site.inFlight, limits: site.conversation), HeadRefusal(),
            ],
            idleTimeout: Self.idleTimeout,
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: 4096, maxHeaderListSize: 16_384, maxHeaderFieldCount: 64))
    }

    private var streams: HTTP2Channel.Configuration {
        HTTP2Channel.Configuration(
            idleTimeout: .seconds(15), gracefulCloseTimeout: .seconds(5), streamConfiguration: limits)
    }
}

extension HTTPListener.Kind {
    fileprivate var name: String {
        switch self {
        case .plain: "plain"
        case .secure: "TLS"
        case .redirect(let port): "points to port \(port)"
        }
    }
}
