// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing

struct ClientCensusTests {
    private func sketch(_ count: Int, _ random: inout Seeded) -> ClientSketch {
        var sketch = ClientSketch()
        for _ in 0..<count { sketch.note(hash: random.next()) }
        return sketch
    }

    @Test(arguments: [1, 10, 100, 1_000, 5_000, 12_000, 40_000])
    func `the error is the stated one, at all numbers`(count: Int) {
        var random = Seeded(state: UInt64(count))
        let rounds = max(5, min(40, 400_000 / count))
        var squares = 0.0
        for _ in 0..<rounds {
            let error = sketch(count, &random).estimate / Double(count) - 1
            squares += error * error
        }
        let spread = (squares / Double(rounds)).squareRoot()
        #expect(spread < 1.3 * 1.04 / 64)
    }

    @Test func `nobody is nobody, and one who returns is one`() {
        #expect(ClientSketch().estimate == 0 && ClientSketch().isEmpty)
        var sketch = ClientSketch()
        for _ in 0..<1_000 { sketch.note(RateSamples.client(1)) }
        #expect(sketch.estimate.rounded() == 1)
        #expect(MemoryLayout<ClientSketch>.size == ClientSketch.registers)
    }

    @Test func `even hashes of zeros and ones do not trap`() {
        var sketch = ClientSketch()
        sketch.note(hash: 0)
        sketch.note(hash: .max)
        for register in 0..<UInt64(4_096) { sketch.note(hash: register << 52) }
        #expect(sketch.estimate > 1e15)
    }

    @Test func `merged, they know all whom any of them knows, register by register`() {
        var random = Seeded(state: 3)
        for _ in 0..<20 {
            let hashes = (0..<6_000).map { _ in random.next() }
            var (a, b, both) = (ClientSketch(), ClientSketch(), ClientSketch())
            for hash in hashes[..<4_000] { a.note(hash: hash) }
            for hash in hashes[2_000...] { b.note(hash: hash) }
            for hash in hashes { both.note(hash: hash) }
            a.merge(b)
            #expect(a.estimate == both.estimate)
            a.merge(b)
            #expect(a.estimate == both.estimate)
        }
    }

    @Test func `minute, hour and day each see their clients, once each, and forget them`() {
        var census = ClientCensus()
        var random = Seeded(state: 11)
        let start = ClientCensus.slice(at: 86_400_000_000_000 * 3)
        let (first, second) = (sketch(1_000, &random), sketch(500, &random))
        // Two workers; the first hands it over twice.
        for slice in [start, start, start + 3] { census.merge(first, at: slice) }
        census.merge(second, at: start + 3)
        func seen(at slice: Int64) -> [Int] {
            ClientCensus.Span.allCases.map { census.clients(in: $0, at: slice) }
        }
        func isNear(_ counts: [Int], _ expected: [Int]) -> Bool {
            zip(counts, expected).allSatisfy { abs($0 - $1) <= $1 / 20 }
        }
        #expect(isNear(seen(at: start), [1_000, 1_500, 1_500]))
        #expect(isNear(seen(at: start + 3), [1_500, 1_500, 1_500]))
        #expect(isNear(seen(at: start + 8), [1_500, 1_500, 1_500]))
        #expect(isNear(seen(at: start + 9), [0, 1_500, 1_500]))
        #expect(isNear(seen(at: start + 359), [0, 1_500, 1_500]))
        #expect(isNear(seen(at: start + 360), [0, 0, 1_500]))
        #expect(isNear(seen(at: start + 24 * 360 - 1), [0, 0, 1_500]))
        #expect(isNear(seen(at: start + 24 * 360), [0, 0, 0]))
    }

    @Test func `what comes too late for its place does not disturb the next`() {
        var census = ClientCensus()
        var random = Seeded(state: 12)
        census.merge(sketch(100, &random), at: 106)
        census.merge(sketch(3_000, &random), at: 100)
        #expect((95...105).contains(census.clients(in: .minute, at: 106)))
        #expect((2_900...3_300).contains(census.clients(in: .hour, at: 106)))
    }
}
