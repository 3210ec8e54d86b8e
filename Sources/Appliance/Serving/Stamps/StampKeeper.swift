// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import TimeBase

/// The cards that stamp for NTP, and their clocks: looked for now and then, compared twice a second. Used by one thread.
struct StampKeeper: ~Copyable {
    /// What is wanted, and where.
    struct Wish: Equatable {
        var timestamps = Settings.NTPService.Timestamps.auto
        var keepsClock = false
        /// Where NTP is served.
        var listening: [IPAddress] = []
    }

    private let stamps: CardStamps
    /// Cards keep their places, so that what is counted stays theirs.
    private var places: [NetworkCard?] = Array(repeating: nil, count: CardTable.most)
    private var rows: [(facts: StampingFacts, place: Int?)] = []

    init(_ stamps: CardStamps) { self.stamps = stamps }

    /// Which interfaces there are, and who stamps at each.
    mutating func look(_ wish: Wish) {
        let interfaces = InterfaceState.all.filter { $0.isUp && Self.hears($0, wish.listening) }
        let names = Set(interfaces.flatMap { NetworkCard.parts(of: $0.name) }).sorted()
        rows = []
        var used = Set<Int>()
        for name in names {
            let row = row(name, wish)
            rows.append(row)
            if let place = row.place { used.insert(place) }
        }
        for place in places.indices where !used.contains(place) { places[place] = nil }
    }

    /// Compares the clocks, and publishes what they are worth.
    mutating func compare() -> [StampingFacts] {
        var table = CardTable()
        for index in places.indices {
            guard let card = places[index] else { continue }
            var entry = CardTable.Card(interface: card.interface, relation: card.compare())
            if let speed = InterfaceState.speed(of: card.name) { entry.octet = 8_000 / Double(speed) }
            table.cards[index] = entry
        }
        stamps.publish(table)
        return rows.map { row in
            guard let place = row.place, let card = places[place] else { return row.facts }
            return told(row.facts, card, table.cards[place].relation, stamps.counts(at: place))
        }
    }

    /// Nobody's stamps are used any more.
    mutating func end() {
        places = Array(repeating: nil, count: CardTable.most)
        stamps.publish(CardTable())
    }

    private static func hears(_ interface: InterfaceState, _ listening: [IPAddress]) -> Bool {
        // Where there is no address nobody can ask.
        !interface.addresses.isEmpty
            && listening.contains { address in
                address.isUnspecified || address.isMulticast || interface.addresses.contains { $0.address == address }
            }
    }

    private mutating func row(_ name: String, _ wish: Wish) -> (facts: StampingFacts, place: Int?) {
        var facts = StampingFacts(interface: name)
        guard let link = try? NetworkInterface(name), let able = try? TimestampingAbility.of(interface: name, by: .udp4)
        else {
            facts.reason = "it cannot be asked"
            return (facts, nil)
        }
        facts.clock = able.clock
        var place: Int?
        switch StampChoice(wish.timestamps, keepsClock: wish.keepsClock, able: able) {
        case .kernel(let reason): facts.fallBack(because: reason)
        case .card: place = begin(link, able, &facts)
        }
        facts.troubled = wish.timestamps == .hardware && facts.reason != nil
        return (facts, place)
    }

    /// Has the card stamp; its place.
    private mutating func begin(
        _ link: NetworkInterface, _ able: TimestampingAbility, _ facts: inout StampingFacts
    ) -> Int? {
        guard let number = able.clock else { return nil }
        do throws(SocketFault) {
            let stamping = try NetworkCard.beginStamping(on: link.name, able)
            facts.take(stamping, able: able)
            guard let place = place(of: link, clock: number) else {
                facts.fallBack(because: "no more than \(CardTable.most) cards can stamp")
                return nil
            }
            return place
        } catch {
            let isDenied = error == .denied
            facts.fallBack(
                because: isDenied ? "this takes CAP_NET_ADMIN, which is missing" : "the card refuses to stamp")
            return nil
        }
    }

    private mutating func place(of link: NetworkInterface, clock number: Int) -> Int? {
        let known = places.firstIndex { $0?.interface == link.index && $0?.clockNumber == number }
        if let known { return known }
        guard let free = places.firstIndex(where: { $0 == nil }) else { return nil }
        places[free] = NetworkCard(link, clock: number)
        return free
    }

    private func told(
        _ facts: StampingFacts, _ card: NetworkCard, _ relation: CardRelation?, _ counts: CardCounts
    ) -> StampingFacts {
        var facts = facts
        (facts.arrivalsByCard, facts.departuresByCard) = (counts.arrivals, counts.departures)
        facts.refused = counts.refused
        facts.uncertaintyNs = relation.map { Double($0.uncertainty) }
        if relation == nil { facts.fallBack(card.fault) }
        return facts
    }
}
