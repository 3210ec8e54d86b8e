// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

/// What a master said of itself and of its grandmaster in its last Announce.
public struct MasterWord: Hashable, Sendable, BitwiseCopyable {
    public var data: ClockDataSet
    public var address: MessageAddress
    /// leap59, leap61, utcOffsetValid, ptpTimescale, timeTraceable, frequencyTraceable, synchronizationUncertain.
    public var flags: MessageFlags
    /// TAI − UTC, seconds; meant only where the flags say that it is valid.
    public var utcOffset: Int16
    public var timeSource: TimeSource
    /// When it came.
    public var at: MonotonicInstant

    init(_ announce: AnnounceMessage, _ data: ClockDataSet, from address: MessageAddress, at now: MonotonicInstant) {
        (self.data, self.address, self.flags) = (data, address, announce.header.flags)
        (utcOffset, timeSource, at) = (announce.currentUtcOffset, announce.timeSource, now)
    }

    /// Whether the grandmaster says that its time comes from a primary reference, be it in holdover (7.6.2.5: classes 6
    /// and 7 are such by definition).
    public var isTraceable: Bool {
        flags.contains(.timeTraceable) || data.quality.clockClass == 6 || data.quality.clockClass == 7
    }

    func isSameTime(as other: MasterWord) -> Bool {
        data.grandmaster == other.data.grandmaster && isTraceable == other.isTraceable
            && flags.contains(.ptpTimescale) == other.flags.contains(.ptpTimescale)
    }

    /// How far the grandmaster may be from its time scale by its own word. One that does not tell is taken to be within
    /// a millisecond if it is traceable and within 100 ms if it is not.
    public var distance: Duration {
        let unknown: Duration = isTraceable ? .milliseconds(1) : .milliseconds(100)
        return (data.quality.accuracy.limit ?? unknown) + Self.perStep * Int(data.stepsRemoved)
    }

    /// What a boundary clock on the way may add.
    private static let perStep: Duration = .microseconds(1)
}
