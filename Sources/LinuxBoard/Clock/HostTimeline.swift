// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// How CLOCK_TAI and CLOCK_REALTIME lie to CLOCK_MONOTONIC. The kernel steers all three alike, so between two steps the
/// differences are constants: every reading narrows them down, and one that contradicts them is a step.
///
/// A leap second moves CLOCK_REALTIME by a second and leaves CLOCK_TAI alone, so it is no step. Used by one thread.
public final class HostTimeline {
    /// What a look found to have changed since the one before.
    enum Change: Equatable {
        /// Both clocks were set; nanoseconds, positive: forward.
        case stepped(Int64)
        /// The kernel was told another TAI − UTC: CLOCK_TAI moved by these seconds, CLOCK_REALTIME did not.
        case relabelled(Int32)
    }

    /// Differences that contradict by no more than this are taken for rounding, not for a step. Nanoseconds.
    static let rounding: Int64 = 1_000
    /// A stamp may be this old, where the reader was held up.
    static let oldest: Int64 = 5_000_000_000
    /// Stamps that are read this soon after a step may have been taken before it.
    static let unsettled: Int64 = 250_000_000
    /// For so long after a leap second a stamp may be of either count.
    static let ambiguous: Int64 = 2_000_000_000

    let kernel: any KernelClock
    private var bounds: ClosedRange<Int64>
    /// CLOCK_TAI − CLOCK_REALTIME, seconds.
    private(set) var taiOffset: Int32
    /// CLOCK_MONOTONIC at the last look.
    private(set) var now: Int64
    private var stepped = Int64.min
    private var leapt = Int64.min

    /// The host's own clocks; they are only read.
    public convenience init() { self.init(kernel: HostKernelClock()) }

    init(kernel: any KernelClock) {
        self.kernel = kernel
        let reading = kernel.read()
        (bounds, taiOffset, now) = (Self.bounds(reading), reading.taiOffset, reading.after)
    }

    /// CLOCK_TAI − CLOCK_MONOTONIC, nanoseconds; good to ``tolerance``.
    var difference: Int64 { bounds.lowerBound + (bounds.upperBound - bounds.lowerBound) / 2 }
    var tolerance: Int64 { (bounds.upperBound - bounds.lowerBound) / 2 }
    /// Whether stamps may still be of the time before a step.
    var isUnsettled: Bool { stepped > .min && now &- stepped < Self.unsettled }

    /// Looks whether others moved the clocks. Allocates nothing.
    func look() -> Change? {
        let reading = kernel.read()
        now = reading.after
        let relabelled = reading.taiOffset &- taiOffset
        taiOffset = reading.taiOffset
        guard let moved = adopt(Self.bounds(reading)) else {
            if relabelled != 0 { leapt = now }
            return nil
        }
        let rest = moved &- Int64(relabelled) &* 1_000_000_000
        if rest.magnitude <= UInt64(Self.rounding + 2 * reading.width) { return .relabelled(relabelled) }
        stepped = now
        return .stepped(rest)
    }

    /// To be told of what we changed ourselves: by how much CLOCK_REALTIME, and by how many seconds TAI − UTC.
    func moved(by nanoseconds: Int64, relabelled seconds: Int32 = 0) {
        let change = nanoseconds &+ Int64(seconds) &* 1_000_000_000
        bounds = (bounds.lowerBound &+ change)...(bounds.upperBound &+ change)
        taiOffset &+= seconds
        // Whole seconds leave the second's phase alone; a mere label leaves CLOCK_REALTIME alone.
        if nanoseconds % 1_000_000_000 != 0 { stepped = now } else if nanoseconds != 0 { leapt = now }
    }

    /// The instant of a recent stamp of CLOCK_REALTIME; `nil` where it cannot be one: it lies ahead, too far back, or
    /// was perhaps taken before a step.
    ///
    /// About a leap second the stamp may be of the count before or after, so only its phase is used: it lies within the
    /// last second.
    func monotonic(realtime: Int64) -> Int64? {
        if isUnsettled { return nil }
        let latest = now &+ Self.rounding + tolerance
        return instant(realtime, in: (now &- Self.oldest)...latest, phase: latest)
    }

    /// The same for a reading of CLOCK_REALTIME that was taken after the last look, so after any step.
    func monotonic(fresh realtime: Int64) -> Int64? {
        instant(realtime, in: (now &- Self.oldest)...(now &+ Self.oldest), phase: now &+ 500_000_000)
    }

    /// - Parameter phase: about a leap second, the instant lies within the second that ends here.
    private func instant(_ realtime: Int64, in range: ClosedRange<Int64>, phase latest: Int64) -> Int64? {
        let (counted, overflow) = realtime.subtractingReportingOverflow(
            difference &- Int64(taiOffset) &* 1_000_000_000)
        if overflow { return nil }
        guard leapt > .min, now &- leapt < Self.ambiguous else { return range.contains(counted) ? counted : nil }
        let age = (latest &- counted) % 1_000_000_000
        return latest &- (age < 0 ? age + 1_000_000_000 : age)
    }

    private static func bounds(_ reading: KernelReading) -> ClosedRange<Int64> {
        // One nanosecond to each side for the truncation of either reading.
        (reading.tai &- reading.after &- 1)...(reading.tai &- reading.before &+ 1)
    }

    /// Narrows the difference down; returns by how much it changed where it did.
    private func adopt(_ fresh: ClosedRange<Int64>) -> Int64? {
        if bounds.overlaps(fresh) {
            bounds = bounds.clamped(to: fresh)
            return nil
        }
        let gap = max(fresh.lowerBound - bounds.upperBound, bounds.lowerBound - fresh.upperBound)
        let before = difference
        bounds = fresh
        return gap <= Self.rounding ? nil : difference - before
    }
}
