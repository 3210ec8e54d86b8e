// SPDX-License-Identifier: Apache-2.0

import Dispatch
import Testing

@testable import Accounts

@Suite struct `The desk for what takes long` {
    private struct Odd: Error {}

    @Test func `works on two at a time, however many come`() async throws {
        let desk = DerivationDesk(atOnce: 2, waiting: 1000)
        let record = PasswordRecord(fittingNothing: .system, cost: cheap)
        let sum = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask {
                    try await desk.run {
                        _ = try record.fits("x")
                        return number
                    }
                }
            }
            return try await group.reduce(0, +)
        }
        #expect(sum == 199 * 200 / 2)
        #expect((1...2).contains(desk.mostAtOnce))
    }

    @Test func `turns away what is too much, and takes more afterwards`() async throws {
        let desk = DerivationDesk(atOnce: 1, waiting: 3)
        let gate = DispatchSemaphore(value: 0)
        let (begun, say) = AsyncStream.makeStream(of: Void.self)
        let outcomes = try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask {
                try await desk.run {
                    say.yield()
                    gate.wait()
                    return true
                }
            }
            for await _ in begun { break }
            for _ in 0..<10 { group.addTask { (try? await desk.run { true }) ?? false } }
            var outcomes: [Bool] = []
            for _ in 0..<7 { outcomes.append(try await group.next() ?? true) }
            gate.signal()
            for try await outcome in group { outcomes.append(outcome) }
            return outcomes
        }
        #expect(outcomes.count { !$0 } == 7)
        #expect(outcomes.count { $0 } == 4)
        #expect(try await desk.run { 7 } == 7)
    }

    @Test func `hands on what the work throws`() async {
        let desk = DerivationDesk(atOnce: 1, waiting: 0)
        await #expect(throws: Odd.self) { try await desk.run { throw Odd() } }
        await #expect(throws: Odd.self) { try await desk.run { throw Odd() } }
    }
}
