// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import Accounts

@Suite struct `Failures` {
    private static func table(capacity: Int = 8) -> FailureTable<Int> {
        FailureTable(capacity: capacity, backOff: BackOff())
    }

    @Test func `cost a wait from the fifth, doubled up to a quarter of an hour`() {
        let waits = (0...17).map { BackOff().wait(after: $0)?.components.seconds ?? 0 }
        #expect(waits == [0, 0, 0, 0, 0, 1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900, 900])
        #expect(BackOff().wait(after: .max) == .seconds(900))
    }

    @Test func `one after another are as many as the back-off says`() {
        var table = Self.table()
        for number in 1...4 {
            #expect(table.wait(for: 1, at: .zero) == nil)
            table.begin(1, at: .zero)
            #expect(table.fail(1, at: .zero) == nil, "failure \(number)")
        }
        table.begin(1, at: .zero)
        #expect(table.fail(1, at: .zero) == .seconds(1))
        #expect(table.wait(for: 1, at: .milliseconds(400)) == .milliseconds(600))
        #expect(table.wait(for: 1, at: .seconds(1)) == nil)
        table.begin(1, at: .seconds(1))
        #expect(table.fail(1, at: .seconds(1)) == .seconds(2))
        #expect(table.wait(for: 2, at: .seconds(1)) == nil)
    }

    @Test func `are cleared by a success`() {
        var table = Self.table()
        for _ in 0..<9 { _ = table.fail(1, at: .zero) }
        table.begin(1, at: .seconds(100))
        table.succeed(1)
        #expect(table.failures(of: 1) == 0 && table.count == 0)
        #expect(table.wait(for: 1, at: .zero) == nil)
    }

    @Test func `are forgotten after a day of quiet`() {
        var table = Self.table()
        for _ in 0..<20 { _ = table.fail(1, at: .zero) }
        #expect(table.wait(for: 1, at: .seconds(899)) == .seconds(1))
        table.begin(1, at: .seconds(86_400))
        #expect(table.fail(1, at: .seconds(86_400)) == nil)
    }

    @Test func `that might come are counted: five at once and no more`() {
        var table = Self.table()
        for _ in 0..<5 {
            #expect(table.wait(for: 1, at: .zero) == nil)
            table.begin(1, at: .zero)
        }
        #expect(table.wait(for: 1, at: .zero) == .seconds(1))
        table.abandon(1)
        #expect(table.wait(for: 1, at: .zero) == nil)
    }

    @Test func `of one are not washed out by a crowd`() {
        var table = Self.table(capacity: 8)
        for _ in 0..<12 { _ = table.fail(-1, at: .zero) }
        for stranger in 0..<10_000 {
            table.begin(stranger, at: .seconds(1))
            _ = table.fail(stranger, at: .seconds(1))
            #expect(table.count <= 8)
        }
        #expect(table.wait(for: -1, at: .seconds(1)) == .seconds(127))
    }

    /// Whatever is tried when: no more wrong passwords are heard than the back-off allows in that time.
    @Test(arguments: UInt64(1)...20)
    func `are never heard faster than the back-off allows`(seed: UInt64) {
        var random = Seeded(state: seed)
        var table = Self.table(capacity: 4)
        var heard = 0
        var now = Duration.zero
        var pending = 0
        for _ in 0..<5000 {
            now += .milliseconds(Int.random(in: 0...400, using: &random))
            if pending > 0 && Bool.random(using: &random) {
                _ = table.fail(0, at: now)
                (pending, heard) = (pending - 1, heard + 1)
            } else if table.wait(for: 0, at: now) == nil {
                table.begin(0, at: now)
                pending += 1
            }
            #expect(heard + pending <= Self.most(within: now))
        }
        #expect(table.count == 1)
    }

    /// Five at the start, then one after each wait; two may be at the edge.
    private static func most(within time: Duration) -> Int {
        var (count, sum) = (5, Duration.zero)
        while let wait = BackOff().wait(after: count), sum + wait <= time { (count, sum) = (count + 1, sum + wait) }
        return count
    }

    @Test(arguments: UInt64(1)...20)
    func `never fill more than their table`(seed: UInt64) {
        var random = Seeded(state: seed)
        var table = Self.table(capacity: 16)
        for step in 0..<5000 {
            let key = Int.random(in: 0..<100, using: &random)
            switch Int.random(in: 0..<5, using: &random) {
            case 0, 1: table.begin(key, at: .seconds(step))
            case 2: _ = table.fail(key, at: .seconds(step))
            case 3: table.succeed(key)
            default: table.abandon(key)
            }
            #expect(table.count <= 16)
        }
    }
}
