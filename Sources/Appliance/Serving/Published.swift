// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One value, published by one writer and read by any number of threads without a lock.
///
/// A reader copies the latest of four slots and then looks whether the writer has meanwhile come round to that slot;
/// only then does it try again. So a writer that is held up in the middle of publishing holds up nobody, and a
/// reader of any priority never waits for it. Nothing allocates after `init`.
///
/// `@unchecked Sendable`, `@safe`: all shared memory is atomic words, allocated once and indexed by slot number only;
/// their order is argued at ``publish(_:)``.
@safe public final class Published<Value: BitwiseCopyable & Sendable>: @unchecked Sendable {
    private typealias Word = Atomic<UInt64>
    private static var slots: UInt64 { 4 }
    private static var wordsPerSlot: Int { (MemoryLayout<Value>.size + 7) / 8 }

    /// The number of the latest complete publication; it lies in the slot of that number modulo `slots`.
    private let latest = Atomic<UInt64>(0)
    private let words: UnsafeMutablePointer<Atomic<UInt64>>

    public init(_ value: Value) {
        let count = Int(Self.slots) * Self.wordsPerSlot
        unsafe words = .allocate(capacity: count)
        for index in 0..<count { unsafe (words + index).initialize(to: Atomic(0)) }
        store(value, slot: 0)
    }

    deinit {
        unsafe words.deinitialize(count: Int(Self.slots) * Self.wordsPerSlot)
        unsafe words.deallocate()
    }

    /// Replaces the value. One thread only may publish.
    ///
    /// The fence puts the store of the number before (n) ahead of the words of this one (n + 1): a reader that got any
    /// of these words then also sees at least n, which is how it knows that slot n − 3 is lost. The releasing store
    /// hands the words over.
    public func publish(_ value: Value) {
        let number = latest.load(ordering: .relaxed) &+ 1
        atomicMemoryFence(ordering: .releasing)
        store(value, slot: number % Self.slots)
        latest.store(number, ordering: .releasing)
    }

    /// The latest value, never older than one that another read of this thread has returned.
    public func read() -> Value {
        while true {
            let number = latest.load(ordering: .acquiring)
            if let value = load(number) { return value }
        }
    }

    /// How often it has been published; a cheap way to see that nothing has changed.
    public var count: UInt64 { latest.load(ordering: .relaxed) }

    private func store(_ value: Value, slot: UInt64) {
        let first = Int(slot) * Self.wordsPerSlot
        unsafe withUnsafeBytes(of: value) { bytes in
            for index in 0..<Self.wordsPerSlot {
                var word: UInt64 = 0
                let rest = unsafe UnsafeRawBufferPointer(rebasing: bytes[(index * 8)..<min(index * 8 + 8, bytes.count)])
                unsafe withUnsafeMutableBytes(of: &word) { unsafe $0.copyMemory(from: rest) }
                unsafe words[first + index].store(word, ordering: .relaxed)
            }
        }
    }

    /// The value of that publication; `nil` where its slot has been written again meanwhile. The words become a
    /// `Value` only once they are known to belong together: torn ones may be the pattern of none.
    private func load(_ number: UInt64) -> Value? {
        let first = Int(number % Self.slots) * Self.wordsPerSlot
        return unsafe withUnsafeTemporaryAllocation(byteCount: Self.wordsPerSlot * 8, alignment: 16) { copy in
            for index in 0..<Self.wordsPerSlot {
                let word = unsafe words[first + index].load(ordering: .relaxed)
                unsafe copy.storeBytes(of: word, toByteOffset: index * 8, as: UInt64.self)
            }
            atomicMemoryFence(ordering: .acquiring)
            guard latest.load(ordering: .relaxed) &- number < Self.slots - 1 else { return nil }
            return unsafe copy.loadUnaligned(as: Value.self)
        }
    }
}
