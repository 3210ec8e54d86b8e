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
    public private(set) var rootDelay: NTPShort
    /// Rounded up; the largest value stands for all that are larger.
    public private(set) var rootDispersion: NTPShort
    /// Both as exactly as ``MonotonicRootField`` can say them.
    public private(set) var fineRootDelay: NTPFine
    public private(set) var fineRootDispersion: NTPFine
    /// When the clock was last corrected; unset: never.
    public var reference: NTPTimestamp

    /// Stratum 16 is sent as 0, as RFC 5905 (7.3) has it by custom and as ntpd and chronyd do. Both values are
    /// refused by full clients; the simplest ones (lwIP's) look at nothing but a stratum of 0.
    public var wireStratum: UInt8 { stratum < 16 ? stratum : 0 }

    /// Added to what may be wrong while UTC's table is out of date: by then a leap second may have passed unknown.
    public static let staleUTCError: Duration = .seconds(1)

    /// - Parameters:
    ///   - now: the moment of claiming; the error bound grows up to it.
    ///   - shown: what the clock shows at `now`.
    ///   - precision: how finely the clock is read, log2 seconds, −32...0; counted into the root dispersion.
    public init(of state: TimeState, at now: MonotonicInstant, shown: TAIInstant, precision: Int8) {
        let isTrusted = state.isTrustworthy
        leap = isTrusted ? Self.leap(of: state.utc, at: shown) : .unknown
        stratum = Self.stratum(of: state)
        // RFC 5905, 7.4: INIT, not yet synchronised.
        referenceID = isTrusted ? ReferenceID.code(of: state) : ReferenceID.initialising
        self.precision = min(max(precision, -32), 0)
        let upstream = state.phase == .fallback ? state.upstream : nil
        let delay = upstream?.rootDelay ?? .zero
        (rootDelay, fineRootDelay) = (NTPShort(roundingUp: delay), NTPFine(roundingUp: delay))
        reference = state.lastUpdate.map { NTPTimestamp(state.utc.utc($0)) } ?? .unset
        let bound = state.errorBound.after(now - state.asOf) + (state.utc.isCurrent ? .zero : Self.staleUTCError)
        // Clients add half of the root delay, which our own bound has in it already.
        let rest = max(.zero, bound - delay / 2) + Self.duration(log2Seconds: self.precision)
        (rootDispersion, fineRootDispersion) = (NTPShort(roundingUp: rest), NTPFine(roundingUp: rest))
    }

    /// The root delay that is another's.
    mutating func setRootDelay(_ delay: Duration) {
        (rootDelay, fineRootDelay) = (NTPShort(roundingUp: delay), NTPFine(roundingUp: delay))
    }

    /// Rounded up.
    mutating func setRootDispersion(_ dispersion: Duration) {
        (rootDispersion, fineRootDispersion) = (NTPShort(roundingUp: dispersion), NTPFine(roundingUp: dispersion))
    }

    private static func stratum(of state: TimeState) -> UInt8 {
        switch state.phase {
        case .locked, .holdover: 1
        case .fallback: min(16, max(1, state.upstream?.stratum ?? 1) + 1)
        case .starting, .acquiring, .unsynchronised: 16
        }
    }

    /// Announced through the UTC day that the leap second ends, as ntpd and chronyd pass it on: a client that is told
    /// earlier may insert it at the end of the wrong day.
    static func leap(of utc: UTCRelation, at shown: TAIInstant) -> LeapIndicator {
        switch utc.changeEndingDay(of: shown) {
        case 1...: .insert
        case 0: .none
        default: .delete
        }
    }

    /// 2 to the power of `exponent` in −32...0, in seconds.
    static func duration(log2Seconds exponent: Int8) -> Duration {
        Duration(attoseconds: 1_000_000_000_000_000_000 >> Int128(-exponent))
    }
}
