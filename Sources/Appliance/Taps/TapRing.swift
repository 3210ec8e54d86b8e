// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// A ring into which threads that may not wait write, and from which any number of listeners read, each at its own
/// place. The latest ``capacity`` values are there; who comes later learns how many he missed.
///
/// A writer with no listener pays one relaxed load. With listeners it stores the value's words and nothing else: it neither
/// allocates nor locks, and it never waits, not for listeners and not for another writer. Two writers meet in one slot only
/// where one of them was held up for a whole round; the other's value is then lost, and told as missed.
///
/// `@unchecked Sendable`, `@safe`: all shared memory is atomic words, allocated once. A slot's first word is odd while the
/// others are being written, and else tells which value lies there; a reader that finds it changed does not use what it read.
@safe public final class TapRing<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
    public let capacity: Int
    private let words: UnsafeMutablePointer<Atomic<UInt64>>
    /// The number of the next value.
    private let next = Atomic<UInt64>(0)
    private let listeners = Atomic<Int>(0)

    private static var wordsPerValue: Int { (MemoryLayout<Value>.size + 7) / 8 }
    private static var stride: Int { wordsPerValue + 1 }

    /// - Parameter capacity: how many values are kept, rounded up to a power of two.
    public init(capacity: Int) {
        var size = 2
        while size < capacity { size *= 2 }
        self.capacity = size
        let count = size * Self.stride
        unsafe words = .allocate(capacity: count)
        for index in 0..<count { unsafe (words + index).initialize(to: Atomic(0)) }
    }

    deinit {
        let count = capacity * Self.stride
        unsafe words.deinitialize(count: count)
        unsafe words.deallocate()
    }

    /// Whether anybody listens.
    public var isHeard: Bool { listeners.load(ordering: .relaxed) > 0 }

    /// Writes a value, which is made only where somebody listens.
    @inline(__always)
    public func note(_ make: () -> Value) {
        if isHeard { write(make()) }
    }

    // MARK: Writing

    private func write(_ value: Value) {
        let number = next.wrappingAdd(1, ordering: .relaxed).oldValue
        let first = slot(of: number)
        let present = unsafe words[first].load(ordering: .relaxed)
        guard present & 1 == 0, present < Self.mark(number) else { return }
        let isOurs = unsafe words[first].compareExchange(
            expected: present, desired: Self.mark(number) - 1, ordering: .relaxed
        ).exchanged
        guard isOurs else { return }
        // Who sees any of the words that follow also sees that they are being written.
        atomicMemoryFence(ordering: .releasing)
        store(value, at: first + 1)
        unsafe words[first].store(Self.mark(number), ordering: .releasing)
    }

    private func store(_ value: Value, at first: Int) {
        unsafe withUnsafeBytes(of: value) { bytes in
            for index in 0..<Self.wordsPerValue {
                var word: UInt64 = 0
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[(index * 8)..<min(index * 8 + 8, bytes.count)])
                unsafe withUnsafeMutableBytes(of: &word) { unsafe $0.copyMemory(from: rest) }
                unsafe words[first + index].store(word, ordering: .relaxed)
            }
        }
    }

    /// What a slot's first word is once that value lies there.
    private static func mark(_ number: UInt64) -> UInt64 { number &* 2 &+ 2 }

    private func slot(of number: UInt64) -> Int { Int(number & UInt64(capacity - 1)) * Self.stride }

    // MARK: Reading

    /// A listener's place in the ring.
    public struct Place: Sendable {
        fileprivate var number: UInt64
    }

    /// Begins to listen, to what is written from now on; ``leave()`` must follow.
    public func enter() -> Place {
        // In this order: what is written from the moment on that somebody is seen to listen is heard.
        let place = Place(number: next.load(ordering: .acquiring))
        listeners.add(1, ordering: .relaxed)
        return place
    }

    public func leave() { listeners.subtract(1, ordering: .relaxed) }

    /// The next value at a listener's place, or how many it missed there; `nil`: nothing more has been written.
    public func read(_ place: inout Place) -> Tapped<Value>? {
        let written = next.load(ordering: .acquiring)
        guard place.number < written else { return nil }
        let first = slot(of: place.number)
        let present = unsafe words[first].load(ordering: .acquiring)
        if present == Self.mark(place.number), let value = load(at: first, marked: present) {
            place.number += 1
            return .heard(value)
        }
        let behind = written - place.number
        // Still being written, by a thread that is held up; waited for until half a round has passed.
        if present < Self.mark(place.number), behind <= UInt64(capacity / 2) { return nil }
        // What is left is about to be overwritten: half a round of it is skipped at once.
        let missed = behind > UInt64(capacity) ? behind - UInt64(capacity / 2) : 1
        place.number += missed
        return .missed(missed)
    }

    private func load(at first: Int, marked mark: UInt64) -> Value? {
        unsafe withUnsafeTemporaryAllocation(byteCount: Self.wordsPerValue * 8, alignment: 16) { copy in
            for index in 0..<Self.wordsPerValue {
                let word = unsafe words[first + 1 + index].load(ordering: .relaxed)
                unsafe copy.storeBytes(of: word, toByteOffset: index * 8, as: UInt64.self)
            }
            atomicMemoryFence(ordering: .acquiring)
            guard unsafe words[first].load(ordering: .relaxed) == mark else { return nil }
            return unsafe copy.loadUnaligned(as: Value.self)
        }
    }
}

/// What a listener hears.
public enum Tapped<Value: Sendable>: Sendable {
    case heard(Value)
    /// So many were written that it was too slow for.
    case missed(UInt64)
}

extension Tapped: Equatable where Value: Equatable {}
