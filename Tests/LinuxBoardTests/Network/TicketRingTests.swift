// SPDX-License-Identifier: Apache-2.0

import Board
import Testing

@testable import LinuxBoard

struct TicketRingTests {
    @Test func `each key gives its ticket once`() {
        var ring = TicketRing()
        ring.add(70, sent: 1)
        ring.add(80, sent: 2)
        #expect(ring.take(1, stamped: 5) == 80 && ring.take(0, stamped: 5) == 70)
        #expect(ring.take(0, stamped: 5) == nil && ring.take(2, stamped: 5) == nil)
    }

    @Test func `keys wrap as the kernel's do`() {
        var ring = TicketRing(startingWith: .max - 1)
        for ticket in 0..<4 as Range<UInt32> { ring.add(ticket, sent: 0) }
        #expect(ring.next == 2)
        let keys = [UInt32.max - 1, .max, 0, 1]
        #expect(keys.map { ring.take($0, stamped: 1) } == [0, 1, 2, 3])
    }

    @Test func `of more than there is room for, the oldest are forgotten`() {
        var ring = TicketRing()
        let count = UInt32(TicketRing.capacity)
        for ticket in 0...count { ring.add(ticket, sent: 0) }
        #expect(ring.take(0, stamped: 1) == nil)
        #expect(ring.take(count, stamped: 1) == count && ring.take(1, stamped: 1) == 1)
    }

    @Test func `after the kernel has begun anew, a stamp of before is not taken for one of after`() {
        var ring = TicketRing()
        for ticket in 0..<9 as Range<UInt32> { ring.add(ticket, sent: 100) }
        ring.begin()
        ring.add(50, sent: 200)
        #expect(ring.take(0, stamped: 150) == nil)
        #expect(ring.take(0, stamped: 210) == 50)
        #expect(ring.take(8, stamped: 150) == 8, "what is still under way is told")
    }
}

struct AskedAddressesTests {
    @Test func `who asked which address is remembered, the last one`() {
        var asked = AskedAddresses()
        #expect(asked.asked(by: .loopbackV4) == nil)
        asked.remember(.loopbackV4, asked: 7)
        asked.remember(.loopbackV6, asked: 8)
        asked.remember(.loopbackV4, asked: 9)
        #expect(asked.asked(by: .loopbackV4) == 9 && asked.asked(by: .loopbackV6) == 8)
    }

    @Test func `four thousand clients of one network are nearly all remembered`() {
        var asked = AskedAddresses()
        let clients = (0..<4_096 as Range<UInt32>).map { IPAddress(v4: 0x0A09_0000 + $0) }
        for client in clients { asked.remember(client, asked: client.number) }
        #expect(clients.count { asked.asked(by: $0) == $0.number } > 3_600)
    }
}
