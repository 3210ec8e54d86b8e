// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// Where the receiver is to be opened now: told by whoever follows devices, asked by whoever hears the receiver, who
/// need not wait for its next attempt to learn that it is back under another name.
public final class ReceiverWhereabouts: Sendable {
    private let path: Mutex<String?>
    private let count = Atomic<UInt64>(0)
    private let wake: WakeUp

    public init(_ path: String? = nil) throws(HostFault) {
        self.path = Mutex(path)
        wake = try WakeUp()
    }

    /// What to open; `nil` while there is no receiver.
    public var latest: String? { path.withLock(\.self) }

    /// Grows whenever ``latest`` changes, or something came back under the same name. Costs no lock.
    public var edition: UInt64 { count.load(ordering: .acquiring) }

    /// What to poll: readable from a change on until ``drain()``.
    public var descriptor: Int32 { wake.raw }
    public func drain() { wake.drain() }

    /// It is here now, or nowhere.
    public func move(to path: String?) {
        self.path.withLock { $0 = path }
        count.add(1, ordering: .releasing)
        wake.signal()
    }
}
