// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import Logging
import NTP
import Testing
import TimeBase

@testable import Appliance

@Suite struct `Settings that change while NTP is served` {
    private let time: Published<ServedTime> = {
        let (shown, at) = HostClock.systemTime
        let reading = ClockReading(era: 0, shown: TAIInstant(sinceEpoch: shown.sinceEpoch + .seconds(37)))
        let state = TimeState(
            phase: .locked, since: at, asOf: at, reason: .justStarted,
            errorBound: ErrorBound(base: .microseconds(10)), reference: .gnss, utc: UTCRelation(taiMinusUTC: 37))
        return Published(ServedTime(state: state, clock: ClockMapping(anchor: at, atAnchor: reading, rate: 0)))
    }()
    private let log = Logger(label: "t") { _ in SwiftLogNoOpLogHandler() }

    /// Addresses with ports that nobody has at this moment.
    private func freeAddresses(_ count: Int) throws -> [IPEndpoint] {
        let servers = try (0..<count).map { _ in try NTPServer(listeningOn: .loopback(port: 0), time: time) }
        defer { for server in servers { server.stop() } }
        return servers.map(\.local)
    }

    private func settings(_ listen: [IPEndpoint], deny: [AddressPrefix] = []) -> Settings {
        var settings = Settings(defaultsFor: .simulated)
        (settings.ntp.listen, settings.deny) = (listen, deny)
        return settings
    }

    /// Until it is so, for a minute at most.
    private func keepUp(_ serving: NTPServing, until isSo: () -> Bool) {
        for _ in 0..<3000 where !isSo() {
            serving.keepUp(time)
            HostThread.sleep(for: .milliseconds(20))
        }
    }

    @Test func `move the service to other addresses, and leave the one that stays alone`() throws {
        let addresses = try freeAddresses(3)
        let serving = NTPServing(settings(Array(addresses.prefix(2))), log: log)
        defer { serving.stop() }
        keepUp(serving) { serving.facts.listening.count == 2 }
        let stays = try #require(serving.servers.first { $0.local == addresses[1] })
        for address in addresses.prefix(2) {
            #expect(try UDPClient(to: address).ask(transmit: 1) != nil)
        }
        serving.apply(settings(Array(addresses.suffix(2))))
        keepUp(serving) { Set(serving.facts.listening) == Set(addresses.suffix(2)) }
        #expect(Set(serving.facts.listening) == Set(addresses.suffix(2)))
        #expect(serving.servers.contains { $0 === stays })
        #expect(try UDPClient(to: addresses[2]).ask(transmit: 2) != nil)
        keepUp(serving) { serving.facts.received == 3 }
        #expect(serving.facts.received == 3, "what the closed server did still counts")
    }

    @Test func `say whom NTP answers, from the next request on`() throws {
        let addresses = try freeAddresses(1)
        let serving = NTPServing(settings(addresses), log: log)
        defer { serving.stop() }
        keepUp(serving) { serving.facts.listening == addresses }
        let client = try UDPClient(to: addresses[0])
        #expect(client.ask(transmit: 1) != nil)
        serving.apply(settings(addresses, deny: [AddressPrefix(address: .loopbackV4, length: 8)]))
        #expect(client.ask(transmit: 2) == nil)
        serving.apply(settings(addresses))
        #expect(client.ask(transmit: 3)?.origin.raw == 3)
        // A reply is counted once it is sent, which its client may see first.
        keepUp(serving) { serving.facts.answered == 2 }
        #expect(serving.facts.received == 3 && serving.facts.answered == 2)
    }

    @Test func `open nothing once the service has ended`() throws {
        let addresses = try freeAddresses(1)
        let serving = NTPServing(settings(addresses), log: log)
        serving.stop()
        serving.apply(settings(addresses))
        serving.keepUp(time)
        #expect(serving.facts.listening.isEmpty)
    }
}
