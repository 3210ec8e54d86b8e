// SPDX-License-Identifier: Apache-2.0

import Appliance
import Foundation
import Synchronization
import Testing

struct TapRingTests {
    /// Both halves the same: a torn one shows.
    private struct Pair: BitwiseCopyable, Sendable, Equatable {
        var first: UInt64
        var padding = (UInt64(0), UInt64(0), UInt64(0))
        var last: UInt64

        init(_ value: UInt64) { (first, last) = (value, value) }

        static func == (a: Self, b: Self) -> Bool { a.first == b.first && a.last == b.last }
    }

    @Test func `while nobody listens nothing is even made`() {
        let ring = TapRing<Int>(capacity: 8)
        var made = 0
        for _ in 0..<3 {
            ring.note {
                made += 1
                return made
            }
        }
        #expect(made == 0 && !ring.isHeard)
    }

    @Test func `a listener hears what is written from then on, in order`() {
        let ring = TapRing<Int>(capacity: 8)
        var early = ring.enter()
        ring.note { 1 }
        var late = ring.enter()
        ring.note { 2 }
        #expect(ring.read(&early) == .heard(1))
        #expect(ring.read(&early) == .heard(2))
        #expect(ring.read(&early) == nil)
        #expect(ring.read(&late) == .heard(2))
        ring.leave()
        #expect(ring.isHeard)
        ring.leave()
        #expect(!ring.isHeard)
    }

    @Test func `who is too slow is told how many he missed, and goes on with the newer half`() {
        let ring = TapRing<Int>(capacity: 8)
        var place = ring.enter()
        for value in 0..<20 { ring.note { value } }
        #expect(ring.read(&place) == .missed(16))
        for value in 16..<20 { #expect(ring.read(&place) == .heard(value)) }
        #expect(ring.read(&place) == nil)
    }

    @Test func `the capacity is a power of two`() {
        #expect(TapRing<Int>(capacity: 100).capacity == 128)
        #expect(TapRing<Int>(capacity: 0).capacity == 2)
    }

    @Test func `many writers at once tear nothing, and all is heard or told as missed`() {
        let (writers, each) = (4, 50_000)
        let ring = TapRing<Pair>(capacity: 64)
        var place = ring.enter()
        let left = Atomic(writers)
        for _ in 0..<writers {
            Thread.detachNewThread {
                for value in 0..<each { ring.note { Pair(UInt64(value)) } }
                left.subtract(1, ordering: .releasing)
            }
        }
        var (heard, missed) = (0, UInt64(0))
        var isOver = false
        let deadline = ContinuousClock.now + .seconds(120)
        while ContinuousClock.now < deadline {
            isOver = left.load(ordering: .acquiring) == 0
            while let item = ring.read(&place) {
                switch item {
                case .heard(let pair):
                    #expect(pair.first == pair.last)
                    heard += 1
                case .missed(let count): missed += count
                }
            }
            if isOver { break }
        }
        #expect(isOver)
        #expect(heard + Int(missed) <= writers * each)
        // At the very end at most half a round is still waited for.
        #expect(heard + Int(missed) >= writers * each - 32)
    }
}
