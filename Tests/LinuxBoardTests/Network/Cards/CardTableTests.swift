// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import LinuxBoard

/// Two cards whose clocks show different times; all times are ns.
struct CardTableTests {
    private func table(octet: Double = 0) -> CardTable {
        var table = CardTable()
        let first = CardRelation(anchor: 1_000_000, shown: 0, rate: 0, uncertainty: 50)
        let second = CardRelation(anchor: 1_000_000, shown: 500_000_000, rate: 0, uncertainty: 50)
        table.cards[1] = CardTable.Card(interface: 3, relation: first, octet: octet)
        table.cards[4] = CardTable.Card(interface: 7, relation: second, octet: octet)
        return table
    }

    @Test func `an arrival's stamp is meant of the card that took it`() {
        var table = table()
        let told = table.arrival(stamp: 20_000, interface: 3, frame: 90, seen: 1_030_000)
        #expect(told?.at == 1_020_000 && told?.place == 1)
        let others = [(20_000, 7), (500_020_000, 7), (20_000, 9)].map {
            table.arrival(stamp: $0, interface: $1, frame: 90, seen: 1_030_000)?.at
        }
        #expect(others == [nil, 1_020_000, nil])
    }

    @Test func `where it is not told which card it was, one that can have been is taken`() {
        var table = table()
        let told = table.arrival(stamp: 500_020_000, interface: 0, frame: 0, seen: 1_030_000)
        #expect(told?.at == 1_020_000 && told?.place == 4)
    }

    /// 1 Gbit/s: 90 octets and 4 of the check sequence take 752 ns.
    @Test(arguments: [(8, 90, 1_020_752), (8, 0, 1_020_000), (800, 90, 1_030_000)] as [(Double, UInt32, Int64)])
    func `a frame has arrived with its last bit, and never after the kernel has seen it`(
        octet: Double, frame: UInt32, at: Int64
    ) {
        var table = table(octet: octet)
        let told = table.arrival(stamp: 20_000, interface: 3, frame: frame, seen: 1_030_000)
        #expect(told?.at == at)
    }

    @Test func `a departure is of the card by which it left soonest`() {
        var table = table()
        let told = table.departure(stamp: 500_020_000, released: 1_015_000)
        #expect(told?.at == 1_020_000 && told?.place == 4)
        let strange = table.departure(stamp: 900_000_000, released: 1_015_000)
        #expect(strange == nil)
    }

    @Test func `a card that is not compared says nothing`() {
        var table = table()
        table.cards[1].relation = nil
        let arrival = table.arrival(stamp: 20_000, interface: 3, frame: 90, seen: 1_030_000)
        let departure = table.departure(stamp: 20_000, released: 1_015_000)
        #expect(arrival == nil && departure == nil)
        #expect(!table.isEmpty && CardTable().isEmpty)
    }

    @Test func `what readers do is counted for each card, once they look again`() {
        let stamps = CardStamps()
        stamps.publish(table())
        var reader = CardReader(stamps)
        let hopes = reader.isByCard
        let arrivals = [
            reader.arrival(stamp: 20_000, interface: 3, frame: 0, seen: 1_030_000),
            reader.arrival(stamp: 20_000, interface: 3, frame: 0, seen: nil),
            reader.arrival(stamp: 20_000, interface: 7, frame: 0, seen: 1_030_000),
        ]
        let departures = [
            reader.departure(stamp: 500_020_000, released: 1_015_000),
            reader.departure(stamp: 500_020_000, released: nil),
        ]
        #expect(hopes && arrivals == [1_020_000, nil, nil] && departures == [1_020_000, nil])
        #expect(stamps.counts(at: 1) == CardCounts())
        let before = reader.look()
        stamps.publish(CardTable())
        let (after, hopesStill) = (reader.look(), reader.isByCard)
        #expect(!before && after && !hopesStill)
        #expect(stamps.counts(at: 1) == CardCounts(arrivals: 1, refused: 1))
        #expect(stamps.counts(at: 4) == CardCounts(departures: 1, refused: 1) && stamps.counts(at: 0).refused == 1)
    }
}
