// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL
import NIOTLS

/// What came of greeting a server over TLS.
struct TLSGreeting: Sendable {
    var chosen: String?
    var certificate: NIOSSLCertificate?

    static func exchange(port: Int, offering: [String], most: TLSVersion? = nil) async throws -> TLSGreeting {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        configuration.applicationProtocols = offering
        configuration.minimumTLSVersion = .tlsv1
        configuration.maximumTLSVersion = most
        let context = try NIOSSLContext(configuration: configuration)
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: nil)
                    try channel.pipeline.syncOperations.addHandlers(handler, Listener(channel.eventLoop))
                    return channel
                }
            }
        let greeting = try await channel.pipeline.handler(type: Listener.self).map(\.greeting).get().get()
        try? await channel.close()
        return greeting
    }

    /// Says something in HTTP/1.1 and hears all until the other side hangs up.
    static func say(_ text: String, port: Int) async throws -> String {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        let context = try NIOSSLContext(configuration: configuration)
        let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(context: context, serverHostname: nil)
                    try channel.pipeline.syncOperations.addHandler(handler)
                    return try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            var heard = ""
            for try await buffer in inbound { heard += String(buffer: buffer) }
            return heard
        }
    }

    private final class Listener: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        private let promise: EventLoopPromise<TLSGreeting>
        var greeting: EventLoopFuture<TLSGreeting> { promise.futureResult }

        init(_ loop: any EventLoop) { promise = loop.makePromise() }

        func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
            guard case .handshakeCompleted(let chosen)? = event as? TLSUserEvent else { return }
            let handler = try? context.pipeline.syncOperations.handler(type: NIOSSLClientHandler.self)
            promise.succeed(TLSGreeting(chosen: chosen, certificate: handler?.peerCertificate))
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { promise.fail(error) }
        func channelInactive(context: ChannelHandlerContext) { promise.fail(ChannelError.eof) }
    }
}
