// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What a reply says about the clock: everything in it but the timestamps and what the request brings along.
/// Derived from `TimeState` and nothing else.
public struct ServerClaim: Hashable, Sendable, BitwiseCopyable {
    public var leap: LeapIndicator
    /// 1 from a receiver, 2 from other clocks, 16 unsynchronised. What 16 is on the wire: ``wireStratum``.
    public var stratum: UInt8
    public var referenceID: UInt32
    /// Log2 seconds.
    public var precision: Int8
    /// NTP short format, units of 2⁻¹⁶ s.
    public var rootDelay: UInt32
    /// NTP short format, units of 2⁻¹⁶ s, rounded up; the largest value stands for all that are larger.
    public var rootDispersion: UInt32
    /// When the clock was last corrected, as an NTP timestamp; zero: never.
    public var reference: UInt64

    /// Stratum 16 is sent as 0, as RFC 5905 (7.3) has it by custom and as ntpd and chronyd do. Both values are
    /// refused by full clients; the simplest ones (lwIP's) look at nothing but a stratum of 0.
    public var wireStratum: UInt8 { stratum < 16 ? stratum : 0 }

    /// A leap second is announced for this long before it: ntpd and chronyd pass it on within the last day only, and
    /// a client that is told earlier may insert it at the end of the wrong day.
    public static let leapNotice: Duration = .seconds(86_400)
    /// Added to what may be wrong while UTC's table is out of date: by then a leap second may have passed unknown.
    public static let staleUTCError: Duration = .seconds(1)

    /// - Parameters:
    ///   - now: the moment of claiming; the error bound grows up to it.
    ///   - shown: what the clock shows at `now`.
    ///   - precision: how finely the clock is read, log2 seconds, −32...0; counted into the root dispersion.
    public init(of state: TimeState, at now: MonotonicInstant, shown: TAIInstant, precision: Int8) {
        let isTrusted = state.isTrustworthy
        leap = isTrusted ? Self.leap(of: state.utc, at: shown) : .unknown
        stratum = Self.stratum(of: state.phase)
        // RFC 5905, 7.4: INIT, not yet synchronised.
        referenceID = isTrusted ? ReferenceID.code(of: state) : ReferenceID.initialising
        self.precision = min(max(precision, -32), 0)
        rootDelay = 0
        reference = state.lastUpdate.map { NTPFormat.timestamp($0, utc: state.utc) } ?? 0
        let bound = state.errorBound.after(now - state.asOf) + (state.utc.isCurrent ? .zero : Self.staleUTCError)
        rootDispersion = NTPFormat.shortRoundedUp(bound + NTPFormat.duration(log2Seconds: self.precision))
    }

    private static func stratum(of phase: TimeState.Phase) -> UInt8 {
        switch phase {
        case .locked, .holdover: 1
        case .fallback: 2
        case .starting, .acquiring, .unsynchronised: 16
        }
    }

    private static func leap(of utc: UTCRelation, at shown: TAIInstant) -> LeapIndicator {
        guard let next = utc.next, shown < next.at, next.at - shown <= leapNotice else { return .none }
        return next.change > 0 ? .insert : .delete
    }
}
