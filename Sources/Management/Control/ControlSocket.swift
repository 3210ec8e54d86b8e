// SPDX-License-Identifier: Apache-2.0

import Appliance
import Logging
import NIOCore
import NIOPosix

/// The control socket: one line in, a command; one line out, JSON: `{"ok":true,"result":…}` or
/// `{"ok":false,"error":{"kind":…,"reason":…}}`. Whoever may write to the socket's file may command.
struct ControlSocket: Sendable {
    let path: String
    let view: any ApplianceView
    let log: Logger
    /// Told once the socket is there; for tests.
    var onListening: @Sendable () -> Void = {}

    static let mostClients = 32
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
            var lines = LineSplitter()
            for try await buffer in inbound {
                for line in try lines.append(buffer) { try await outbound.write(Self.line(answer(line))) }
            }
        }
    }

    private func answer(_ line: String) -> ControlAnswer {
        do throws(CommandRefusal) {
            let command = try Command(parsing: line)
            let result = try view.perform(command)
            if !command.isHarmless { log.notice("commanded", metadata: ["command": "\(line)"]) }
            return .done(result)
        } catch {
            return .refused(error)
        }
    }

    private static func line(_ answer: ControlAnswer) throws -> ByteBuffer {
        var buffer = ByteBuffer(bytes: try ReportJSON.line(answer))
        buffer.writeString("\n")
        return buffer
    }
}

/// What the control socket answers.
enum ControlAnswer: Encodable {
    case done(CommandResult)
    case refused(CommandRefusal)

    private enum Keys: String, CodingKey { case ok, result, error }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: Keys.self)
        switch self {
        case .done(let result):
            try container.encode(true, forKey: .ok)
            try container.encode(result, forKey: .result)
        case .refused(let refusal):
            try container.encode(false, forKey: .ok)
            try container.encode(refusal, forKey: .error)
        }
    }
}
