// SPDX-License-Identifier: Apache-2.0

/// A notice that waits to be sent. It is handed out until it is said to be done, so after a crash it may be sent
/// twice, but it is not forgotten.
public struct OutboxItem: Hashable, Sendable {
    /// Valid until ``RecordStore/done(ids:)`` or the end of the process.
    public let id: Int64
    public let channel: String
    /// At most ``RecordLimits/outboxOctets``.
    public let payload: [UInt8]

    init(id: Int64, channel: String, payload: [UInt8]) {
        (self.id, self.channel, self.payload) = (id, channel, payload)
    }
}
