// SPDX-License-Identifier: Apache-2.0

import NIOCore
import Synchronization

/// How many clients are in, and no more than so many.
final class ClientCount: Sendable {
    private let most: Int
    private let count = Mutex(0)

    init(most: Int) { self.most = most }

    /// False where there is no room; otherwise ``leave()`` must follow.
    func enter() -> Bool {
        count.withLock {
            guard $0 < most else { return false }
            $0 += 1
            return true
        }
    }

    func leave() { count.withLock { $0 -= 1 } }
}

/// Hangs up on a client that has been silent for as long as the idle handler before it allows, unless it waits for what
/// may come at any time.
final class CloseWhenIdle: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// Whether it may be silent for ever, from now on.
    struct Patience { var isEndless: Bool }

    private var isEndless = false

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if event is IdleStateHandler.IdleStateEvent {
            if !isEndless { context.close(promise: nil) }
        } else if let patience = event as? Patience {
            isEndless = patience.isEndless
        } else {
            context.fireUserInboundEventTriggered(event)
        }
    }
}
