// SPDX-License-Identifier: Apache-2.0

public import GNSS
import Synchronization

/// What is known of the line to the receiver, for other threads than the one that serves it.
public final class ReceiverNews: Sendable {
    public struct State: Hashable, Sendable {
        /// The speed that is being listened at; `nil` while the port is closed, 0 on a line without one.
        public var listeningAt: UInt32?
        /// `nil` until something was understood.
        public var finding: SpeedSearch.Finding?
        /// `nil` where nothing was to be configured.
        public var report: ConfigurationReport?
        /// To be kept until the next start; `nil` until there is something to be kept.
        public var memory: ReceiverMemory?
        /// That everything was tried in vain; `nil` before that, and once something was understood.
        public var vain: VainSearch?
        /// What came of the latest order, by its number.
        public var answer: Answer?
        /// Grows with every change.
        public var edition: UInt64 = 0

        public init() {}
    }

    public struct Answer: Hashable, Sendable {
        public var number: UInt64
        public var content: ReceiverAnswer
    }

    /// What is wanted of the receiver, on its way to the thread that serves the line.
    public let orders = ReceiverOrders()
    private let state = Mutex(State())

    public init() {}

    public var latest: State { state.withLock { $0 } }

    func tell(_ change: (inout State) -> Void) {
        state.withLock {
            change(&$0)
            $0.edition &+= 1
        }
    }
}
