// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What is told in the place of our own time while that is not synchronised, and until the way back to it is gone.
/// Plain fields: it is published beside the time.
public struct ClusterStanding: Sendable, BitwiseCopyable {
    public enum Role: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// Our own time is synchronised, and told.
        case own
        /// It is not, and nothing takes its place.
        case none
        /// Our clock is told by itself.
        case local
        /// Our clock is told, and others follow it.
        case leader
        /// A peer's time is told.
        case follower
    }

    public var role: Role
    /// Since when.
    public var since: MonotonicInstant
    public var asOf: MonotonicInstant
    /// Of our clock: in another one, nothing of this holds.
    public var era: UInt32
    public var shift: ServedShift
    /// The rest is of ``Role/local``, ``Role/leader`` and ``Role/follower``.
    public var stratum: UInt8 = 16
    public var referenceID: UInt32 = 0
    public var rootDelay = Duration.zero
    /// How far what is told may be from what it is said to be, without ``rootDelay`` and the shift's rest.
    public var dispersion = ErrorBound(base: .zero)
    /// The place of the peer that is followed.
    public var peer: Int?

    init(_ role: Role, since: MonotonicInstant, asOf: MonotonicInstant, era: UInt32, shift: ServedShift) {
        (self.role, self.since, self.asOf, self.era, self.shift) = (role, since, asOf, era, shift)
    }

    /// Our own time as it is, of a server without a cluster.
    public init(at now: MonotonicInstant) {
        self.init(.own, since: now, asOf: now, era: 0, shift: ServedShift(rate: 0, at: now))
    }

    /// Whether it stands for a time that is not synchronised.
    public var isInForce: Bool { role == .local || role == .leader || role == .follower }

    /// The reference id of a clock that goes by itself, as chronyd has it: 127.127.1.1.
    public static let localReference: UInt32 = 0x7F7F_0101
    /// Of an orphan parent, as ntpd has it: 127.0.0.1.
    public static let orphanReference: UInt32 = 0x7F00_0001
}

extension ClusterStanding {
    /// The clock that is told, near `now`.
    public func clock(_ own: ClockMapping, at now: MonotonicInstant) -> ClockMapping {
        guard holds(for: own, at: now) else { return own }
        var told = own
        told.atAnchor.shown = own.atAnchor.shown - shift.value(at: now)
        return told
    }

    /// What is claimed of it.
    ///
    /// - Parameters:
    ///   - own: what would be claimed of our own clock by itself.
    ///   - clock: our own, of which `shown` is the reading at `now`.
    public func claim(
        _ own: ServerClaim, of clock: ClockMapping, _ utc: UTCRelation, at now: MonotonicInstant, shown: TAIInstant
    ) -> ServerClaim {
        guard holds(for: clock, at: now) else { return own }
        var claim = own
        guard own.stratum == 16, isInForce else {
            // The way back to our own time: what is told is that far from it.
            let away = shift.value(at: now).magnitude
            if away > .zero { claim.setRootDispersion(own.rootDispersion.duration + away) }
            return claim
        }
        (claim.leap, claim.stratum, claim.referenceID) = (ServerClaim.leap(of: utc, at: shown), stratum, referenceID)
        claim.setRootDelay(rootDelay)
        let may = dispersion.after(now - asOf) + shift.rest(at: now) + ServerClaim.duration(log2Seconds: own.precision)
        claim.setRootDispersion(may)
        claim.reference = Self.wholeSecond(utc.utc(shown - shift.value(at: now)))
        return claim
    }

    /// Never later than a timestamp of the same moment.
    private static func wholeSecond(_ utc: UTCInstant) -> NTPTimestamp {
        NTPTimestamp(raw: NTPTimestamp(utc).raw & 0xFFFF_FFFF_0000_0000)
    }

    /// Whoever works it out may have stopped, or not yet seen that our clock was stepped.
    private func holds(for clock: ClockMapping, at now: MonotonicInstant) -> Bool {
        clock.atAnchor.era == era && now - asOf <= TimeState.staleness
    }
}
