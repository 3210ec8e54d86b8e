// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// What is known of other servers, and what was made of it.
struct UpstreamLink: Sendable {
    /// A judgement comes once a second where there are servers; after so long without, nobody judges any more.
    private static let patience: Duration = .seconds(5)

    var failover: Failover
    var place = FailoverPlace.none
    private(set) var last: (reading: UpstreamReading, at: MonotonicInstant)?
    /// When somebody was last believed.
    private(set) var believed: MonotonicInstant?
    /// What is measured and not yet heeded.
    var isFresh = false
    var follower: UpstreamFollower?
    /// When the clock was last corrected by it.
    var turned: MonotonicInstant?
    /// How wrong the clock may be by what they said last, from then on.
    var claim: (bound: ErrorBound, at: MonotonicInstant)?
    /// Where the clock is by what they say, where that is more than may be corrected.
    var refused: Duration?
    /// Since when our clock is not to be relied on; `nil`: it is.
    var lost: MonotonicInstant?

    init(_ settings: TimekeepingSettings.Fallback) { failover = Failover(settings.order) }

    /// Takes its place on the ladder.
    mutating func climb(_ facts: FailoverFacts, at now: MonotonicInstant) {
        var next = failover.update(facts)
        next.since = next.rung == place.rung ? place.since : now
        place = next
    }

    mutating func hear(_ reading: UpstreamReading, at now: MonotonicInstant) {
        last = (reading, now)
        guard let word = reading.word else { return }
        believed = now
        isFresh = isFresh || word.isFresh
    }

    /// We stepped the clock by so much: what was said of it is meant of where it was.
    mutating func stepped(by change: Duration) {
        if let word = last?.reading.word { last?.reading.word?.offset = word.offset + change }
    }

    /// Someone else did: nothing that was said is meant of this clock.
    mutating func forget() { (last, follower, turned, isFresh) = (nil, nil, nil, false) }

    private func reading(at now: MonotonicInstant) -> UpstreamReading? {
        guard let last, now - last.at <= Self.patience else { return nil }
        return last.reading
    }

    func word(at now: MonotonicInstant) -> UpstreamReading.Word? { reading(at: now)?.word }
    func dispute(at now: MonotonicInstant) -> UpstreamReading.Dispute { reading(at: now)?.dispute ?? .none }
    var distance: Duration { last?.reading.distance ?? .zero }

    /// How wrong the clock would be, from now on, if it were set by what they say.
    func bound(at now: MonotonicInstant) -> ErrorBound? {
        guard let last, let word = word(at: now) else { return nil }
        return word.bound.moved(by: now - last.at)
    }
}
