// SPDX-License-Identifier: Apache-2.0

import Appliance
import LinuxBoard
import Synchronization
import Testing

/// A value whose parts agree, so that a torn one shows.
struct Pattern: BitwiseCopyable, Sendable {
    var words: InlineArray<47, UInt64>
    var tail: UInt8

    init(_ number: UInt64) {
        words = InlineArray { number &* 0x9E37_79B9_7F4A_7C15 &+ UInt64($0) }
        tail = UInt8(truncatingIfNeeded: number)
    }

    var isWhole: Bool {
        for index in words.indices where words[index] != words[0] &+ UInt64(index) { return false }
        return UInt8(truncatingIfNeeded: words[0] &* 0xF1DE_83E1_9937_733D) == tail
    }

    var number: UInt64 { words[0] &* 0xF1DE_83E1_9937_733D }
}

struct PublishedTests {
    @Test func `what is published last is read`() {
        let published = Published(Pattern(0))
        #expect(published.read().number == 0)
        for number in 1...100 as ClosedRange<UInt64> {
            published.publish(Pattern(number))
            #expect(published.read().number == number)
            #expect(published.count == number)
        }
    }

    @Test func `sizes that fill no word are kept whole`() {
        let published = Published<(UInt8, UInt8, UInt8)>((1, 2, 3))
        #expect(published.read() == (1, 2, 3))
        published.publish((4, 5, 6))
        #expect(published.read() == (4, 5, 6))
    }

    @Test func `readers on other threads never see a torn or an older value`() throws {
        let published = Published(Pattern(0))
        let hunt = Hunt()
        let readers = try (0..<3).map { index in
            Box(try HostThread.spawn(name: "reader \(index)") { hunt.read(published) })
        }
        for number in 1...30_000 as ClosedRange<UInt64> { published.publish(Pattern(number)) }
        hunt.isOver.store(true, ordering: .releasing)
        for reader in readers { reader.join() }
        #expect(hunt.faults.load(ordering: .relaxed) == 0)
        #expect(hunt.reads.load(ordering: .relaxed) > 100)
    }

    private final class Hunt: Sendable {
        let isOver = Atomic<Bool>(false)
        let faults = Atomic<Int>(0)
        let reads = Atomic<Int>(0)

        func read(_ published: Published<Pattern>) {
            var last: UInt64 = 0
            repeat {
                let value = published.read()
                if !value.isWhole || value.number < last { faults.add(1, ordering: .relaxed) }
                last = value.number
                reads.add(1, ordering: .relaxed)
            } while !isOver.load(ordering: .acquiring)
        }
    }

    /// Lets threads stand in an array.
    private final class Box {
        private var thread: HostThread?
        init(_ thread: consuming HostThread) { self.thread = consume thread }
        func join() {
            let mine = thread.take()
            if let mine { mine.join() }
        }
    }
}
