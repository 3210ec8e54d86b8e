// SPDX-License-Identifier: Apache-2.0

import Board
import Glibc
import TimeBase

@testable import LinuxBoard

/// What one message was when it was heard.
struct Heard: Equatable {
    var octets: [UInt8]
    var arrival: MessageArrival

    static func == (a: Self, b: Self) -> Bool { a.octets == b.octets }
}

extension PTPTransport {
    /// Two on the loopback, of unprivileged ports that nobody else has, each limited to an address of its own.
    static func loopback(
        _ kind: Kind = .udp4, _ one: IPAddress = .loopbackV4, _ adjust: (inout Settings) -> Void = { _ in }
    ) throws -> PTPTransport {
        var settings = Settings(kind)
        settings.address = one
        adjust(&settings)
        return try PTPTransport(on: "lo", KernelStamps.on(settings))
    }

    /// A pair of ports that no other test of this run has.
    static func freePorts() throws -> (event: UInt16, general: UInt16) {
        let port = try UDPSocket(listeningOn: IPEndpoint(.anyV4, port: 0)).local.port
        return (port, port ^ 1)
    }

    mutating func send(
        _ octets: [UInt8], to destination: MessageAddress, isEvent: Bool = true, ticket: UInt32? = nil
    ) {
        send(MessageEnvelope(to: destination, isEvent: isEvent, ticket: ticket)) { buffer in
            for (index, octet) in octets.enumerated() { buffer[index] = octet }
            return octets.count
        }
    }

    /// What comes until there are this many, or for a second nothing does.
    mutating func hear(_ wanted: Int, patience: Duration = .seconds(1)) throws -> [Heard] {
        var heard: [Heard] = []
        var deadline = now + patience
        while heard.count < wanted, now < deadline {
            wait(until: deadline)
            let count = try receive()
            if count > 0 { deadline = now + patience }
            for index in 0..<count {
                let octets = withMessage(of: index) { span in span.indices.map { span[$0] } }
                heard.append(Heard(octets: octets, arrival: arrival(of: index)))
            }
        }
        return heard
    }

    /// Stamps of sending until there are this many, or for a second none comes.
    mutating func stamps(_ wanted: Int, patience: Duration = .seconds(1)) -> [UInt32: WireStamp] {
        var stamps: [UInt32: WireStamp] = [:]
        let deadline = now + patience
        while stamps.count < wanted, now < deadline {
            wait(until: deadline)
            while let (ticket, stamp) = nextTransmitStamp() { stamps[ticket] = stamp }
        }
        return stamps
    }
}

extension WireStamp {
    var kernel: MonotonicInstant? { if case .kernel(let instant) = self { instant } else { nil } }
}

/// The kernel begins to stamp arrivals a moment after the first socket of the host has asked for it, and ends with the
/// last one's closing. This one stays open.
final class KernelStamps {
    nonisolated(unsafe) private static let shared = try? KernelStamps()
    private let transport: PTPTransport

    private init() throws {
        let ports = try PTPTransport.freePorts()
        var settings = PTPTransport.Settings(.udp4)
        (settings.eventPort, settings.generalPort, settings.address) = (ports.event, ports.general, .loopbackV4)
        var transport = try PTPTransport(on: "lo", settings)
        var tries = 0
        while try tries < 100 && !Self.stamps(&transport) { tries += 1 }
        self.transport = transport
    }

    private static func stamps(_ transport: inout PTPTransport) throws -> Bool {
        transport.send([1], to: .ip(.loopbackV4))
        _ = try transport.flush()
        return try transport.hear(1, patience: .milliseconds(20)).first?.arrival.stamp.kernel != nil
    }

    /// The same settings, once stamps are made.
    static func on(_ settings: PTPTransport.Settings) -> PTPTransport.Settings {
        _ = unsafe shared
        return settings
    }
}
