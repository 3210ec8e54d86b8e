// SPDX-License-Identifier: Apache-2.0

/// Notices that wait, for each channel in their order, where they survive a crash.
public protocol NoticeQueue: Sendable {
    /// Returns at once. A bounded queue lets the channel's oldest go.
    func append(_ payload: [UInt8], to channel: String)
    /// The oldest first. What is not removed comes again.
    /// - Parameter limit: 1 ... 1,000
    func pending(of channel: String, limit: Int) async -> [QueuedNotice]
    /// They are sent, or given up.
    func remove(_ ids: [Int64]) async
}

/// One that waits.
public struct QueuedNotice: Sendable, Hashable {
    /// Unique in its queue.
    public var id: Int64
    /// ``Notice/payload``
    public var payload: [UInt8]

    public init(id: Int64, payload: [UInt8]) { (self.id, self.payload) = (id, payload) }
}
