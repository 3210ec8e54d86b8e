// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import LinuxBoard

/// The kernel's word on when replies left, over the loopback.
struct SentStampsTests {
    private static let loopbacks = [IPAddress.loopbackV4, .loopbackV6]

    /// A reply with the wish for a stamp or without; the moments before and after its sending.
    private func exchange(
        _ socket: inout UDPSocket, _ client: borrowing Client, wishing: Bool
    ) throws -> (MonotonicInstant, MonotonicInstant) {
        client.send([1, 2, 3])
        let count = try socket.receive()
        try #require(count == 1)
        socket.setReply(to: 0, count: 3)
        let isPromised = wishing && socket.wantStamp(of: 0)
        #expect(isPromised == wishing)
        let before = HostClock.now
        let sent = try socket.sendReplies(0..<1)
        let after = HostClock.now
        #expect(sent == 1)
        #expect(client.receive() == [1, 2, 3])
        return (before, after)
    }

    /// Those that there are now, where the clock's relation is as fresh as after a batch.
    private func stamps(_ socket: inout UDPSocket) throws -> [SentStamp] {
        _ = try socket.receive()
        return (0..<socket.takeStamps()).compactMap { socket.sentStamp($0) }
    }

    @Test(arguments: loopbacks)
    func `a reply whose stamp is wanted is told by its number, between before and after`(address: IPAddress) throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(address, port: 0), patience: .milliseconds(20))
        let client = Client(to: socket.local)
        _ = try exchange(&socket, client, wishing: false)
        let (before, after) = try exchange(&socket, client, wishing: true)
        _ = try exchange(&socket, client, wishing: false)
        _ = try exchange(&socket, client, wishing: true)
        let told = try stamps(&socket)
        #expect(told.map(\.number) == [0, 1])
        let tolerance = Duration.microseconds(100)
        let first = try #require(told.first)
        #expect(first.at >= before - tolerance && first.at <= after + tolerance)
        #expect(try stamps(&socket).isEmpty)
    }

    @Test func `who listens everywhere is told, too`() throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(.anyV4, port: 0), patience: .milliseconds(20))
        let client = Client(to: IPEndpoint(.loopbackV4, port: socket.local.port))
        _ = try exchange(&socket, client, wishing: true)
        #expect(try stamps(&socket).map(\.number) == [0])
    }

    @Test func `numbers go on where the kernel's count begins anew, and what was on its way is lost`() throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(.loopbackV4, port: 0), patience: .milliseconds(20))
        let client = Client(to: socket.local)
        for _ in 0..<3 { _ = try exchange(&socket, client, wishing: true) }
        socket.beginStampsAnew()
        #expect(try stamps(&socket).isEmpty)
        _ = try exchange(&socket, client, wishing: true)
        #expect(try stamps(&socket).map(\.number) == [3])
    }

    @Test func `who hopes for a card that stamps nothing has the kernel's word`() throws {
        let cards = CardStamps()
        var table = CardTable()
        table.cards[0] = CardTable.Card(interface: 9_999)
        cards.publish(table)
        var socket = try UDPSocket(
            listeningOn: IPEndpoint(.loopbackV4, port: 0), patience: .milliseconds(20), cards: cards)
        let client = Client(to: socket.local)
        _ = try exchange(&socket, client, wishing: true)
        #expect(socket.arrival(of: 0).isStampedByKernel)
        let told = try stamps(&socket)
        #expect(told.map(\.number) == [0] && told.map(\.isByCard) == [false])
        // Cards come and go while it serves.
        cards.publish(CardTable())
        #expect(try stamps(&socket).isEmpty)
        _ = try exchange(&socket, client, wishing: true)
        #expect(try stamps(&socket).map(\.number) == [1])
    }

    @Test func `after a rest arrivals are stamped as before, and numbers go on`() throws {
        var socket = try UDPSocket(listeningOn: IPEndpoint(.loopbackV4, port: 0), patience: .milliseconds(20))
        let client = Client(to: socket.local)
        _ = try exchange(&socket, client, wishing: true)
        #expect(try stamps(&socket).count == 1)
        HostThread.sleep(for: .milliseconds(1_600))
        #expect(try stamps(&socket).isEmpty)
        _ = try exchange(&socket, client, wishing: false)
        #expect(socket.arrival(of: 0).isStampedByKernel)
        _ = try exchange(&socket, client, wishing: true)
        #expect(try stamps(&socket).map(\.number) == [1])
    }
}
