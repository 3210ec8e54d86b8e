// SPDX-License-Identifier: Apache-2.0

import Appliance
import Logging
import NIOCore
import NIOPosix
import Operations

/// The control socket: one line in, a command; one line out, JSON: `{"ok":true,"result":…}` or
/// `{"ok":false,"error":{"kind":…,"reason":…}}`. Whoever may write to the socket's file may command.
struct ControlSocket: Sendable {
    let path: String
    let desk: CommandDesk
    let log: Logger
    /// Told once the socket is there; for tests.
    var onListening: @Sendable () -> Void = {}

    static let mostClients = 32
    /// So many commands may be sent before the first is answered.
    static let mostWaiting = 1024
    static let idleTimeout: TimeAmount = .seconds(600)

    private typealias Client = NIOAsyncChannel<ByteBuffer, ByteBuffer>

    /// Returns or throws when the socket cannot be served, or the task is cancelled.
    func run() async throws {
        try await SocketFile.makeRoom(at: path)
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 16)
            .bind(unixDomainSocketPath: path) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try channel.pipeline.syncOperations.addHandlers(
                        IdleStateHandler(allTimeout: Self.idleTimeout), CloseWhenIdle())
                    return try Client(wrappingChannelSynchronously: channel)
                }
            }
        defer { SocketFile.remove(path) }
        try SocketFile.restrict(path)
        log.info("the control socket is open", metadata: ["path": "\(path)"])
        onListening()
        try await accept(from: server)
    }

    private func accept(from server: NIOAsyncChannel<Client, Never>) async throws {
        try await withThrowingDiscardingTaskGroup { group in
            let count = ClientCount(most: Self.mostClients)
            try await server.executeThenClose { clients in
                for try await client in clients {
                    group.addTask { await serve(client, count: count) }
                }
            }
        }
    }

    private func serve(_ client: Client, count: ClientCount) async {
        // A client that goes away in the middle is no news.
        try? await client.executeThenClose { inbound, outbound in
            guard count.enter() else {
                try await outbound.write(Self.line(.refused(CommandRefusal(.unavailable, "too many clients"))))
                return
            }
            defer { count.leave() }
            try await converse(inbound, outbound, patience: client.channel)
        }
    }

    /// Each question is answered before the next; when the client goes, what lasts ends.
    private func converse(
        _ inbound: NIOAsyncChannelInboundStream<ByteBuffer>, _ outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        patience channel: any Channel
    ) async throws {
        let (questions, asked) = AsyncStream.makeStream(
            of: ControlQuestion.self, bufferingPolicy: .bufferingOldest(Self.mostWaiting))
        try await withThrowingTaskGroup { group in
            group.addTask {
                for await question in questions { try await answer(question, by: outbound, patience: channel) }
            }
            var lines = LineSplitter()
            reading: for try await buffer in inbound {
                for line in try lines.append(buffer) {
                    guard case .enqueued = asked.yield(ControlQuestion(line)) else { break reading }
                }
            }
            group.cancelAll()
        }
    }

    private func answer(
        _ question: ControlQuestion, by outbound: NIOAsyncChannelOutboundWriter<ByteBuffer>,
        patience channel: any Channel
    ) async throws {
        do {
            let call = try question.call()
            let look = question.style.map { ControlAnswer.Look(style: $0, isJSON: call.wantsJSON) }
            switch try await desk.perform(call, for: Self.caller) {
            case .report(let report): try await outbound.write(Self.line(.done(report, look)))
            case .lasting(let reports):
                channel.pipeline.fireUserInboundEventTriggered(CloseWhenIdle.Patience(isEndless: true))
                defer { channel.pipeline.fireUserInboundEventTriggered(CloseWhenIdle.Patience(isEndless: false)) }
                for try await report in reports { try await outbound.write(Self.line(.part(report, look))) }
                try await outbound.write(Self.line(.end))
            }
        } catch let refusal as CommandRefusal {
            try await outbound.write(Self.line(.refused(refusal)))
        }
    }

    /// Whoever may write to the socket's file.
    private static let caller = CommandCaller("control socket", level: .admin, from: "this machine")

    private static func line(_ answer: ControlAnswer) throws -> ByteBuffer {
        var buffer = ByteBuffer(bytes: try ReportJSON.line(answer))
        buffer.writeString("\n")
        return buffer
    }
}
