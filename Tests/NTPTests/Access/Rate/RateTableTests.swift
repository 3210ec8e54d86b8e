// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

/// What the tests of rates and floods have in common.
enum RateSamples {
    static let secret = HashSecret(0x1234, 0x5678)
    static let second: Int64 = 1_000_000_000

    static func client(_ number: UInt64) -> ClientKey { ClientKey(0xFFFF_0A00_0000 + UInt128(number), secret: secret) }
}

private let secret = RateSamples.secret
private let second = RateSamples.second
private func client(_ number: UInt64) -> ClientKey { RateSamples.client(number) }

struct RateTableTests {
    private func limit(interval: Int8 = 0, burst: UInt8 = 4, leak: UInt8 = 4, kiss: UInt8 = 0) -> RateLimit {
        var limit = RateLimit()
        (limit.interval, limit.burst, limit.leak, limit.kiss, limit.capacity) = (interval, burst, leak, kiss, 64)
        return limit
    }

    /// Judges as many requests of one client at once.
    private func ask(_ table: inout RateTable, times: Int, at now: Int64) -> [RateTable.Verdict] {
        (0..<times).map { _ in table.judge(client(1), at: now) }
    }

    @Test func `a burst is answered, then what the interval gives`() {
        var table = RateTable(limit(), secret: secret)
        // The first is a stranger's and is not counted as its own.
        #expect(ask(&table, times: 5, at: 0) == [.serve, .serve, .serve, .serve, .serve])
        _ = ask(&table, times: 100, at: 0)
        #expect(table.counters.served == 4 && table.counters.limited + table.counters.leaked == 100)
        for after in 1...20 { _ = ask(&table, times: 10, at: Int64(after) * second) }
        #expect(table.counters.served == 4 + 20)
        _ = ask(&table, times: 10, at: 60 * second)
        #expect(table.counters.served == 24 + 4)
    }

    @Test(arguments: zip([Int8(3), 0, -1, -3], [UInt64(1), 8, 16, 64]))
    func `the interval is a power of two of seconds`(interval: Int8, inEightSeconds: UInt64) {
        var table = RateTable(limit(interval: interval, burst: 1), secret: secret)
        _ = table.judge(client(1), at: 0)
        // From the first answer of its own on, in steps of 1/64 s.
        for step in 0..<512 { _ = table.judge(client(1), at: Int64(step) * second / 64) }
        #expect(table.counters.served == inEightSeconds)
    }

    @Test(arguments: [UInt8(1), 2, 3, 4])
    func `of those beyond the limit the leak lets through its share`(leak: UInt8) {
        var table = RateTable(limit(leak: leak), secret: secret)
        _ = ask(&table, times: 40_005, at: 0)
        let share = Double(table.counters.leaked) / 40_000 * Double(UInt64(1) << leak)
        #expect((0.93...1.07).contains(share))
    }

    @Test func `a kiss is one of so many refusals, the first among them`() {
        var table = RateTable(limit(kiss: 5), secret: secret)
        let verdicts = ask(&table, times: 10_000, at: 0).filter { $0 != .serve }
        #expect(verdicts[0] == .kiss)
        #expect(verdicts.count { $0 == .kiss } == (verdicts.count + 31) / 32)
        // A rest does not begin the count anew.
        let kissed = table.counters.kissed
        for round in 1...32 { _ = ask(&table, times: 6, at: Int64(round) * 60 * second) }
        #expect(table.counters.kissed - kissed <= 2)
    }

    @Test func `without kisses none is kissed`() {
        var table = RateTable(limit(), secret: secret)
        #expect(!ask(&table, times: 1_000, at: 0).contains(.kiss))
        #expect(table.counters.kissed == 0 && table.counters.limited > 900)
    }

    @Test func `one is established at the third visit, if it came slowly`() {
        var table = RateTable(limit(), secret: secret)
        for visit in 0..<3 {
            #expect(table.clients == 0)
            _ = table.judge(client(1), at: Int64(visit) * 2 * second)
        }
        #expect(table.clients == 1 && table.counters.established == 1)
        for visit in 0..<3 { _ = table.judge(client(2), at: 10 * second + Int64(visit)) }
        #expect(table.clients == 1)
    }

    @Test func `strangers and those without room have what is left for them, no more`() {
        var few = limit()
        (few.strangers, few.returning) = (100, 0)
        var table = RateTable(few, secret: secret)
        for number in 0..<1_000 { _ = table.judge(client(UInt64(number)), at: 0) }
        #expect(table.counters.strangersServed == 10 && table.counters.strangersRefused == 990)
        for number in 0..<1_000 { _ = table.judge(client(UInt64(number)), at: 1) }
        // All 64 places are on trial, and just used.
        #expect(table.counters.admitted == 64)
        #expect(table.counters.returningServed == 0 && table.counters.returningRefused > 900)
        #expect(table.counters.answered + table.counters.refused == 2_000)
    }

    @Test func `the same secret decides alike`() {
        func verdicts(_ secret: HashSecret) -> [RateTable.Verdict] {
            var table = RateTable(limit(), secret: secret)
            return ask(&table, times: 1_000, at: 0)
        }
        #expect(verdicts(secret) == verdicts(secret))
        #expect(verdicts(secret) != verdicts(HashSecret(9, 9)))
    }

    @Test func `odd settings do not trap`() {
        for (interval, burst, leak, kiss) in [(Int8.min, UInt8(0), UInt8(0), UInt8.max), (.max, .max, .max, 0)] {
            var odd = limit(interval: interval, burst: burst, leak: leak, kiss: kiss)
            (odd.capacity, odd.strangers, odd.returning, odd.memory) = (0, .max, .max, .max)
            var table = RateTable(odd, secret: secret)
            for step in 0..<2_000 { _ = table.judge(client(UInt64(step % 20)), at: Int64(step) << 40) }
            #expect(table.counters.answered + table.counters.refused == 2_000)
        }
    }
}
