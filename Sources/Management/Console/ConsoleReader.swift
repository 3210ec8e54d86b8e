// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// Tells what comes through a channel; it takes more only when it is asked to (`channel.read()`).
final class ConsoleReader: ChannelInboundHandler, Sendable {
    typealias InboundIn = ByteBuffer

    private let tell: @Sendable (ConsoleEvent) -> Void

    init(tell: @escaping @Sendable (ConsoleEvent) -> Void) { self.tell = tell }

    /// Before that nothing could be taken.
    func channelActive(context: ChannelHandlerContext) {
        context.read()
        context.fireChannelActive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        tell(.bytes(Array(unwrapInboundIn(data).readableBytesView)))
    }

    func channelWritabilityChanged(context: ChannelHandlerContext) {
        if context.channel.isWritable { tell(.room) }
    }

    func channelInactive(context: ChannelHandlerContext) { tell(.gone) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
