// SPDX-License-Identifier: Apache-2.0

/// Which of many timers are due, in the order of their ticks: setting, clearing and taking one each cost the same,
/// however many there are.
///
/// A ring of one list for each of the next 4 096 ticks, and a bit for each list that is not empty. What is further away
/// waits at the far end of the ring and is put in anew when its list comes by.
struct TimerWheel: Sendable {
    /// Ticks that the ring covers.
    static let span = 4_096

    private var lists: SlotLists
    private var due: [Int64]
    private var occupied = OccupiedTicks()
    /// Every earlier tick's list is empty.
    private var cursor: Int64 = 0
    private(set) var count = 0

    init(timers: Int) {
        lists = SlotLists(slots: timers, lists: Self.span)
        due = Array(repeating: 0, count: timers)
    }

    /// Sets the timer, or sets it anew.
    /// - Parameter now: the tick that it is; no timer rings before it was set for, but one set for the past rings at once.
    mutating func set(_ timer: Int, for tick: Int64, now: Int64) {
        clear(timer)
        if count == 0 { cursor = max(cursor, now) }
        due[timer] = tick
        place(timer)
        count += 1
    }

    mutating func clear(_ timer: Int) {
        guard let list = lists.list(of: timer) else { return }
        take(timer, from: list)
        count -= 1
    }

    /// What the timer is set for; `nil`: it is not set.
    func tick(of timer: Int) -> Int64? { lists.list(of: timer) == nil ? nil : due[timer] }

    /// How many timers ring at a tick within the ring's span from now.
    func load(at tick: Int64) -> Int { lists.count(of: Self.list(of: tick)) }

    /// When there is something to do next; `nil`: no timer is set.
    var nextTick: Int64? {
        occupied.first(from: Self.list(of: cursor)).map { cursor + Int64(Self.distance(from: cursor, to: $0)) }
    }

    /// Takes a timer that is due, the earliest first, or nearly so after a pause longer than the ring.
    /// - Parameter budget: how many timers may yet be touched; less by those that were.
    /// - Returns: `nil`: none is due, or the budget is spent.
    mutating func next(at now: Int64, budget: inout Int) -> (timer: Int, due: Int64)? {
        // After a long pause all that is in the ring is past: what a list stands for may as well be a later past tick.
        cursor = max(cursor, now - Int64(Self.span - 1))
        while let tick = nextTick, tick <= now {
            cursor = tick
            guard budget > 0, let timer = lists.first(of: Self.list(of: tick)) else { return nil }
            budget -= 1
            take(timer, from: Self.list(of: tick))
            if due[timer] <= tick {
                count -= 1
                return (timer, due[timer])
            }
            place(timer)
        }
        cursor = max(cursor, now)
        return nil
    }

    private mutating func place(_ timer: Int) {
        let tick = min(max(due[timer], cursor), cursor + Int64(Self.span - 1))
        lists.append(timer, to: Self.list(of: tick))
        occupied.insert(Self.list(of: tick))
    }

    private mutating func take(_ timer: Int, from list: Int) {
        lists.remove(timer)
        if lists.count(of: list) == 0 { occupied.remove(list) }
    }

    private static func list(of tick: Int64) -> Int { Int(truncatingIfNeeded: tick) & (span - 1) }

    private static func distance(from cursor: Int64, to list: Int) -> Int {
        (list &- Self.list(of: cursor)) & (span - 1)
    }
}
