// SPDX-License-Identifier: Apache-2.0

/// What a grandmaster says of its time in an Announce message. Derived from `TimeState` and a profile's rule of classes,
/// and from nothing else.
public struct GrandmasterClaim: Hashable, Sendable, BitwiseCopyable {
    public var quality: ClockQuality
    /// TAI − UTC, seconds.
    public var utcOffset: Int16
    /// leap59, leap61, utcOffsetValid, ptpTimescale, timeTraceable, frequencyTraceable, synchronizationUncertain.
    public var flags: MessageFlags
    public var timeSource: TimeSource

    public init(quality: ClockQuality, utcOffset: Int16, flags: MessageFlags, timeSource: TimeSource) {
        (self.quality, self.utcOffset, self.flags, self.timeSource) = (quality, utcOffset, flags, timeSource)
    }
}
