// SPDX-License-Identifier: Apache-2.0

import Appliance
import Board
import Glibc
import LinuxBoard
import NTP
import Testing
import TimeBase

struct NTPServerTests {
    /// The system's clock as it is now, claimed to be locked; it is only read.
    private func systemTime() -> Published<ServedTime> {
        let (shown, at) = HostClock.systemTime
        let reading = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: shown.sinceEpoch + .seconds(37)))
        let state = TimeState(
            phase: .locked, since: at, asOf: at, reason: .justStarted,
            errorBound: ErrorBound(base: .microseconds(10)), reference: .gnss, utc: UTCRelation(taiMinusUTC: 37))
        return Published(ServedTime(state: state, clock: ClockMapping(anchor: at, atAnchor: reading, rate: 0)))
    }

    @Test(arguments: [IPAddress.loopbackV4, .loopbackV6], [1, 3])
    func `real sockets get the time of the published clock, from any number of workers`(
        address: IPAddress, workers: Int
    ) throws {
        let service = try NTPServer(
            listeningOn: IPEndpoint(address, port: 0), workers: workers, time: systemTime())
        defer { service.stop() }
        for number in 0..<10 as Range<UInt64> {
            let client = try UDPClient(to: service.local)
            let sent = HostClock.systemTime.shown
            let answer = client.ask(transmit: number)
            let reply = try #require(answer)
            let heard = HostClock.systemTime.shown
            #expect(reply.origin.raw == number)
            let bounds = NTPTimestamp(sent.utc).raw &- 1...NTPTimestamp(heard.utc).raw
            #expect(bounds.contains(reply.receive.raw), "the kernel's stamp lies between asking and hearing")
            #expect(bounds.contains(reply.transmit.raw))
            #expect(reply.receive.raw <= reply.transmit.raw)
        }
        // The last reply is counted once it is sent, which its client may see first.
        for _ in 0..<60_000 where service.total.answered < 10 { HostThread.sleep(for: .milliseconds(1)) }
        #expect(service.total.answered == 10)
    }

    @Test func `an address in use, or not the host's, is told at once`() {
        let elsewhere = IPEndpoint(IPAddress(v4: 0xC000_0201), port: 0)
        #expect(throws: SocketFault.addressAbsent) {
            _ = try NTPServer(listeningOn: elsewhere, time: systemTime())
        }
    }
}

/// Another program's client.
struct UDPClient: ~Copyable {
    private let descriptor: Int32

    init(to server: IPEndpoint) throws {
        let isV4 = server.address.isV4
        descriptor = socket(isV4 ? AF_INET : AF_INET6, Int32(SOCK_DGRAM.rawValue), 0)
        // struct timeval: 2 s and 0 µs.
        var patience: InlineArray<2, Int> = [2, 0]
        _ = unsafe setsockopt(
            descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<InlineArray<2, Int>>.size))
        let result = isV4 ? connectV4(server) : connectV6(server)
        try #require(result == 0)
    }

    deinit { _ = close(descriptor) }

    private func connectV4(_ server: IPEndpoint) -> Int32 {
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = server.port.bigEndian
        address.sin_addr.s_addr = (server.address.v4 ?? 0).bigEndian
        return unsafe withUnsafeBytes(of: &address) { unsafe connect($0) }
    }

    private func connectV6(_ server: IPEndpoint) -> Int32 {
        var address = sockaddr_in6()
        address.sin6_family = sa_family_t(AF_INET6)
        address.sin6_port = server.port.bigEndian
        address.sin6_addr = in6addr_loopback
        return unsafe withUnsafeBytes(of: &address) { unsafe connect($0) }
    }

    private func connect(_ address: UnsafeRawBufferPointer) -> Int32 {
        let start = unsafe address.baseAddress?.assumingMemoryBound(to: sockaddr.self)
        return unsafe Glibc.connect(descriptor, start, socklen_t(address.count))
    }

    func ask(transmit: UInt64) -> NTPHeader? {
        var buffer = [UInt8](repeating: 0, count: NTPHeader.count)
        var request = NTPHeader(version: 4, mode: .client)
        request.transmit = NTPTimestamp(raw: transmit)
        var span = buffer.mutableSpan
        request.write(into: &span)
        _ = unsafe send(descriptor, buffer, buffer.count, 0)
        let count = unsafe recv(descriptor, &buffer, buffer.count, 0)
        return count == NTPHeader.count ? NTPHeader(buffer.span) : nil
    }
}
