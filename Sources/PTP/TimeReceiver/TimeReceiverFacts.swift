// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What is known of a receiver of time, copied out to whoever asks.
public struct TimeReceiverFacts: Sendable, BitwiseCopyable {
    public var identity: PortIdentity
    /// Listening, uncalibrated, slave or faulty.
    public var state: PortState
    public var stateSince: MonotonicInstant
    public var stamping: Stamping
    /// Who is followed; `nil`: nobody.
    public var master: PortIdentity?
    /// What that one announced last.
    public var word: MasterWord?
    /// When its last Sync came whose time is known.
    public var lastSync: MonotonicInstant?
    /// Log2 seconds between questions for the way, and how many were asked.
    public var logDelayRequestInterval: Int8
    public var questions: UInt64
    /// Syncs that were measured.
    public var samples: UInt64
    /// Masters heard of late, the followed one included.
    public var masters: Int
    public var counters: PortCounters
}

extension TimeReceiver {
    /// What there is to tell of it.
    public var facts: TimeReceiverFacts {
        var count = 0
        for index in 0..<ForeignMasterTable.capacity where masters[index].map({ !$0.isGone }) ?? false { count += 1 }
        return TimeReceiverFacts(
            identity: identity, state: state, stateSince: stateSince, stamping: stamping, master: master, word: word,
            lastSync: lastSync, logDelayRequestInterval: logDelayRequestInterval, questions: questions,
            samples: samples, masters: count, counters: counters)
    }
}
