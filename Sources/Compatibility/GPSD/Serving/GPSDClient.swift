// SPDX-License-Identifier: Apache-2.0

import NIOCore

/// One client's connection. What it does not read in time it does not get; who reads nothing for long is hung up on.
final class GPSDClient: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    /// What may wait for a client to read it, octets.
    static let waterMarks = ChannelOptions.Types.WriteBufferWaterMark(low: 32_768, high: 131_072)
    /// Without a request and without watching.
    static let idleTimeout: TimeAmount = .seconds(60)
    /// So many reports in a row lost, and it is taken to be gone: half a minute of a talkative receiver.
    static let patience = 1_000

    private let service: GPSDService
    private var session = GPSDSession()
    /// Reports lost since it last had room for one.
    private var lost = 0

    init(_ service: GPSDService) { self.service = service }

    func channelActive(context: ChannelHandlerContext) {
        service.clients.count(.accepted)
        send(session.greeting(service.house), context)
        service.somebodyCame()
    }

    func channelInactive(context: ChannelHandlerContext) { service.clients.leave(context.channel) }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        // Who asks and does not read the answers is not heard on.
        guard context.channel.isWritable else { return hangUp(.slow, context) }
        let refused = session.refusals
        do throws(GPSDHangUp) {
            let answers = try session.receive(unwrapInboundIn(data).readableBytesView, service.house)
            service.clients.count(.refused, session.refusals - refused)
            if !answers.isEmpty { send(answers, context) }
        } catch {
            hangUp(error == .tooLong ? .tooLong : .tooMuch, context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case let news as GPSDNews: tell(news, context)
        case is IdleStateHandler.IdleStateEvent:
            if !session.watch.isEnabled { hangUp(.idle, context) }
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }

    private func tell(_ news: GPSDNews, _ context: ChannelHandlerContext) {
        let wanted = news.reports.filter { session.wants($0, of: news.device) }
        guard !wanted.isEmpty else { return }
        guard context.channel.isWritable else {
            lost += wanted.count
            service.clients.count(.lost, UInt64(wanted.count))
            if lost > Self.patience { hangUp(.slow, context) }
            return
        }
        lost = 0
        send(wanted.flatMap(\.octets), context)
    }

    private func send(_ octets: [UInt8], _ context: ChannelHandlerContext) {
        context.writeAndFlush(wrapOutboundOut(ByteBuffer(bytes: octets)), promise: nil)
    }

    private func hangUp(_ reason: GPSDClients.Event, _ context: ChannelHandlerContext) {
        service.clients.count(reason)
        context.close(promise: nil)
    }
}
