// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix

/// One datagram to a server.
struct DatagramCall: Sendable {
    let server: NoticeServer
    let patience: SendPatience

    func send(_ octets: [UInt8]) async throws(NoticeFault) -> NoticeReceipt {
        let outcome = Outcome(server: server, within: patience.connecting)
        // The search for an address may take its time, which none of our loops has.
        let address = NIOThreadPool.singleton.runIfActive(eventLoop: outcome.loop) { [server] in
            try SocketAddress.makeAddressResolvingHost(server.host, port: server.port)
        }
        let lingering = TimeAmount(patience.lingering)
        let opening = address.flatMap { address in
            DatagramBootstrap(group: outcome.loop)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        let handler = DatagramHandler(octets, lingering: lingering, outcome: outcome)
                        try channel.pipeline.syncOperations.addHandler(handler)
                    }
                }
                .connect(to: address)
        }
        return try await outcome.result(of: opening)
    }
}

/// Sends, and listens for a while for a router or host that says that nobody is there (RFC 1122, 4.1.3.3).
private final class DatagramHandler: ChannelInboundHandler {
    typealias InboundIn = AddressedEnvelope<ByteBuffer>
    typealias OutboundOut = ByteBuffer

    private let octets: [UInt8]
    private let lingering: TimeAmount
    private let outcome: Outcome

    init(_ octets: [UInt8], lingering: TimeAmount, outcome: Outcome) {
        (self.octets, self.lingering, self.outcome) = (octets, lingering, outcome)
    }

    func channelActive(context: ChannelHandlerContext) {
        let written = context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: octets)))
        let (outcome, lingering) = (outcome, lingering)
        written.whenFailure { outcome.promise.fail($0) }
        written.whenSuccess {
            outcome.loop.scheduleTask(in: lingering) {
                outcome.promise.succeed(NoticeReceipt("sent to \(outcome.server); UDP tells no more"))
            }
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {}

    func errorCaught(context: ChannelHandlerContext, error: any Error) { outcome.promise.fail(error) }
}
