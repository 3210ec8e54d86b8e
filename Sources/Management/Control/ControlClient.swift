// SPDX-License-Identifier: Apache-2.0

public import Appliance
import NIOCore
import NIOPosix
import Synchronization

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
    /// How long the first answer may take.
    public var timeout: Duration = .seconds(5)
    private static let longestAnswer = 1 << 26

    public init(socket: String) { self.socket = socket }

    /// One command, one report.
    public func ask<Report: Decodable & Sendable>(_ command: String, for: Report.Type) async throws(Fault) -> Report {
        let answer = Mutex<Result<Report, Fault>>(.failure(.garbled))
        try await exchange(command) { line in
            answer.withLock { $0 = Self.report(in: line) }
            return false
        }
        return try answer.withLock(\.self).get()
    }

    private static func report<Report: Decodable>(in line: [UInt8]) -> Result<Report, Fault> {
        guard let answer = try? ReportJSON.read(Answer<Report>.self, from: line) else { return .failure(.garbled) }
        if let refusal = answer.error { return .failure(.refused(refusal)) }
        return answer.result.map { .success($0) } ?? .failure(.garbled)
    }

    private struct Answer<Report: Decodable>: Decodable {
        var ok: Bool
        var result: Report?
        var error: CommandRefusal?
    }

    /// Sends a line, and hands over each line that is answered for as long as the one that is told wants more.
    func exchange(_ question: String, heard: @escaping @Sendable ([UInt8]) -> Bool) async throws(Fault) {
        let isHeard = Heard()
        let outcome: Result<Void, Fault> = await withTaskGroup(of: Result<Void, Fault>?.self) { group in
            group.addTask {
                await converse(question) { line in
                    isHeard.flag.store(true, ordering: .releasing)
                    return heard(line)
                }
            }
            group.addTask {
                try? await Task.sleep(for: timeout)
                return isHeard.flag.load(ordering: .acquiring) ? nil : .failure(.silent(socket: socket))
            }
            defer { group.cancelAll() }
            while let next = await group.next() { if let next { return next } }
            return .failure(.garbled)
        }
        try outcome.get()
    }

    private final class Heard: Sendable { let flag = Atomic<Bool>(false) }

    private func converse(_ question: String, heard: ([UInt8]) -> Bool) async -> Result<Void, Fault> {
        do {
            let channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
                .connect(unixDomainSocketPath: socket) { channel in
                    channel.eventLoop.makeCompletedFuture {
                        try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                    }
                }
            return try await Self.lines(from: channel, after: question, heard) ? .success(()) : .failure(.garbled)
        } catch {
            return .failure(.unreachable(socket: socket, reason: plainReason(error)))
        }
    }

    /// False where the other side ends before it has said all.
    private static func lines(
        from channel: NIOAsyncChannel<ByteBuffer, ByteBuffer>, after question: String, _ heard: ([UInt8]) -> Bool
    ) async throws -> Bool {
        try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: question + "\n"))
            var bytes: [UInt8] = []
            for try await buffer in inbound {
                for piece in buffer.readableBytesView.split(separator: 10, omittingEmptySubsequences: false)
                    .enumerated()
                {
                    if piece.offset > 0 {
                        guard heard(bytes) else { return true }
                        bytes.removeAll(keepingCapacity: true)
                    }
                    bytes += piece.element
                }
                if bytes.count > longestAnswer { return false }
            }
            return false
        }
    }
}
