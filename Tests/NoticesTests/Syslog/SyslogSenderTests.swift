// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Notices

@Suite(.timeLimit(.minutes(1)))
struct SyslogSenderTests {
    private func sender(
        _ transport: SyslogSender.Transport, _ port: Int, host: String = "127.0.0.1", trust: Certificate? = .good
    ) -> SyslogSender {
        SyslogSender(
            server: NoticeServer(host: host, port: port), transport: transport,
            trust: trust.map { .file($0.certificate) } ?? .system, patience: .short)
    }

    @Test func `over UDP a notice is one datagram`() async throws {
        let server = try await TestServer.datagram()
        try await sender(.udp, server.port).send(.sample())
        #expect(server.text.hasPrefix("<26>1 2026-11-21T11:43:18.250Z ts1.example.org gnomon - antenna-open ["))
        #expect(server.text.hasSuffix("State: Holdover for 2 min."))
    }

    @Test func `over UDP the longest notice arrives too`() async throws {
        let server = try await TestServer.datagram()
        try await sender(.udp, server.port).send(.everywhere(String(repeating: "🛰️", count: 9000)))
        #expect((1_200...1_232).contains(server.octets.count))
    }

    @Test func `over UDP it is noticed where nobody listens`() async throws {
        let port = try await TestServer.closedPort()
        #expect(await fault(sender(.udp, port)) == .unreachable("127.0.0.1:\(port): Connection refused"))
    }

    @Test(arguments: [SyslogSender.Transport.tcp, .tls])
    func `over a stream each notice is counted in octets`(transport: SyslogSender.Transport) async throws {
        let server = try await TestServer.stream(tls: .good, isSecure: transport == .tls, Silent())
        let sender = sender(transport, server.port)
        try await sender.send(.sample(sentence: "Die Länge zählt: 🛰️"))
        try await sender.send(.sample(event: .cleared))
        var rest = server.octets[...]
        for sequence in 1...2 {
            let digits = rest.prefix { $0 != 0x20 }
            let count = try #require(Int(String(decoding: digits, as: UTF8.self)))
            let message = String(decoding: rest.dropFirst(digits.count + 1).prefix(count), as: UTF8.self)
            #expect(message.hasPrefix("<2") && message.contains("sequenceId=\"\(sequence)\""))
            rest = rest.dropFirst(digits.count + 1 + count)
        }
        #expect(rest.isEmpty)
    }

    @Test func `over TLS the server may be known by its name`() async throws {
        let server = try await TestServer.stream(tls: .good, isSecure: true, Silent())
        try await sender(.tls, server.port, host: "localhost").send(.sample())
        #expect(server.text.contains("antenna-open"))
    }

    @Test func `whom nobody vouches for is told nothing`() async throws {
        let server = try await TestServer.stream(tls: .good, isSecure: true, Silent())
        let reason =
            "the certificate of 127.0.0.1:\(server.port) is not of an authority that is trusted, or not valid now"
        #expect(await fault(sender(.tls, server.port, trust: nil)) == .insecure(reason))
        #expect(server.octets.isEmpty)
    }

    @Test(arguments: ["127.0.0.1", "localhost"])
    func `who has another's certificate is told nothing`(host: String) async throws {
        let server = try await TestServer.stream(tls: .ofAnother, isSecure: true, Silent())
        let fault = await fault(sender(.tls, server.port, host: host, trust: .ofAnother))
        #expect(fault == .insecure("the certificate of \(host):\(server.port) is not for that name"))
        #expect(server.octets.isEmpty)
    }

    @Test func `who speaks no TLS is told nothing`() async throws {
        let server = try await TestServer.stream(Babbler(text: "220 hello\r\n"))
        guard case .insecure = await fault(sender(.tls, server.port)) else {
            Issue.record("it was told")
            return
        }
        #expect(!server.text.contains("antenna"))
    }

    @Test(arguments: [SyslogSender.Transport.tcp, .tls])
    func `a closed port is told`(transport: SyslogSender.Transport) async throws {
        let port = try await TestServer.closedPort()
        guard case .unreachable(let reason) = await fault(sender(transport, port)) else {
            Issue.record("no such fault")
            return
        }
        #expect(reason.hasPrefix("127.0.0.1:\(port): ") && reason.contains("onnection refused"))
    }

    @Test func `a name that does not exist is told`() async throws {
        guard case .unreachable(let reason) = await fault(sender(.tcp, 514, host: "no-such-host.invalid")) else {
            Issue.record("no such fault")
            return
        }
        #expect(reason.contains("no-such-host.invalid"))
        guard case .unreachable = await fault(sender(.udp, 514, host: "no-such-host.invalid")) else {
            Issue.record("no such fault")
            return
        }
    }
}
