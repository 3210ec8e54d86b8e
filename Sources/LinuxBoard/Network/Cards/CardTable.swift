// SPDX-License-Identifier: Apache-2.0

/// The network cards that stamp, each at a place that it keeps. What is looked up for each datagram is `mutating`, for a table
/// that is only read is handed over as a copy, of half a kilobyte.
public struct CardTable: Sendable {
    /// As many as can be told apart.
    public static let most = 8

    public struct Card: Sendable, BitwiseCopyable {
        /// Its interface, by the kernel's number; 0: nobody is at this place.
        public var interface: UInt32
        /// `nil`: not compared (any more), or just set.
        public var relation: CardRelation?
        /// How long an octet takes on its wire, ns. 0: not known.
        public var octet: Double

        public init(interface: UInt32, relation: CardRelation? = nil, octet: Double = 0) {
            (self.interface, self.relation, self.octet) = (interface, relation, octet)
        }
    }

    public var cards = InlineArray<8, Card>(repeating: Card(interface: 0))

    public init() {}

    public var isEmpty: Bool {
        for place in cards.indices where cards[place].interface != 0 { return false }
        return true
    }

    /// When a request had arrived, by the card that stamped it.
    ///
    /// A card stamps a frame's first bits (IEEE 1588-2019, 7.3.4.1), the kernel sees it after the last ones: the time that the
    /// frame takes is added. So a way whose ends have different speeds seems alike in both directions.
    ///
    /// - Parameters:
    ///   - interface: the card's, by the kernel's number; 0: not told.
    ///   - frame: its octets but for the check sequence; 0: not told.
    ///   - seen: when the kernel saw it, CLOCK_MONOTONIC, ns.
    /// - Returns: CLOCK_MONOTONIC, ns, and which card it was; `nil`: nothing that can be believed.
    mutating func arrival(stamp: Int64, interface: UInt32, frame: UInt32, seen: Int64) -> (at: Int64, place: Int)? {
        for place in cards.indices where isMeant(place, interface) {
            guard let at = cards[place].relation?.arrival(stamp: stamp, seen: seen) else { continue }
            let passing = frame == 0 ? 0 : Int64(Double(frame &+ Self.checkSequence) * cards[place].octet)
            return (min(at &+ passing, seen), place)
        }
        return nil
    }

    /// When a reply left. Which card it was is not told: the one by which it left soonest after the kernel let it go.
    ///
    /// - Parameter released: when the kernel let it go, CLOCK_MONOTONIC, ns.
    mutating func departure(stamp: Int64, released: Int64) -> (at: Int64, place: Int)? {
        var best: (at: Int64, place: Int)?
        for place in cards.indices where cards[place].interface != 0 {
            guard let at = cards[place].relation?.departure(stamp: stamp, released: released) else { continue }
            if best.map({ (at &- released).magnitude < ($0.at &- released).magnitude }) ?? true { best = (at, place) }
        }
        return best
    }

    /// The place of an interface; `nil`: it has none.
    mutating func place(of interface: UInt32) -> Int? {
        for place in cards.indices where interface != 0 && cards[place].interface == interface { return place }
        return nil
    }

    private mutating func isMeant(_ place: Int, _ interface: UInt32) -> Bool {
        let own = cards[place].interface
        return own != 0 && (own == interface || interface == 0)
    }

    private static let checkSequence: UInt32 = 4
}

/// What became of the stamps of one card.
public struct CardCounts: Hashable, Sendable, BitwiseCopyable {
    /// Taken for the time of an arrival, and of a departure.
    public var arrivals: UInt64 = 0
    public var departures: UInt64 = 0
    /// Not believed, so that the kernel's was taken.
    public var refused: UInt64 = 0

    public init(arrivals: UInt64 = 0, departures: UInt64 = 0, refused: UInt64 = 0) {
        (self.arrivals, self.departures, self.refused) = (arrivals, departures, refused)
    }

    static func += (a: inout Self, b: Self) {
        a.arrivals &+= b.arrivals
        a.departures &+= b.departures
        a.refused &+= b.refused
    }
}

/// Counts of all places. What is not known to be of one is of the first.
typealias CardTally = InlineArray<8, CardCounts>
