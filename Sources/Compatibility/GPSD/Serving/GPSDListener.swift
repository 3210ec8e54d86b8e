// SPDX-License-Identifier: Apache-2.0

public import Board
public import Logging
import NIOCore
import NIOPosix

/// One address at which gpsd's protocol is spoken.
public struct GPSDListener: Sendable {
    private let address: IPEndpoint
    private let service: GPSDService
    private let log: Logger
    private let onListening: @Sendable (Int) -> Void

    /// - Parameter onListening: told the real port, for those who ask for any.
    public init(
        address: IPEndpoint, service: GPSDService, log: Logger,
        onListening: @escaping @Sendable (Int) -> Void = { _ in }
    ) {
        (self.address, self.service, self.log, self.onListening) = (address, service, log, onListening)
    }

    /// Throws where the address cannot be had; otherwise returns when the task is cancelled.
    public func run() async throws {
        let server =
            try await bootstrap
            .childChannelOption(.writeBufferWaterMark, value: GPSDClient.waterMarks)
            .childChannelInitializer { [service] in Self.admit($0, to: service) }
            .bind(host: "\(address.address)", port: Int(address.port)).get()
        log.info("gpsd's protocol is spoken", metadata: ["address": "\(address)"])
        onListening(server.localAddress?.port ?? 0)
        try await withTaskCancellationHandler {
            try await server.closeFuture.get()
        } onCancel: {
            server.close(promise: nil)
        }
    }

    private var bootstrap: ServerBootstrap {
        let bootstrap = ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 16)
            .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
        guard !address.address.isV4 else { return bootstrap }
        return bootstrap.serverChannelOption(
            ChannelOptions.Types.SocketOption(level: .ipv6, name: .ipv6_v6only), value: 1)
    }

    /// Who may not come in, or finds no room, is hung up on at once.
    private static func admit(_ channel: any Channel, to service: GPSDService) -> EventLoopFuture<Void> {
        let address = channel.remoteAddress?.ipAddress.flatMap { IPAddress($0) }
        guard service.isAdmitted(address) else {
            service.clients.count(.denied)
            return channel.close()
        }
        guard service.clients.enter(channel) else {
            service.clients.count(.full)
            return channel.close()
        }
        return channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandlers(
                IdleStateHandler(readTimeout: GPSDClient.idleTimeout), GPSDClient(service))
        }
    }
}
