// SPDX-License-Identifier: Apache-2.0

public import Appliance
import NIOCore
import NIOPosix

/// Asks a running appliance over its control socket.
public struct ControlClient: Sendable {
    public enum Fault: Error, Hashable, CustomStringConvertible {
        /// Nothing listens there, or it may not be spoken to.
        case unreachable(socket: String, reason: String)
        case silent(socket: String)
        /// What came back is no answer.
        case garbled
        case refused(CommandRefusal)

        public var description: String {
            switch self {
            case .unreachable(let socket, let reason): "no appliance answers on \(socket): \(reason)"
            case .silent(let socket): "the appliance on \(socket) does not answer"
            case .garbled: "what came back is not an appliance's answer"
            case .refused(let refusal): refusal.reason
            }
        }
    }

    public let socket: String
    public var timeout: Duration = .seconds(5)
    private static let longestAnswer = 1 << 20

    public init(socket: String) { self.socket = socket }

    /// One command, one report.
    public func ask<Report: Decodable & Sendable>(_ command: String, for: Report.Type) async throws(Fault) -> Report {
        let bytes = try await exchange(command)
        guard let answer = try? ReportJSON.read(Answer<Report>.self, from: bytes) else { throw .garbled }
        if let refusal = answer.error { throw .refused(refusal) }
        guard let result = answer.result else { throw .garbled }
        return result
    }

    private struct Answer<Report: Decodable>: Decodable {
        var ok: Bool
        var result: Report?
        var error: CommandRefusal?
    }

    private func exchange(_ command: String) async throws(Fault) -> [UInt8] {
        let outcome = await withTaskGroup(of: Result<[UInt8], Fault>.self) { group in
            group.addTask { await converse(command) }
            group.addTask {
                try? await Task.sleep(for: timeout)
                return .failure(.silent(socket: socket))
            }
            defer { group.cancelAll() }
            return await group.next() ?? .failure(.garbled)
        }
        return try outcome.get()
    }

    private func converse(_ command: String) async -> Result<[UInt8], Fault> {
        do {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(unixDomainSocketPath: socket) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return .success(try await Self.line(from: channel, after: command))
        } catch {
            return .failure(.unreachable(socket: socket, reason: plainReason(error)))
        }
    }

    private static func line(
        from channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>, after command: String
    ) async throws -> [UInt8] {
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: command + "\n"))
            var bytes: [UInt8] = []
            for try await buffer in inbound {
                bytes += buffer.readableBytesView
                if bytes.last == UInt8(ascii: "\n") || bytes.count > longestAnswer { break }
            }
            return bytes
        }
    }
}
