// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Syslog to one collector. The protocol has no answer: over TCP and TLS a notice is taken to have arrived when the
/// collector has hung up after us without complaint or has kept silent for a while, over UDP when nobody says at once
/// that there is no listener.
public final class SyslogSender: NoticeSender {
    public enum Transport: String, Sendable, CaseIterable {
        /// RFC 5426
        case udp
        /// RFC 6587, 3.4.1: octets counted
        case tcp
        /// RFC 5425
        case tls
    }

    /// UDP must not be fragmented (RFC 5426, 3.2): what surely fits IPv6's least MTU of 1,280. Every collector takes
    /// 2,048 (RFC 5425, 4.3.1).
    private static let limits: [Transport: Int] = [.udp: 1_232, .tcp: 2_048, .tls: 2_048]

    private let server: NoticeServer
    private let transport: Transport
    private let facility: Int
    private let origin: SyslogOrigin
    private let trust: NoticeTrust
    private let patience: SendPatience
    private let sequence = Mutex(0)

    /// - Parameter facility: 0 ... 23: 3 is that of system daemons; others by RFC 5424, table 1.
    public init(
        server: NoticeServer, transport: Transport, facility: Int = 3, origin: SyslogOrigin = SyslogOrigin(),
        trust: NoticeTrust = .system, patience: SendPatience = SendPatience()
    ) {
        (self.server, self.transport, self.facility, self.origin) = (server, transport, facility, origin)
        (self.trust, self.patience) = (trust, patience)
    }

    public var summary: String { "syslog to \(server) over \(transport.rawValue.uppercased())" }

    @discardableResult
    public func send(_ notice: Notice) async throws(NoticeFault) -> NoticeReceipt {
        let message = SyslogMessage(notice: notice, facility: facility, sequence: next(), origin: origin)
        let octets = message.octets(limit: Self.limits[transport, default: 1_232])
        if transport == .udp { return try await DatagramCall(server: server, patience: patience).send(octets) }
        let tls = transport == .tls ? try trust.context() : nil
        let call = StreamCall(server: server, tls: tls, isSecureFromTheStart: tls != nil, patience: patience)
        return try await call.converse(SyslogDialogue(octets: octets, server: server))
    }

    /// Begins anew after the greatest that the protocol knows (RFC 5424, 7.3.1).
    private func next() -> Int {
        sequence.withLock {
            $0 = $0 >= Int(Int32.max) ? 1 : $0 + 1
            return $0
        }
    }
}

/// One message, counted, and the end.
struct SyslogDialogue: Dialogue {
    let octets: [UInt8]
    let server: NoticeServer

    func begin() -> [DialogueAction] { [.send(Array("\(octets.count) ".utf8) + octets), .closeOutput] }
    /// Collectors say nothing.
    func received(_ octets: [UInt8]) -> [DialogueAction] { [] }
    func ended() -> Result<NoticeReceipt, NoticeFault> {
        .success(NoticeReceipt("\(server) has it, as far as syslog tells"))
    }
}
