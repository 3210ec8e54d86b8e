// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Dispatch
import LinuxBoard
import TimeBase

/// What `ping` tells: of one request, or in the end of all of them.
struct PingReport: Codable, Hashable, Sendable, CommandReport {
    var host: String
    var address: String
    /// From 1.
    var sequence: Int
    /// There and back; `null`: no answer within a second.
    @Nullable var milliseconds: Double?
    var answered: Int

    func text(in style: TextStyle) -> String {
        let time = milliseconds.map { "\(Self.rounded($0)) ms" } ?? "no answer"
        return "\(sequence)  \(address)  \(time)  (\(answered) of \(sequence) answered)"
    }

    private static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

/// Asks another machine to answer, once a second, on a thread of its own.
enum Ping {
    typealias Reports = AsyncThrowingStream<any CommandReport, any Error>

    static func reports(to host: String, count: Int?) -> Reports {
        Reports(bufferingPolicy: .bufferingOldest(16)) { continuation in
            DispatchQueue.global(qos: .utility).async {
                do {
                    try run(host, count: count, continuation)
                    continuation.finish()
                } catch let refusal as CommandRefusal { continuation.finish(throwing: refusal) } catch {
                    continuation.finish(throwing: CommandRefusal(.unavailable, "\(error)"))
                }
            }
        }
    }

    private static func run(_ host: String, count: Int?, _ listener: Reports.Continuation) throws {
        guard let address = try HostNames.look(up: host).first else { return }
        var socket = try open(address)
        var answered = 0
        for sequence in 1...(count ?? 1_000_000) {
            let begun = HostClock.now
            let time = try socket.ask(waiting: .seconds(1))
            if time != nil { answered += 1 }
            let report = PingReport(
                host: host, address: "\(address)", sequence: sequence,
                milliseconds: time.map { $0.realNanoseconds / 1e6 }, answered: answered)
            if case .terminated = listener.yield(report) { return }
            if sequence < count ?? .max { HostThread.sleep(for: .seconds(1) - (HostClock.now - begun)) }
        }
    }

    private static func open(_ address: IPAddress) throws(CommandRefusal) -> EchoSocket {
        do throws(SocketFault) { return try EchoSocket(to: address) } catch {
            throw CommandRefusal(.unavailable, "\(address) cannot be asked: \(error)")
        }
    }
}
