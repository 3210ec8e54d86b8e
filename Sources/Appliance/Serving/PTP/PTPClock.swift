// SPDX-License-Identifier: Apache-2.0

public import Board
public import PTP
public import TimeBase

/// Our clock as one port's thread reads it: what stamps mean in its time, and what is claimed of it.
public struct PTPClock: Sendable {
    /// How much further than our clock's bound stamps of a card may be off; `nil`: so far that they are of no use.
    public typealias Strayed = @Sendable () -> Duration?

    /// What is claimed is reckoned anew after this long, or when more is known.
    private static let freshness: Duration = .milliseconds(250)

    private let time: Published<ServedTime>
    private let row: ProfileRow
    private let strayed: Strayed
    private var served: ServedTime
    private var count: UInt64
    private var keeper = ClaimKeeper()
    private var claimed: (at: MonotonicInstant, count: UInt64, claim: GrandmasterClaim)?

    /// - Parameter strayed: told at least four times a second, of a card that stamps.
    public init(_ time: Published<ServedTime>, profile: Profile, strayed: @escaping Strayed = { .zero }) {
        (self.time, row, self.strayed) = (time, profile.row, strayed)
        count = time.count
        served = time.read()
    }

    /// Reads it anew, anchored at `now` so that what is to be stamped lies near.
    public mutating func look(at now: MonotonicInstant) {
        count = time.count
        served = time.read()
        served.clock = ClockMapping(anchor: now, atAnchor: served.clock.reading(at: now), rate: served.clock.rate)
    }

    public func shown(at instant: MonotonicInstant) -> TAIInstant { served.clock.reading(at: instant).shown }

    /// When something passed the wire. A card's own clock shows our time, as well as it is kept in step.
    public func time(of stamp: WireStamp) -> TAIInstant? {
        switch stamp {
        case .kernel(let instant): shown(at: instant)
        case .hardware(let nanoseconds): TAIInstant(sinceEpoch: .nanoseconds(nanoseconds))
        case .none: nil
        }
    }

    public mutating func claim(at now: MonotonicInstant) -> GrandmasterClaim {
        if let claimed, claimed.count == count, now - claimed.at < Self.freshness { return claimed.claim }
        let claim = GrandmasterClaim(
            of: served.state, at: now, shown: shown(at: now), rule: row.classes, added: strayed() ?? .seconds(60),
            tellsUncertainty: row.tellsUncertainty)
        let kept = keeper.tell(claim, at: now)
        claimed = (now, count, kept)
        return kept
    }
}
