// SPDX-License-Identifier: Apache-2.0

/// One socket's own copy of what is known of the cards, and its counts.
struct CardReader: ~Copyable {
    private let stamps: CardStamps?
    private var count: UInt64 = 0
    private(set) var table = CardTable()
    /// Whether any card stamps, so that it is worth asking for.
    private(set) var isByCard = false
    private var tally = CardTally(repeating: CardCounts())

    init(_ stamps: CardStamps?) {
        self.stamps = stamps
        _ = look()
    }

    /// Takes up what is new. Returns whether it has changed that any card stamps.
    mutating func look() -> Bool {
        guard let stamps, stamps.count != count else { return false }
        let before = isByCard
        count = stamps.count
        settle()
        isByCard = !table.isEmpty
        return isByCard != before
    }

    /// Hands over what was counted, and takes the table as it is now.
    mutating func settle() {
        guard let stamps else { return }
        table = stamps.exchange(tally)
        tally = CardTally(repeating: CardCounts())
    }

    /// As ``CardTable/arrival(stamp:interface:frame:seen:)``, and counts it.
    mutating func arrival(stamp: Int64, interface: UInt32, frame: UInt32, seen: Int64?) -> Int64? {
        let found = seen.flatMap { table.arrival(stamp: stamp, interface: interface, frame: frame, seen: $0) }
        if let found { tally[found.place].arrivals &+= 1 } else { tally[table.place(of: interface) ?? 0].refused &+= 1 }
        return found?.at
    }

    /// As ``CardTable/departure(stamp:released:)``, and counts it.
    mutating func departure(stamp: Int64, released: Int64?) -> Int64? {
        let found = released.flatMap { table.departure(stamp: stamp, released: $0) }
        if let found { tally[found.place].departures &+= 1 } else { tally[0].refused &+= 1 }
        return found?.at
    }
}
