// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import PTP

@Suite struct TimerWheelTests {
    /// All timers that ring at `now`, as long as `budget` lasts.
    private func rung(_ wheel: inout TimerWheel, at now: Int64, budget: Int = 1_000_000) -> [Int] {
        var (left, timers): (Int, [Int]) = (budget, [])
        while let due = wheel.next(at: now, budget: &left) { timers.append(due.timer) }
        return timers
    }

    @Test func `timers ring in the order of their ticks, none too early`() {
        var wheel = TimerWheel(timers: 8)
        for (timer, tick) in [(0, 30), (1, 10), (2, 20), (3, 20), (4, 31)] {
            wheel.set(timer, for: Int64(tick), now: 0)
        }
        #expect(wheel.nextTick == 10)
        #expect(rung(&wheel, at: 9) == [])
        #expect(rung(&wheel, at: 30) == [1, 2, 3, 0])
        #expect(wheel.nextTick == 31)
        #expect(wheel.count == 1)
    }

    @Test func `a timer that was cleared or set anew rings as it was set last`() {
        var wheel = TimerWheel(timers: 3)
        for timer in 0..<3 { wheel.set(timer, for: 10, now: 0) }
        wheel.clear(1)
        wheel.clear(1)
        wheel.set(2, for: 12, now: 0)
        #expect((wheel.tick(of: 0), wheel.tick(of: 1), wheel.tick(of: 2)) == (10, nil, 12))
        #expect(rung(&wheel, at: 11) == [0])
        #expect(rung(&wheel, at: 12) == [2])
        #expect(wheel.nextTick == nil)
    }

    @Test func `what is set for the past rings at once`() {
        var wheel = TimerWheel(timers: 2)
        wheel.set(0, for: 1_000, now: 990)
        #expect(rung(&wheel, at: 1_000) == [0])
        wheel.set(1, for: 5, now: 1_000)
        #expect(wheel.nextTick == 1_000)
        #expect(rung(&wheel, at: 1_000) == [1])
    }

    @Test(arguments: [4_095, 4_096, 4_097, 8_192, 100_000, 1 << 40] as [Int64])
    func `a timer set for long after the ring's end rings in time`(tick: Int64) {
        var wheel = TimerWheel(timers: 1)
        wheel.set(0, for: tick, now: 0)
        var looks = 0
        while let next = wheel.nextTick, next < tick, looks < 100 {
            #expect(rung(&wheel, at: next) == [])
            looks += 1
        }
        #expect(Int64(looks) <= tick / 4_095)
        #expect(rung(&wheel, at: tick - 1) == [])
        #expect(rung(&wheel, at: tick) == [0])
    }

    @Test func `after days without a timer the next one is as quick as the first`() {
        var wheel = TimerWheel(timers: 1)
        let later: Int64 = 1_024 * 86_400 * 7
        wheel.set(0, for: 1, now: 0)
        #expect(rung(&wheel, at: 1) == [0])
        wheel.set(0, for: later + 3, now: later)
        #expect(wheel.nextTick == later + 3)
    }

    @Test func `after a pause of days each timer is touched a few times, not once for each turn of the ring`() {
        var wheel = TimerWheel(timers: 100)
        for timer in 0..<100 { wheel.set(timer, for: Int64(timer * 40), now: 0) }
        let now: Int64 = 1_024 * 86_400 * 3
        var budget = 1_000
        while let due = wheel.next(at: now, budget: &budget) {
            wheel.set(due.timer, for: now + 64, now: now)
        }
        #expect(budget > 700)
        #expect(wheel.count == 100)
        #expect(rung(&wheel, at: now + 63) == [])
        #expect(rung(&wheel, at: now + 64).count == 100)
    }

    @Test func `no more timers are touched than may be, and the rest keep`() {
        var wheel = TimerWheel(timers: 10)
        for timer in 0..<10 { wheel.set(timer, for: 5, now: 0) }
        #expect(rung(&wheel, at: 6, budget: 4) == [0, 1, 2, 3])
        #expect(wheel.nextTick == 5)
        #expect(rung(&wheel, at: 6, budget: 40) == [4, 5, 6, 7, 8, 9])
    }

    @Test(arguments: 0..<20 as Range<UInt64>) func `it does what a sorted list would`(seed: UInt64) {
        var chance = Chance(seed: seed)
        var wheel = TimerWheel(timers: 50)
        var model: [Int: Int64] = [:]
        var now: Int64 = 0
        for _ in 0..<500 {
            let timer = Int.random(in: 0..<50, using: &chance)
            switch Int.random(in: 0..<10, using: &chance) {
            case 0...5:
                let ahead: Int64 = [10, 100, 5_000, 50_000].randomElement(using: &chance) ?? 0
                model[timer] = now + Int64.random(in: -5...ahead, using: &chance)
                wheel.set(timer, for: model[timer] ?? 0, now: now)
            case 6:
                model[timer] = nil
                wheel.clear(timer)
            default:
                now += [1, 7, 100, 4_096, 20_000].randomElement(using: &chance) ?? 0
                if let first = model.values.min() { #expect((wheel.nextTick ?? .max) <= max(first, now)) }
                let due = model.filter { $0.value <= now }
                #expect(Set(rung(&wheel, at: now)) == Set(due.keys))
                for timer in due.keys { model[timer] = nil }
            }
            #expect(wheel.count == model.count)
        }
    }
}

@Suite struct TickTests {
    @Test(
        arguments: [
            (0, 0, 0), (1, 0, 1), (976_562, 0, 1), (976_563, 1, 2), (1_953_125, 2, 2), (1_000_000_000, 1_024, 1_024),
            (86_400_000_000_000, 88_473_600, 88_473_600),
        ] as [(Int64, Int64, Int64)])
    func `a second has 1024 ticks`(nanoseconds: Int64, before: Int64, after: Int64) {
        #expect(Tick.before(nanoseconds: nanoseconds) == before)
        #expect(Tick.after(nanoseconds: nanoseconds) == after)
        #expect(Tick.before(nanoseconds: Tick.nanoseconds(before)) == before)
    }

    @Test(arguments: [(-7, 8), (-4, 64), (0, 1_024), (4, 16_384)] as [(Int8, Int64)])
    func `intervals are whole numbers of ticks`(log: Int8, ticks: Int64) {
        #expect(Tick.interval(log: log) == ticks)
    }
}
