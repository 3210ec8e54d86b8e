// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

private let secret = RateSamples.secret
private let second = RateSamples.second
private func client(_ number: UInt64) -> ClientKey { RateSamples.client(number) }

/// A table of 1,024 clients under floods of ten times as many forged addresses a second, beside 100 clients that ask
/// once a second.
struct FloodTests {
    private struct Scene: ~Copyable {
        var table: RateTable
        var random = Seeded(state: 0xF100D)
        /// Of the polite clients.
        var asked = 0
        var lost = 0
        var floodAnswered = 0

        init() {
            var limit = RateLimit()
            (limit.capacity, limit.strangers, limit.returning) = (1_024, 2_000, 500)
            table = RateTable(limit, secret: secret)
        }

        /// One second of polite clients from that number on, and of forged addresses drawn by `forge`.
        mutating func run(
            second number: Int, polite: Range<UInt64>, flood: Int, forge: (Int, inout Seeded) -> ClientKey
        ) {
            let steps = 100
            for step in 0..<steps {
                let now = Int64(number) * second + Int64(step) * second / Int64(steps)
                for index in 0..<(flood / steps) {
                    let forged = forge(number * flood + step * flood / steps + index, &random)
                    if table.judge(forged, at: now) == .serve { floodAnswered += 1 }
                }
                for one in polite where Int(one % UInt64(steps)) == step {
                    asked += 1
                    if table.judge(client(one), at: now) != .serve { lost += 1 }
                }
            }
        }
    }

    private func fresh(_ index: Int, _ random: inout Seeded) -> ClientKey {
        ClientKey(0xFFFF << 32 | UInt128(random.next() & 0xFFFF_FFFF), secret: secret)
    }

    private let polite: Range<UInt64> = 0..<100

    @Test func `clients that were there before lose nothing to forged addresses, and these get no more than is left`() {
        var scene = Scene()
        let before = scene.table.footprint
        for number in 0..<5 { scene.run(second: number, polite: polite, flood: 0, forge: fresh) }
        #expect(scene.table.clients == 100)
        for number in 5..<35 { scene.run(second: number, polite: polite, flood: 10_240, forge: fresh) }
        #expect(scene.asked == 3_500 && scene.lost == 0)
        let counters = scene.table.counters
        #expect(counters.strangersServed + counters.returningServed + counters.served - 3_400 <= 30 * 2_100)
        #expect(counters.strangersRefused > 30 * 8_000)
        #expect(counters.answered + counters.refused == 3_500 + 30 * 10_200)
        // A forged address may by chance look like one that was there.
        #expect(counters.admitted < 100 + 100)
        #expect(scene.table.clients <= 102 && scene.table.footprint == before)
    }

    @Test func `clients that come in the middle of it lose their first request, and hardly another`() {
        var scene = Scene()
        for number in 0..<5 { scene.run(second: number, polite: 0..<0, flood: 10_240, forge: fresh) }
        for number in 5..<8 { scene.run(second: number, polite: polite, flood: 10_240, forge: fresh) }
        #expect(scene.lost <= 110)
        scene.lost = 0
        for number in 8..<28 { scene.run(second: number, polite: polite, flood: 10_240, forge: fresh) }
        #expect(Double(scene.lost) < 0.01 * 2_000)
    }

    /// Each of 10,240 addresses asks once a second, as a client would.
    private func recurring(_ index: Int, _ random: inout Seeded) -> ClientKey {
        ClientKey(0xFFFF_C000_0000 + UInt128(index % 10_240), secret: secret)
    }

    @Test func `forged addresses that return like clients take free places, never one in use`() {
        var scene = Scene()
        for number in 0..<5 { scene.run(second: number, polite: polite, flood: 0, forge: recurring) }
        for number in 5..<35 { scene.run(second: number, polite: polite, flood: 10_240, forge: recurring) }
        #expect(scene.lost == 0)
        #expect(scene.table.counters.forgotten == 0)
        #expect(scene.table.counters.returningRefused > 100_000)
        #expect(scene.table.clients <= 768)
    }

    @Test func `one who asks a thousand times a second is limited in the middle of it`() {
        var scene = Scene()
        for number in 0..<3 { scene.run(second: number, polite: 0..<0, flood: 10_240, forge: fresh) }
        var answered = 0
        for number in 3..<13 {
            for step in 0..<1_000 {
                let now = Int64(number) * second + Int64(step) * second / 1_000
                for _ in 0..<10 { _ = scene.table.judge(fresh(0, &scene.random), at: now) }
                if scene.table.judge(client(7), at: now) == .serve { answered += 1 }
            }
        }
        // A quarter leaks; the limit itself gives 2 a second and 16.
        #expect((2_000...3_000).contains(answered))
        #expect(scene.table.counters.limited > 7_000)
        #expect((200...260).contains(scene.table.counters.kissed))
    }

    @Test func `a place is given up after a long silence, and not sooner`() {
        var limit = RateLimit()
        (limit.capacity, limit.memory) = (8, 100)
        var table = RateTable(limit, secret: secret)
        func settle(_ numbers: ClosedRange<UInt64>, from start: Int64) {
            for number in numbers {
                for visit in 0..<3 { _ = table.judge(client(number), at: start + Int64(visit) * second) }
            }
        }
        settle(1...6, from: 0)
        #expect(table.clients == 6)
        settle(7...12, from: 50 * second)
        #expect(table.counters.established == 6 && table.counters.forgotten == 0)
        settle(13...15, from: 110 * second)
        #expect(table.counters.established == 9 && table.counters.forgotten == 6)
    }
}
