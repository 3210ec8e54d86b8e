// SPDX-License-Identifier: Apache-2.0

/// How much is kept, and for how long it may wait.
///
/// Limits count rows, not ages: a box that was off for a week still has the day before, and a clock that is wrong by
/// years for a minute costs a minute of the earliest rows, not all of them.
public struct RecordLimits: Sendable {
    /// Samples in the second table: a day.
    public var seconds = 86_400
    /// Minutes in the minute table: 31 days.
    public var minutes = 44_640
    /// Hours in the hour table: ten years.
    public var hours = 87_660
    public var journalEntries = 100_000
    /// Notices that wait for each channel; the oldest gives way.
    public var outboxItems = 1_000
    /// Outages; the first that came goes.
    public var outages = 1_000
    /// Worst pairs of watched groups, one a minute and group: a month of two groups; the first that came goes.
    public var watchedPairs = 100_000
    /// Ten minutes of watched clocks: four months of fourteen, two days of a thousand; the first that came goes.
    public var watchedSpans = 250_000
    /// Octets of UTF-8 in each text of a journal entry; what is longer is cut.
    public var textOctets = 4_096
    /// Octets of a notice's payload; a longer one is refused.
    public var outboxOctets = 8_192
    /// Octets of the file. From nine tenths on the oldest entries of the journal go, and then the oldest minutes,
    /// until it is below again.
    public var fileOctets: Int64 = 256 << 20

    /// Seconds after which a waiting sample is written. A crash or power cut loses what waits, and no more.
    public var batchSeconds = 30.0
    /// Seconds after which a waiting journal entry or notice is written.
    public var urgentSeconds = 2.0
    /// Entries that are written in one transaction, at the latest once so many wait.
    public var batchEntries = 4_096
    /// While the file cannot be written, it is tried again after so many seconds; the pause doubles up to ten times
    /// this.
    public var retrySeconds = 5.0

    /// What is kept in memory while the file cannot be written: samples (two hours; 80 octets each),
    public var waitingSamples = 7_200
    /// journal entries,
    public var waitingEntries = 1_000
    /// notices of all channels,
    public var waitingNotices = 1_000
    /// outages,
    public var waitingOutages = 100
    /// worst pairs of watched groups,
    public var waitingPairs = 1_000
    /// and ten minutes of watched clocks: as many as there can be, five times.
    public var waitingSpans = 20_480

    public init() {}

    /// How many rows are to go now. A table goes beyond its limit by a twenty-fourth, at most 4,096 rows, before it is
    /// pruned, so that pruning is rare; and no more than 8,192 rows go at once.
    static func excess(_ count: Int, over limit: Int) -> Int? {
        let slack = max(1, min(4096, limit / 24))
        return count > limit + slack ? min(8192, count - limit) : nil
    }
}
