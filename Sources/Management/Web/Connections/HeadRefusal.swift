// SPDX-License-Identifier: Apache-2.0

import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Says what was wrong with a head that could not be read, where the framework alone would answer 400 and nothing else.
final class HeadRefusal: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var fault: HTTPParserError?

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        // Others follow the first, and say less.
        fault = fault ?? error as? HTTPParserError
        context.fireErrorCaught(error)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        guard let fault, case .head(let head) = unwrapOutboundIn(data), head.status == .badRequest else {
            return context.write(data, promise: promise)
        }
        let (status, detail) = Self.words(for: fault)
        let body = Answer.problemText(status, detail: detail)
        var fields = head.headerFields
        (fields[.contentType], fields[.contentLength]) = (Answer.problemType, "\(body.count)")
        SecurityHeaders.add(to: &fields, isLastingly: false)
        let answer = HTTPResponse(status: status, headerFields: fields)
        context.write(wrapOutboundOut(.head(answer)), promise: promise)
        context.write(wrapOutboundOut(.body(ByteBuffer(bytes: body))), promise: nil)
    }

    private static func words(for fault: HTTPParserError) -> (HTTPResponse.Status, String) {
        guard fault == .headerOverflow else { return (.badRequest, "this is no HTTP that can be read") }
        return (
            .requestHeaderFieldsTooLarge,
            "the address and each field of the head may have 4096 octets, all of it 16384 and 64 fields"
        )
    }
}
