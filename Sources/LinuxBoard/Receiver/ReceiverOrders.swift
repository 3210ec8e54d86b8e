// SPDX-License-Identifier: Apache-2.0

public import GNSS
import Synchronization

/// What people want of the receiver itself.
public enum ReceiverOrder: Hashable, Sendable {
    /// To know what would be set in it.
    case dryRun
    /// That it is set up anew, what it once refused included.
    case configure
    case start(ReceiverStart)
}

/// What came of an order.
public enum ReceiverAnswer: Hashable, Sendable {
    /// Of what was set, or would be.
    case report(ConfigurationReport)
    /// The order to start anew is on its way; receivers do not acknowledge it.
    case told(ReceiverStart)
    /// It is not possible, for this reason: a sentence without its full stop.
    case no(String)
}

/// Orders on their way to the thread that serves the receiver's line: one at a time.
public final class ReceiverOrders: Sendable {
    private struct Desk {
        var count: UInt64 = 0
        var waiting: (number: UInt64, order: ReceiverOrder)?
    }

    private let desk = Mutex(Desk())
    private let hasOne = Atomic(false)

    init() {}

    /// Returns the number that its answer will have; `nil` while another waits.
    public func give(_ order: ReceiverOrder) -> UInt64? {
        desk.withLock { desk in
            guard desk.waiting == nil else { return nil }
            desk.count += 1
            desk.waiting = (desk.count, order)
            hasOne.store(true, ordering: .releasing)
            return desk.count
        }
    }

    /// Nobody waits for it any more.
    public func withdraw(_ number: UInt64) {
        desk.withLock { desk in
            guard desk.waiting?.number == number else { return }
            desk.waiting = nil
            hasOne.store(false, ordering: .releasing)
        }
    }

    var isWaiting: Bool { hasOne.load(ordering: .acquiring) }

    /// Never waits: where somebody is just giving one, it is taken the next time.
    func take() -> (number: UInt64, order: ReceiverOrder)? {
        let taken = desk.withLockIfAvailable { desk in
            defer { desk.waiting = nil }
            hasOne.store(false, ordering: .releasing)
            return desk.waiting
        }
        return taken ?? nil
    }
}
