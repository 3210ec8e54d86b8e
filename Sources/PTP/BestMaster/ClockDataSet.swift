// SPDX-License-Identifier: Apache-2.0

/// What the best-master algorithms compare of a clock: our own, or one that an Announce tells of (IEEE 1588-2019, table 30).
public struct ClockDataSet: Hashable, Sendable, BitwiseCopyable {
    public var grandmaster: ClockIdentity
    public var priority1: UInt8
    public var quality: ClockQuality
    public var priority2: UInt8
    /// Of the alternate algorithm; 128 for all that arrive at a port.
    public var localPriority: UInt8 = 128
    public var stepsRemoved: UInt16
    /// The port that sent it; of our own clock: its identity and port 0.
    public var sender: PortIdentity
    /// The port that received it; of our own clock: as the sender.
    public var receiver: PortIdentity

    /// Our own clock's (9.3.3: D0).
    public init(own settings: PortSettings, _ identity: ClockIdentity, _ quality: ClockQuality) {
        self.quality = quality
        (grandmaster, stepsRemoved) = (identity, 0)
        (priority1, priority2, localPriority) = (settings.priority1, settings.priority2, settings.localPriority)
        sender = PortIdentity(clock: identity, number: 0)
        receiver = sender
    }

    /// What an Announce told the port `receiver`.
    public init(_ announce: AnnounceMessage, at receiver: PortIdentity) {
        quality = announce.grandmasterClockQuality
        (grandmaster, stepsRemoved) = (announce.grandmasterIdentity, announce.stepsRemoved)
        (priority1, priority2) = (announce.grandmasterPriority1, announce.grandmasterPriority2)
        (sender, self.receiver) = (announce.header.source, receiver)
    }
}
