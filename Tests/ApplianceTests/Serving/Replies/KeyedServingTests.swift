// SPDX-License-Identifier: Apache-2.0

import Board
import FoundationEssentials
import LinuxBoard
import Logging
import NTP
import Testing
import TimeBase

@testable import Appliance

/// The keys' way from their file to the replies.
@Suite final class `Keys that NTP is served with` {
    private let wire = FakeSocket.Wire()
    private static let began = MonotonicInstant(sinceEpoch: .seconds(500))
    private let path = FileManager.default.temporaryDirectory.appendingPathComponent("gnomon-served-\(UUID())").path

    deinit { try? FileManager.default.removeItem(atPath: path) }

    private static let ring = KeyFile.read(
        """
        1 MD5 longer-than-eighty-bits
        2 SHA1 longer-than-eighty-bits
        3 SHA256 longer-than-eighty-bits
        4 SHA384 longer-than-eighty-bits
        5 SHA512 longer-than-eighty-bits
        6 AES128 HEX:7EA62AE64D190114D46D5A082F948EC1
        7 AES256 HEX:7EA62AE64D190114D46D5A082F948EC17EA62AE64D190114D46D5A082F948EC1
        """
    ).ring

    private func worker(_ ring: KeyRing) -> NTPWorker<FakeSocket> {
        let state = TimeState(
            phase: .locked, since: Self.began, asOf: Self.began, reason: .justStarted,
            errorBound: ErrorBound(base: .microseconds(1)), reference: .gps, utc: UTCRelation(taiMinusUTC: 37))
        let shown = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .seconds(1_700_000_037)))
        let time = ServedTime(state: state, clock: ClockMapping(anchor: Self.began, atAnchor: shown, rate: 0))
        return NTPWorker(
            socket: FakeSocket(wire), time: Published(time),
            terms: Posted(ReplyTerms(keys: ring) { KeyAuthenticator($0) }))
    }

    private func request(_ key: SymmetricKey, of ring: KeyRing) throws -> [UInt8] {
        var header = NTPHeader(version: 4, mode: .client)
        header.transmit = NTPTimestamp(raw: 0x1234)
        var bytes = [UInt8](repeating: 0, count: 72)
        var span = bytes.mutableSpan
        header.write(into: &span)
        let count = MessageAuthentication.append(
            to: &span, count: 48, key: key, digestCount: min(key.algorithm.digestCount, 20),
            with: KeyAuthenticator(ring))
        return Array(bytes[..<(try #require(count))])
    }

    private func verdict(on packet: [UInt8]) -> MessageAuthentication.Verdict {
        guard let parts = PacketTail.parts(packet.span, count: packet.count, version: 4) else { return .bad }
        return MessageAuthentication.verify(packet.span, parts, version: 4, with: KeyAuthenticator(Self.ring))
    }

    @Test(arguments: ring.keys)
    func `sign the reply to who has one, and it is counted and told by its algorithm`(_ key: SymmetricKey) throws {
        let worker = worker(Self.ring)
        let request = try request(key, of: Self.ring)
        let client = IPEndpoint(.loopbackV4, port: 40_000)
        wire.ask(request, at: Self.began, from: client)
        var spoilt = request
        spoilt[60] ^= 1
        wire.ask(spoilt, at: Self.began, from: client)
        worker.serve()
        #expect(wire.sent.count == 1)
        let reply = try #require(wire.sent.first).bytes
        #expect(verdict(on: reply) == .good(key, digestCount: reply.count - 52))
        #expect(reply.count == request.count)
        let counters = worker.counters.now
        #expect(counters[key.algorithm] == 1 && counters[.badMAC] == 1 && counters.answered == 1)
        #expect(worker.clients.clients.map(\.manner.proofName) == [key.algorithm.name])
    }

    @Test func `come from the file that settings name, now and later`() throws {
        let listen = try UDPSocket(listeningOn: .loopback(port: 0)).local
        var settings = Settings(defaultsFor: .simulated)
        (settings.ntp.listen, settings.ntp.keys) = ([listen], path)
        try Data("3 SHA256 longer-than-eighty-bits\n".utf8).write(to: URL(fileURLWithPath: path))
        let serving = NTPServing(settings, log: Logger(label: "t") { _ in SwiftLogNoOpLogHandler() })
        defer { serving.stop() }
        let state = TimeState(
            phase: .locked, since: Self.began, asOf: Self.began, reason: .justStarted, utc: UTCRelation(taiMinusUTC: 37)
        )
        let shown = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: .zero))
        let time = Published(
            ServedTime(state: state, clock: ClockMapping(anchor: Self.began, atAnchor: shown, rate: 0)))
        serving.keepUp(time)
        #expect(serving.facts.keys?.count == 1 && serving.facts.keys?.file == path)
        settings.ntp.keys = nil
        serving.apply(settings)
        serving.keepUp(time)
        #expect(serving.facts.keys == nil)
    }
}
