// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// Many clocks that are measured in turn: whom to ask when and with what octets, what their replies tell, and what is to
/// be said of each clock and of each group.
///
/// Whoever owns the sockets asks whose turn it is (``next(at:)``), sends what ``request(of:into:using:)`` wrote, tells
/// when it left (``sent(_:of:)``), and hands over every datagram of which ``number(in:)`` says whose it claims to be and
/// which came from there. Clocks that another protocol asks take no turns: who asks them tells what they said
/// (``tell(_:_:of:at:)``). The turns are spread evenly over the interval, so that nothing is asked in bursts.
public struct WatchTable: Sendable {
    /// A clock's number has so many bits of a request's.
    static let numberBits: UInt64 = 12
    /// No more clocks than this.
    public static let capacity = 1 << Int(numberBits)

    public internal(set) var groups: [WatchedGroup]
    public internal(set) var clocks: [WatchedClock]
    /// Of each clock, when something is to be done about it.
    var due: [MonotonicInstant]
    /// Of each clock, when its first turn is.
    private let turns: [MonotonicInstant]

    /// - Parameters:
    ///   - clocks: of each, its group's number, and whether somebody must answer there.
    ///   - told: the numbers of those that another protocol asks.
    public init(
        groups: [WatchRules], clocks: [(group: Int, isExpected: Bool)], told: Set<Int> = [], at now: MonotonicInstant
    ) {
        precondition(clocks.count <= Self.capacity && clocks.allSatisfy { groups.indices.contains($0.group) })
        self.groups = groups.map { WatchedGroup(rules: $0, since: now) }
        self.clocks = clocks.enumerated().map { number, clock in
            WatchedClock(
                group: clock.group, isExpected: clock.isExpected, isTold: told.contains(number), at: now)
        }
        turns = WatchTurns(groups, clocks.map(\.group)).first.map { now + $0 }
        // A few clocks are known soon; many would be a burst.
        due = turns.enumerated().map { number, turn in
            told.contains(number) ? Self.never : min(turn, now + .milliseconds(100) * number)
        }
    }

    /// What is known of a clock that another table watched is known here too.
    public mutating func keep(_ number: Int, from other: WatchTable, _ before: Int, at now: MonotonicInstant) {
        let (old, new) = (other.clocks[before], clocks[number])
        var clock = WatchedClock(group: new.group, isExpected: new.isExpected, isTold: new.isTold, at: old.since)
        (clock.difference, clock.word, clock.lastReply) = (old.difference, old.word, old.lastReply)
        (clock.condition, clock.misses) = (old.condition, old.misses)
        (clock.asked, clock.answered, clock.refused) = (old.asked, old.answered, old.refused)
        clocks[number] = clock
        due[number] = turn(of: number, after: now)
    }

    /// What is known of a group goes on where its clocks and rules have not changed much.
    public mutating func keep(group: Int, from other: WatchTable, _ before: Int) {
        guard other.groups[before].rules == groups[group].rules else { return }
        groups[group] = other.groups[before]
        // It names clocks by numbers that they had.
        groups[group].worst = nil
    }

    // MARK: Asking

    /// When there is something to be done next; `nil`: never.
    public var nextDue: MonotonicInstant? { due.min() }

    /// A clock that is to be asked now; `nil`: none is.
    public mutating func next(at now: MonotonicInstant) -> Int? {
        for number in due.indices where due[number] <= now {
            if clocks[number].turn(at: now) { return number }
            due[number] = turn(of: number, after: now)
        }
        return nil
    }

    /// Writes the 48 octets of a request. It bears a number that cannot be guessed but for the bits that say whom it asks.
    public mutating func request(
        of number: Int, into bytes: inout MutableSpan<UInt8>, at now: MonotonicInstant,
        using random: inout some RandomNumberGenerator
    ) {
        let chance = UInt64.random(in: 1...(.max >> Self.numberBits), using: &random)
        let seconds = max(1, interval(of: number).realSeconds)
        let poll = Int8(seconds.exponent)
        clocks[number].request(chance << Self.numberBits | UInt64(number), poll: poll, into: &bytes)
        due[number] = now + WatchedClock.patience
    }

    /// When the last request to it left.
    public mutating func sent(_ stamp: LocalStamp, of number: Int) { clocks[number].sent = stamp }

    /// Whose reply a datagram claims to be; `nil`: nobody's.
    public func number(in bytes: Span<UInt8>, count: Int) -> Int? {
        guard count >= NTPHeader.count, let header = NTPHeader(bytes) else { return nil }
        let number = Int(header.origin.raw & (1 << Self.numberBits - 1))
        return clocks.indices.contains(number) ? number : nil
    }

    /// A datagram that came from the clock's address.
    public mutating func hear(
        _ bytes: Span<UInt8>, count: Int, from number: Int, arrived: LocalStamp
    ) throws(ReplyRefusal) {
        let before = clocks[number].answered
        defer { if clocks[number].answered != before { due[number] = turn(of: number, after: arrived.at) } }
        try clocks[number].hear(bytes, count: count, arrived: arrived)
    }

    private func interval(of number: Int) -> Duration {
        groups[clocks[number].group].rules.interval * (1 << Int(clocks[number].slowness))
    }

    private static let never = MonotonicInstant(sinceEpoch: .nanoseconds(Int64.max))

    /// Its next one that is not right now.
    private func turn(of number: Int, after now: MonotonicInstant) -> MonotonicInstant {
        if clocks[number].isTold { return Self.never }
        let interval = interval(of: number)
        let earliest = now + min(interval / 2, .seconds(60))
        let passed = max(0, (earliest - turns[number]) / interval)
        return turns[number] + interval * Int64(passed.rounded(.up))
    }
}

/// When the clocks have their first turns: those of each group evenly over its interval, those of one group between
/// those of another.
struct WatchTurns {
    private(set) var first: [Duration]

    init(_ groups: [WatchRules], _ members: [Int]) {
        var sizes = [Int](repeating: 0, count: groups.count)
        for group in members { sizes[group] += 1 }
        var places = [Int](repeating: 0, count: groups.count)
        first = members.map { group in
            defer { places[group] += 1 }
            let step = groups[group].interval / sizes[group]
            return step * places[group] + step * group / groups.count
        }
    }
}
