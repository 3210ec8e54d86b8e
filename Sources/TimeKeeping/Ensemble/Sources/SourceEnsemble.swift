// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Several sources of time, each with its own honest bound: which are to be believed, and what they say together.
///
/// Most sources decide. Where they cannot, what our own oscillator may have done since it was last known right does:
/// two receivers that disagree are two witnesses, and the clock is the third.
public struct SourceEnsemble: Sendable {
    public static let most = 16
    /// A source that was vetoed is believed again after so many readings that agree.
    public static let probation: UInt16 = 60

    struct Entry: Sendable, BitwiseCopyable {
        var reading: SourceReading?
        /// Whether the reading has not been judged yet.
        var isNew = false
        /// Readings that must still agree.
        var probation: UInt16 = 0
        /// Distance from what was believed at the last reading, s; and how it moves, fractional.
        var distance: Double?
        var rate = 0.0
        var distanceAt: MonotonicInstant?
    }

    var entries = InlineArray<16, Entry>(repeating: Entry())
    /// Whom a contest leaves in charge: the source that was believed before it began.
    var incumbent: Int?

    /// What each source is, by its number.
    public var roles = InlineArray<16, SourceRole>(repeating: SourceRole())
    /// Who wins where a receiver contradicts a majority of the sources.
    public var policy = DisputePolicy.majorityWins

    public init() {}

    /// - Parameter index: which source, 0 ..< ``most``.
    public mutating func hear(_ reading: SourceReading, from index: Int) {
        guard entries.indices.contains(index) else { return }
        (entries[index].reading, entries[index].isNew) = (reading, true)
    }

    /// The source is gone; a veto outlives that.
    public mutating func lose(_ index: Int) {
        guard entries.indices.contains(index) else { return }
        (entries[index].reading, entries[index].isNew, entries[index].distance) = (nil, false, nil)
    }

    /// Our clock was moved by so much, by a step or little by little: what was said before is meant of where it was.
    public mutating func clockMoved(by change: Duration) {
        for i in entries.indices { entries[i].reading?.offset += change }
    }

    /// Whether a source was heard and stands.
    func stands(_ index: Int, at now: MonotonicInstant) -> Bool {
        entries[index].reading.map { now - $0.at <= $0.lasts } ?? false
    }

    func isReceiver(_ index: Int) -> Bool { roles[index].kind == .receiver }

    /// Whether a source stands and has a vote.
    func votes(_ index: Int, at now: MonotonicInstant) -> Bool {
        entries[index].probation == 0 && stands(index, at: now)
    }
}
