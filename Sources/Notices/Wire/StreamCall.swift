// SPDX-License-Identifier: Apache-2.0

import NIOCore
import NIOPosix
import NIOSSL

/// One connection to a server, for one notice. Each has its own: notices are rare, and what was idle for a week may be
/// dead without our knowing.
struct StreamCall: Sendable {
    let server: NoticeServer
    /// `nil`: never encrypted.
    let tls: NIOSSLContext?
    /// Otherwise only once the talk wishes so.
    let isSecureFromTheStart: Bool
    let patience: SendPatience

    var lingering: TimeAmount { TimeAmount(patience.lingering) }

    func converse(_ talk: some Dialogue) async throws(NoticeFault) -> NoticeReceipt {
        try await connect { (channel, outcome) in
            try channel.pipeline.syncOperations.addHandler(DialogueHandler(talk, call: self, outcome: outcome))
        }
    }

    /// - Parameter equip: adds the handler that ends by fulfilling the promise.
    func connect(
        _ equip: @escaping @Sendable (any Channel, EventLoopPromise<NoticeReceipt>) throws -> Void
    ) async throws(NoticeFault) -> NoticeReceipt {
        let outcome = Outcome(server: server, within: patience.all)
        let opening = ClientBootstrap(group: outcome.loop)
            .connectTimeout(TimeAmount(patience.connecting))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    try secureFromTheStart(channel)
                    try equip(channel, outcome.promise)
                }
            }
            .connect(host: server.host, port: server.port)
        return try await outcome.result(of: opening)
    }

    private func secureFromTheStart(_ channel: any Channel) throws {
        guard isSecureFromTheStart, let tls else { return }
        try channel.pipeline.syncOperations.addHandler(NoticeTrust.handler(tls, for: server.host))
    }
}

/// What becomes of a call: whatever happens first.
struct Outcome: Sendable {
    let server: NoticeServer
    let loop: any EventLoop
    let promise: EventLoopPromise<NoticeReceipt>
    private let deadline: Scheduled<Void>

    init(server: NoticeServer, within time: Duration) {
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let promise = loop.makePromise(of: NoticeReceipt.self)
        (self.server, self.loop, self.promise) = (server, loop, promise)
        deadline = loop.scheduleTask(in: TimeAmount(time)) {
            promise.fail(NoticeFault.unreachable("\(server) did not finish within \(time.components.seconds) s"))
        }
    }

    /// Waits for it, and closes the channel.
    func result(of opening: EventLoopFuture<any Channel>) async throws(NoticeFault) -> NoticeReceipt {
        opening.whenFailure { promise.fail($0) }
        promise.futureResult.whenComplete { _ in
            deadline.cancel()
            opening.whenSuccess { $0.close(promise: nil) }
        }
        do {
            return try await withTaskCancellationHandler {
                try await promise.futureResult.get()
            } onCancel: {
                promise.fail(NoticeFault.unreachable("it was broken off"))
            }
        } catch { throw NoticeFault(error, with: server) }
    }
}
