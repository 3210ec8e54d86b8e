// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// One value of any kind, put up by somebody and taken by others when it has changed.
///
/// Beside ``Published``, which copies its value without a lock at each read: this one locks, but whoever reads looks at
/// ``count`` first, which is one load, and has kept what it took. So a value behind a reference may be large, and is
/// counted only when it changes.
public final class Posted<Value: Sendable>: Sendable {
    private let number = Atomic<UInt64>(0)
    private let value: Mutex<Value>

    public init(_ value: Value) { self.value = Mutex(value) }

    /// Replaces the value.
    public func publish(_ value: Value) {
        self.value.withLock {
            $0 = value
            // Within the lock, so that a number is never ahead of what is read after it.
            number.add(1, ordering: .releasing)
        }
    }

    public func read() -> Value { value.withLock { $0 } }

    /// How often it has been replaced. Who reads it before ``read()`` gets that publication's value, or a later one's.
    public var count: UInt64 { number.load(ordering: .acquiring) }
}
