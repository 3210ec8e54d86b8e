// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOHTTPTypes
import Synchronization

/// Octets of answers that were written and that their readers have not taken yet, in all connections together.
final class InFlight: Sendable {
    /// What answers may occupy before requests are turned away.
    static let most = 16 << 20

    private let octets = Atomic(0)

    var count: Int { octets.load(ordering: .relaxed) }
    var isTooMuch: Bool { count > Self.most }

    func add(_ count: Int) { octets.add(count, ordering: .relaxed) }
    func remove(_ count: Int) { octets.subtract(count, ordering: .relaxed) }
}

/// How long one request, and one piece of an answer, may take.
struct ConversationLimits: Sendable {
    /// From a request's head to the end of its body.
    var reading: TimeAmount = .seconds(20)
    /// For the reader to take a piece.
    var writing: TimeAmount = .seconds(20)
}

/// Hangs up on a client that sends its body drop by drop, or that does not take what it asked for.
///
/// In a stream of HTTP/2 as in a connection of HTTP/1: there a piece is taken once the stream's window has let it pass.
final class ConversationGuard: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let inFlight: InFlight
    private let limits: ConversationLimits
    private var reading: Scheduled<Void>?
    private var watch: Scheduled<Void>?
    private var piecesUnderWay = 0
    private var lastTaken = NIODeadline.now()

    init(inFlight: InFlight, limits: ConversationLimits = ConversationLimits()) {
        (self.inFlight, self.limits) = (inFlight, limits)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head:
            reading?.cancel()
            reading = after(limits.reading, in: context) { context.close(promise: nil) }
        case .body: break
        case .end:
            reading?.cancel()
            reading = nil
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        let size = Self.size(of: unwrapOutboundIn(data))
        let taken = promise ?? context.eventLoop.makePromise(of: Void.self)
        inFlight.add(size)
        if piecesUnderWay == 0 { lastTaken = .now() }
        piecesUnderWay += 1
        taken.futureResult.assumeIsolated().whenComplete { _ in
            self.inFlight.remove(size)
            self.piecesUnderWay -= 1
            self.lastTaken = .now()
        }
        context.write(data, promise: taken)
        if watch == nil { look(context, at: lastTaken + limits.writing) }
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        reading?.cancel()
        watch?.cancel()
        (reading, watch) = (nil, nil)
    }

    private func look(_ context: ChannelHandlerContext, at deadline: NIODeadline) {
        watch = after(deadline - .now(), in: context) { [self] in
            watch = nil
            guard piecesUnderWay > 0 else { return }
            let deadline = lastTaken + limits.writing
            if deadline <= .now() { context.close(promise: nil) } else { look(context, at: deadline) }
        }
    }

    private func after(
        _ time: TimeAmount, in context: ChannelHandlerContext, _ body: @escaping () -> Void
    ) -> Scheduled<Void> {
        context.eventLoop.assumeIsolated().scheduleTask(in: time, body)
    }

    private static func size(of part: HTTPResponsePart) -> Int {
        guard case .body(let buffer) = part else { return 0 }
        return buffer.readableBytes
    }
}
