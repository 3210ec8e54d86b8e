// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOSSL
import NIOTLS

/// Carries a dialogue over a channel.
final class DialogueHandler<Talk: Dialogue>: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private var talk: Talk
    private var (isSecure, hasSaidAll, isOver) = (false, false, false)
    private let call: StreamCall
    private let outcome: EventLoopPromise<NoticeReceipt>

    init(_ talk: Talk, call: StreamCall, outcome: EventLoopPromise<NoticeReceipt>) {
        (self.talk, self.call, self.outcome) = (talk, call, outcome)
        isSecure = call.isSecureFromTheStart
    }

    func channelActive(context: ChannelHandlerContext) {
        if !isSecure { perform(talk.begin(), context) }
    }

    /// Nothing is said, nor the end begun, before the server has proved who it is.
    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard call.isSecureFromTheStart, case TLSUserEvent.handshakeCompleted? = event as? TLSUserEvent else { return }
        perform(talk.begin(), context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard !isOver else { return }
        let octets = [UInt8](unwrapInboundIn(data).readableBytesView)
        perform(talk.received(octets), context)
    }

    func channelInactive(context: ChannelHandlerContext) { end(talk.ended()) }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if hasSaidAll, case NIOSSLError.uncleanShutdown = error { return context.close(promise: nil) }
        outcome.fail(NoticeFault(error, with: call.server))
        context.close(promise: nil)
    }

    private func perform(_ actions: [DialogueAction], _ context: ChannelHandlerContext) {
        for action in actions { perform(action, context) }
    }

    private func perform(_ action: DialogueAction, _ context: ChannelHandlerContext) {
        switch action {
        case .send(let octets): context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: octets)), promise: nil)
        case .startTLS: startTLS(context)
        case .closeOutput: closeOutput(context)
        case .end(let result): end(result)
        }
    }

    private func end(_ result: Result<NoticeReceipt, NoticeFault>) {
        isOver = true
        outcome.completeWith(result.mapError { $0 as any Error })
    }

    private func startTLS(_ context: ChannelHandlerContext) {
        do {
            guard let tls = call.tls else { throw NoticeFault.insecure("there is no TLS to start") }
            let handler = try NoticeTrust.handler(tls, for: call.server.host)
            try context.pipeline.syncOperations.addHandler(handler, position: .first)
            isSecure = true
        } catch { errorCaught(context: context, error: error) }
    }

    /// TLS is closed as a whole: its own farewell goes both ways (RFC 5425, 4.4).
    private func closeOutput(_ context: ChannelHandlerContext) {
        hasSaidAll = true
        context.close(mode: isSecure ? .all : .output, promise: nil)
        let result = talk.ended().mapError { $0 as any Error }
        let outcome = outcome
        context.eventLoop.scheduleTask(in: call.lingering) { outcome.completeWith(result) }
    }
}
