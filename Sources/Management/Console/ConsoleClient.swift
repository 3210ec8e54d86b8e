// SPDX-License-Identifier: Apache-2.0

import Glibc
import LinuxBoard
import NIOCore
import NIOPosix
import Synchronization

/// Joins a terminal to a running appliance's console: what is typed goes there as it is, what comes is shown as it is.
public struct ConsoleClient: Sendable {
    /// Three of them in a row (Ctrl-]) leave a console that does not answer any more.
    static let wayOut: UInt8 = 0x1D

    let socket: String

    public init(socket: String) { self.socket = socket }

    /// Until the console hangs up, or nobody types any more.
    /// - Parameters:
    ///   - input: is read on a thread of its own, without being waited for.
    ///   - output: takes all that comes.
    ///   - notes: what is to be told of the terminal, at first and whenever that changes.
    public func run(
        input: CInt, output: CInt, notes: AsyncStream<TerminalNote>
    ) async throws(ControlClient.Fault) {
        let channel: any Channel
        do {
            channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .channelInitializer { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try channel.pipeline.syncOperations.addHandler(Shower(output: output))
                    }
                }
                .connect(unixDomainSocketPath: socket).get()
        } catch {
            throw .unreachable(socket: socket, reason: plainReason(error))
        }
        await withTaskGroup { group in
            group.addTask {
                var isFirst = true
                for await note in notes {
                    channel.writeAndFlush(ByteBuffer(bytes: note.bytes), promise: nil)
                    if isFirst { Self.readKeys(from: input, for: channel) }
                    isFirst = false
                }
                // Whoever told of the terminal has gone.
                try? await channel.close().get()
            }
            try? await channel.closeFuture.get()
            group.cancelAll()
        }
    }

    private static func readKeys(from input: CInt, for channel: any Channel) {
        _ = try? HostThread.spawn(name: "keys") {
            var exit = ExitKeys()
            var buffer = [UInt8](repeating: 0, count: 1024)
            while true {
                let count = unsafe buffer.withUnsafeMutableBytes { unsafe read(input, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                // At its end the session is asked to end as by Ctrl-D; it carries out first what was typed before.
                let keys = count > 0 ? Array(buffer[..<count]) : [0x04]
                if exit.take(keys) { return channel.close(promise: nil) }
                // Its own mark is nothing that a person types.
                let typed = keys.filter { $0 != SessionWire.mark }
                guard (try? channel.writeAndFlush(ByteBuffer(bytes: typed)).wait()) != nil, count > 0 else { return }
            }
        }
    }

    private struct ExitKeys {
        var count = 0

        /// True once all of them were typed.
        mutating func take(_ keys: [UInt8]) -> Bool {
            for key in keys {
                count = key == ConsoleClient.wayOut ? count + 1 : 0
                if count == 3 { return true }
            }
            return false
        }
    }

    /// Writes what comes, as it is.
    private final class Shower: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        private let output: CInt

        init(output: CInt) { self.output = output }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            var rest = Array(unwrapInboundIn(data).readableBytesView)[...]
            while !rest.isEmpty {
                let count = unsafe rest.withUnsafeBytes { unsafe write(output, $0.baseAddress, $0.count) }
                if count < 0, errno != EINTR { return context.close(promise: nil) }
                rest = rest.dropFirst(max(count, 0))
            }
        }

        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }
}
