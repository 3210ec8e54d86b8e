// SPDX-License-Identifier: Apache-2.0

import Console
import FoundationEssentials
import Logging
import NIOCore
import NIOPosix

/// The socket that `gnomon console` speaks to. Everybody on this machine may reach it, since nobody is in without a
/// name and a password; only the appliance's own user and root may set it up there.
struct SessionSocket: Sendable {
    let path: String
    let idleLimit: Duration
    let house: ConsoleHouse
    let log: Logger
    /// Told once the socket is there; for tests.
    var onListening: @Sendable () -> Void = {}

    static let mostClients = 32

    private struct Client: Sendable {
        let channel: any Channel
        let talk = ConsoleTalk()
        let user: UInt32?
    }

    /// Returns or throws when the socket cannot be served, or the task is cancelled.
    func run() async throws {
        try await SocketFile.makeRoom(at: path)
        let (clients, arrived) = AsyncStream.makeStream(of: Client.self)
        let server = try await ServerBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .serverChannelOption(.backlog, value: 16)
            .childChannelOption(.autoRead, value: false)
            .childChannelInitializer { channel in
                PeerUser.of(channel).flatMapThrowing { user in
                    let client = Client(channel: channel, user: user)
                    try channel.pipeline.syncOperations.addHandler(ConsoleReader(tell: client.talk.tell))
                    arrived.yield(client)
                }
            }
            .bind(unixDomainSocketPath: path).get()
        defer {
            server.close(promise: nil)
            SocketFile.remove(path)
        }
        try SocketFile.open(path)
        log.info("the console's socket is open", metadata: ["path": "\(path)"])
        onListening()
        server.closeFuture.whenComplete { _ in arrived.finish() }
        await serve(clients)
    }

    private func serve(_ clients: AsyncStream<Client>) async {
        let count = ClientCount(most: Self.mostClients)
        await withDiscardingTaskGroup { group in
            for await client in clients {
                group.addTask {
                    guard count.enter() else { return client.channel.close(promise: nil) }
                    defer { count.leave() }
                    await serve(client)
                }
            }
            group.cancelAll()
        }
    }

    /// The session begins with what is told of the terminal, or with what is typed without that.
    private func serve(_ client: Client) async {
        let place = "console socket"
        let isTrusted = client.user.map { $0 == 0 || $0 == RuntimeUser.own } ?? false
        let link = ConsoleLink(socket: client.channel, place: place, isTrusted: isTrusted)
        var (wire, driver) = (SessionWire(), ConsoleDriver?.none)
        func begin(_ note: TerminalNote) -> ConsoleDriver {
            let settings = ConsoleSettings(terminal: note.terminal, idleLimit: idleLimit)
            let made = ConsoleDriver(
                house: house, link: link, settings: settings, firstLine: note.command, tell: client.talk.tell)
            driver = made
            made.start()
            return made
        }
        await client.talk.drive(client.channel) { event in
            guard case .bytes(let bytes) = event else { return driver?.take(event) ?? !event.isGone }
            return wire.take(bytes).allSatisfy { piece in
                switch piece {
                case .typed(let typed): (driver ?? begin(TerminalNote())).take(.bytes(typed))
                case .note(let note):
                    driver?.take(.size(columns: note.columns, rows: note.rows)) ?? begin(note).take(.room)
                }
            }
        }
    }
}

extension ConsoleEvent {
    fileprivate var isGone: Bool { if case .gone = self { true } else { false } }
}
