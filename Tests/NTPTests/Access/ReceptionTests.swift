// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct ReceptionTests {
    private let second = RateSamples.second
    private let guest: UInt128 = 0xFFFF_C000_0201

    private func reception(_ change: (inout Reception.Settings) -> Void) -> Reception {
        var settings = Reception.Settings()
        change(&settings)
        return Reception(settings, secret: RateSamples.secret)
    }

    private func policy(denying address: UInt128) throws -> AccessPolicy {
        let block = try #require(AddressBlock(number: address, length: 128))
        return try #require(AccessPolicy(allow: [], deny: [block]))
    }

    @Test func `without a limit everybody is answered, as often as it likes`() {
        var reception = reception { _ in }
        var answered = 0
        for _ in 0..<1_000 where reception.judge(guest, by: .everyone, at: 0) == .answer { answered += 1 }
        let (counters, footprint) = (reception.counters, reception.footprint)
        #expect(answered == 1_000 && counters == nil && footprint == 0)
    }

    @Test func `who is denied is told nothing, unless it is wanted, and then not without end`() throws {
        let policy = try policy(denying: guest)
        var silent = reception { _ in }
        let treatments = (0..<2).map { silent.judge(guest + $0, by: policy, at: 0) }
        #expect(treatments == [.refuse(.denied), .answer])
        var telling = reception { $0.tellsDenied = true }
        var told = 0
        for step in 0..<10_000 {
            let treatment = telling.judge(guest, by: policy, at: Int64(step) * second / 5_000)
            if treatment == .tell(.deny, .denied) { told += 1 } else { #expect(treatment == .refuse(.denied)) }
        }
        // Two seconds, and a tenth of one at once.
        #expect((205...212).contains(told))
    }

    @Test func `each verdict has its treatment`() {
        var limit = RateLimit()
        (limit.capacity, limit.burst, limit.kiss, limit.strangers) = (8, 1, 2, 10)
        var reception = reception { $0.limit = limit }
        let seen = Set((0..<100).map { _ in reception.judge(guest, by: .everyone, at: 0) })
        #expect(seen == [.answer, .refuse(.rateLimited), .tell(.rate, .rateLimited)])
        let another = reception.judge(guest + 1, by: .everyone, at: 0)
        let counters = reception.counters
        #expect(another == .refuse(.crowded) && counters?.strangersRefused == 1)
    }

    @Test(arguments: [(-3, 0), (0, 0), (6, 6), (127, 17)] as [(Int8, Int8)])
    func `the interval that a kiss asks for is the limit's, never below a second`(interval: Int8, poll: Int8) {
        var limit = RateLimit()
        limit.interval = interval
        let asked = reception { $0.limit = limit }.poll
        #expect(asked == poll)
    }

    /// Who is handed over at that time.
    private func told(_ reception: inout Reception, at now: Int64) -> Reception.Visitors? {
        var told: Reception.Visitors?
        reception.handOver(at: now) { told = $0 }
        return told
    }

    @Test func `who was answered is handed over when ten seconds are over`() throws {
        var reception = reception { _ in }
        let policy = try policy(denying: guest)
        var slices = [told(&reception, at: 95 * second)?.slice]
        for number in 0..<50 { _ = reception.judge(guest + UInt128(number), by: policy, at: 95 * second) }
        let finished = told(&reception, at: 100 * second)
        slices.append(finished?.slice)
        slices.append(told(&reception, at: 110 * second)?.slice)
        #expect(slices == [nil, 9, nil])
        #expect(finished?.sketch.estimate.rounded() == 49)
    }

    @Test func `before ten seconds are over, whoever came is told once a second`() {
        var reception = reception { _ in }
        _ = told(&reception, at: 91 * second)
        var seen = [told(&reception, at: 91 * second)?.slice]
        for step in 0..<10 {
            _ = reception.judge(guest + UInt128(step), by: .everyone, at: 91 * second)
            let visitors = told(&reception, at: (91 + Int64(step) / 5) * second)
            seen.append(visitors.map { Int64($0.sketch.estimate.rounded()) })
        }
        seen.append(told(&reception, at: 95 * second)?.slice)
        seen.append(told(&reception, at: 96 * second)?.slice)
        #expect(seen == [nil, 1, nil, nil, nil, nil, 6, nil, nil, nil, nil, 9, nil])
    }

    @Test func `the end of ten seconds tells all of them, those who were told before among them`() {
        var reception = reception { _ in }
        _ = told(&reception, at: 91 * second)
        var seen: [Double?] = []
        for (who, moment) in [(guest, 92), (guest + 1, 93), (guest + 2, 93), (guest + 3, 101)] as [(UInt128, Int64)] {
            _ = reception.judge(who, by: .everyone, at: moment * second)
            seen.append(told(&reception, at: moment * second)?.sketch.estimate.rounded())
        }
        #expect(seen == [1, 2, nil, 4])
    }

    @Test func `this machine is answered without end, and those beside it are not`() {
        var limit = RateLimit()
        (limit.strangers, limit.returning, limit.capacity) = (0, 0, 8)
        var reception = reception { $0.limit = limit }
        let loopback: [UInt128] = [0xFFFF_7F00_0001, 0xFFFF_7FFF_FFFF, 1]
        let others: [UInt128] = [0xFFFF_7E00_0001, 0xFFFF_8000_0001, 2, 0x7F00_0001 << 64]
        let answered = (loopback + others).map { reception.judge($0, by: .everyone, at: 0) == .answer }
        #expect(answered == [true, true, true, false, false, false, false])
    }
}
