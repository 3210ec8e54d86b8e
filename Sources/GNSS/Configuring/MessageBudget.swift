// SPDX-License-Identifier: Apache-2.0

/// How often each message may come so that all of them fit on the line.
///
/// On average at most 70 % of the line is used, and the fullest second ends before the next begins: what comes late
/// is of no use to a clock. Rates go down before anything is dropped, and what matters least goes first.
///
/// The line's speed itself is never raised: a receiver that forgets it without power, or whose converter does not
/// reach it, is silent until it has been searched for anew, and what is needed fits at the slowest speed.
public struct MessageBudget: Hashable, Sendable {
    /// A wish and what became of it: once in so many seconds, 0 for not at all.
    public struct Share: Hashable, Sendable {
        public var wish: MessageWish
        public var interval: UInt8
        /// It comes as often as was wished.
        public var isFull: Bool { interval == wish.intervals.first }
    }

    /// In the wishes' order.
    public private(set) var shares: [Share]
    private let bytesPerSecond: Int?
    /// What else the receiver says in a second, bytes.
    private let others: Int

    public init(_ wishes: [MessageWish], link: ReceiverLink, others: Int = 0) {
        shares = wishes.map { Share(wish: $0, interval: $0.intervals.first ?? 0) }
        bytesPerSecond = link.bytesPerSecond
        self.others = others
        for index in shares.indices.reversed() { lower(index) { $0 > 0 } }
        for index in shares.indices.reversed() { lower(index) { _ in true } }
        for index in shares.indices { raise(index) }
    }

    /// Bytes of a mean second, rounded up.
    public var average: Int {
        others
            + shares.reduce(0) { sum, it in
                it.interval == 0 ? sum : sum + (it.wish.size + Int(it.interval) - 1) / Int(it.interval)
            }
    }

    /// Bytes of the second in which everything comes.
    public var fullest: Int { others + shares.reduce(0) { $1.interval == 0 ? $0 : $0 + $1.wish.size } }

    public var fits: Bool {
        guard let bytesPerSecond else { return true }
        return average * 10 <= bytesPerSecond * 7 && fullest * 20 <= bytesPerSecond * 19
    }

    /// Goes down the list of intervals while it does not fit and the next one is allowed.
    private mutating func lower(_ index: Int, _ isAllowed: (UInt8) -> Bool) {
        for interval in shares[index].wish.intervals where !fits && isAllowed(interval) {
            shares[index].interval = interval
        }
    }

    /// Back up to the best interval that still fits.
    private mutating func raise(_ index: Int) {
        let lowered = shares[index].interval
        for interval in shares[index].wish.intervals {
            shares[index].interval = interval
            if fits || interval == lowered { return }
        }
    }
}
