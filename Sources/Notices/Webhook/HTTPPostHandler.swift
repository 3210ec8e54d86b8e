// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTP1

/// One request; of its answer only the status.
final class HTTPPostHandler: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias OutboundOut = HTTPClientRequestPart

    private let request: HTTPRequestHead
    private let body: [UInt8]
    private let server: NoticeServer
    private let outcome: EventLoopPromise<NoticeReceipt>

    init(_ request: HTTPRequestHead, body: [UInt8], server: NoticeServer, outcome: EventLoopPromise<NoticeReceipt>) {
        (self.request, self.body, self.server, self.outcome) = (request, body, server, outcome)
    }

    func channelActive(context: ChannelHandlerContext) {
        context.write(wrapOutboundOut(.head(request)), promise: nil)
        context.write(wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .head(let answer) = unwrapInboundIn(data) else { return }
        outcome.completeWith(Self.result(Int(answer.status.code), of: server).mapError { $0 as any Error })
    }

    func channelInactive(context: ChannelHandlerContext) {
        outcome.fail(NoticeFault.unreachable("\(server) hung up without an answer"))
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        let isGibberish = error is HTTPParserError
        let fault = NoticeFault.unreachable("\(server) does not answer as a web server does")
        outcome.fail(isGibberish ? fault : NoticeFault(error, with: server))
        context.close(promise: nil)
    }

    /// What a status means (RFC 9110, 15).
    static func result(_ status: Int, of server: NoticeServer) -> Result<NoticeReceipt, NoticeFault> {
        switch status {
        case 200...299: .success(NoticeReceipt("\(server) took it: HTTP \(status)"))
        case 300...399: .failure(.refused("\(server) redirects elsewhere, which is not followed: HTTP \(status)"))
        case 408, 425, 429, 500...599: .failure(.busy("\(server) cannot take it now: HTTP \(status)"))
        case 400, 413, 415, 422: .failure(.rejected("\(server) will not have this notice: HTTP \(status)"))
        default: .failure(.refused("\(server) refused: HTTP \(status)"))
        }
    }
}
