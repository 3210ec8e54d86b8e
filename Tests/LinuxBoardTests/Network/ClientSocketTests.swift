// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import LinuxBoard

/// When requests leave and replies come, over the loopback.
struct ClientSocketTests {
    private static let tolerance = Duration.microseconds(100)

    @Test(arguments: [IPAddress.loopbackV4, .loopbackV6], [false, true])
    func `a request's departure is told once, between before and after`(address: IPAddress, hopes: Bool) throws {
        var server = try UDPSocket(listeningOn: IPEndpoint(address, port: 0), patience: .seconds(60))
        let cards = CardStamps()
        var table = CardTable()
        table.cards[0] = CardTable.Card(interface: 9_999)
        if hopes { cards.publish(table) }
        let client = try ClientSocket(to: server.local, departures: true, cards: cards)
        let before = HostClock.now
        try client.send([1, 2, 3].span)
        let after = HostClock.now
        let came = try server.receive()
        #expect(came == 1)
        let departure = try #require(client.departure)
        #expect(departure >= before - Self.tolerance && departure <= after + Self.tolerance)
        #expect(client.departure == nil)
        server.setReply(to: 0, count: 3)
        let sent = try server.sendReplies(0..<1)
        #expect(sent == 1)
        ClientSockets.wait(for: [client.number], at: .seconds(60))
        var buffer = [UInt8](repeating: 0, count: 8)
        var span = buffer.mutableSpan
        let heard = client.receive(into: &span)
        let arrival = try #require(heard)
        #expect(arrival.count == 3 && arrival.isStampedByKernel && arrival.at >= departure)
    }

    @Test func `who does not ask for departures is told none`() throws {
        var server = try UDPSocket(listeningOn: IPEndpoint(.loopbackV4, port: 0), patience: .seconds(60))
        let client = try ClientSocket(to: server.local)
        try client.send([1].span)
        let came = try server.receive()
        #expect(came == 1 && client.departure == nil)
    }
}
