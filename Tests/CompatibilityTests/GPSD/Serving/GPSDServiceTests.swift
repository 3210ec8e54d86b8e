// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Compatibility
import Foundation
import Logging
import NIOCore
import NIOPosix
import StillAppliance
import Testing
import TimeBase

/// An appliance in which only the taps move.
private struct Tapped: ApplianceView {
    let still = StillAppliance(.locked)
    let taps = Taps()

    var snapshot: ApplianceSnapshot { still.snapshot }
    var scenes: [String] { [] }
    func ask(_ command: OperatorCommand) throws(CommandRefusal) {}
    func play(scene: String) throws(CommandRefusal) {}

    /// A second of a receiver that speaks in sentences.
    func speak() {
        let text = "$GPRMC,120000.00,A,4807.038,N,01131.000,E,1.0,84.4,041024,,*08\r\n"
        taps.line.note { TappedLine(at: still.snapshot.now, .bytes(ByteChunk(text.utf8))) }
    }
}

@Suite(.timeLimit(.minutes(2))) struct `gpsd's protocol on TCP` {
    private typealias Client = NIOAsyncChannel<ByteBuffer, ByteBuffer>
    private var quiet: Logger { Logger(label: "test") { _ in SwiftLogNoOpLogHandler() } }

    /// Serves for as long as `body` takes, which gets the port.
    private func serve(
        _ view: Tapped, admitting admits: @escaping @Sendable (IPAddress) -> Bool = { $0.isLoopback },
        _ body: @escaping @Sendable (GPSDService, Int) async throws -> Void
    ) async throws {
        let service = GPSDService(view: view, admitting: admits)
        let (opened, continuation) = AsyncStream.makeStream(of: Int.self)
        let listener = GPSDListener(address: IPEndpoint(.loopbackV4, port: 0), service: service, log: quiet) {
            continuation.yield($0)
        }
        try await withThrowingTaskGroup { group in
            group.addTask { try await listener.run() }
            group.addTask {
                for await port in opened { return try await body(service, port) }
            }
            let telling = Task { await service.tell() }
            defer { telling.cancel() }
            try await group.next()
            group.cancelAll()
        }
    }

    private func connect(_ port: Int) async throws -> Client {
        try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture { try Client(wrappingChannelSynchronously: channel) }
            }
    }

    /// What is heard until `end` is in it, or the line is hung up.
    private func hear(_ port: Int, saying text: String, until end: String, _ each: @Sendable () -> Void = {})
        async throws -> String
    {
        try await connect(port).executeThenClose { inbound, outbound in
            var heard = ""
            if !text.isEmpty { try await outbound.write(ByteBuffer(string: text)) }
            for try await buffer in inbound {
                heard += String(buffer: buffer)
                if heard.contains(end) { break }
                each()
            }
            return heard
        }
    }

    private func count(_ name: String, _ service: GPSDService) -> UInt64 {
        service.counts.first { $0.name == name }?.count ?? 0
    }

    @Test func `a client is greeted and told what it watches`() async throws {
        let view = Tapped()
        try await serve(view) { service, port in
            let heard = try await hear(port, saying: #"?WATCH={"json":true,"nmea":true};"#, until: "\"WATCH\"")
            #expect(heard.hasPrefix(#"{"class":"VERSION","#) && heard.contains(#""path":"/dev/ttyS0""#))
            #expect(count("accepted", service) == 1)
        }
    }

    @Test func `the receiver is listened to only while somebody is connected`() async throws {
        let view = Tapped()
        try await serve(view) { service, port in
            #expect(!view.taps.line.isHeard)
            try await connect(port).executeThenClose { inbound, outbound in
                try await outbound.write(ByteBuffer(string: #"?WATCH={"nmea":true};"#))
                var heard = ""
                for try await buffer in inbound {
                    heard += String(buffer: buffer)
                    if heard.contains("$GPRMC") { break }
                    while !view.taps.line.isHeard { try await Task.sleep(for: .milliseconds(5)) }
                    if heard.contains("\"WATCH\"") { view.speak() }
                }
                let isTold = heard.contains("$GPRMC,120000.00,A,4807.038,N")
                #expect(isTold)
            }
            while view.taps.line.isHeard { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test func `who may not come in is hung up on unheard`() async throws {
        try await serve(Tapped(), admitting: { _ in false }) { service, port in
            let heard = try await hear(port, saying: "", until: "never")
            #expect(heard.isEmpty)
            #expect(count("denied", service) == 1 && count("accepted", service) == 0)
        }
    }

    @Test func `a request without an end ends the conversation, and is counted`() async throws {
        try await serve(Tapped()) { service, port in
            let heard = try? await hear(port, saying: "?" + String(repeating: "A", count: 3000), until: "never")
            #expect(heard?.contains("ERROR") != true)
            while count("too-long", service) == 0 { try await Task.sleep(for: .milliseconds(5)) }
        }
    }
}
