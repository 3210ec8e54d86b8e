// SPDX-License-Identifier: Apache-2.0

/// PTP's timestamp (IEEE 1588-2019, 5.3.3): 48 bits of seconds since 1970-01-01 00:00:00 TAI and 32 bits of
/// nanoseconds.
public struct PTPTimestamp: Hashable, Comparable, Sendable, BitwiseCopyable {
    /// 0 ..< 2⁴⁸
    public let seconds: UInt64
    /// 0 ..< 10⁹
    public let nanoseconds: UInt32

    /// The epoch itself, which messages say where they mean no time.
    public static let zero = PTPTimestamp()

    private init() { (seconds, nanoseconds) = (0, 0) }

    /// `nil` where the seconds exceed 48 bits or the nanoseconds a second: outside input.
    public init?(seconds: UInt64, nanoseconds: UInt32) {
        guard seconds < 1 << 48, nanoseconds < 1_000_000_000 else { return nil }
        (self.seconds, self.nanoseconds) = (seconds, nanoseconds)
    }

    /// Rounded down to the nanosecond; what that leaves out (``remainder(of:)``) belongs into the correction field.
    /// `nil` before 1970 and from 2⁴⁸ s on (8.9 million years later).
    public init?(_ tai: TAIInstant) {
        guard let seconds = UInt64(exactly: tai.sinceEpoch.wholeSeconds) else { return nil }
        let nanoseconds = tai.sinceEpoch.fractionOfSecond.wholeNanoseconds
        self.init(seconds: seconds, nanoseconds: UInt32(truncatingIfNeeded: nanoseconds))
    }

    /// Exact.
    public var tai: TAIInstant {
        TAIInstant(sinceEpoch: .seconds(seconds) + .nanoseconds(Int64(nanoseconds)))
    }

    /// The part below a nanosecond that the stamp of `tai` leaves out: 0 ..< 1 ns.
    public static func remainder(of tai: TAIInstant) -> Duration {
        let fraction = tai.sinceEpoch.fractionOfSecond
        return fraction - .nanoseconds(fraction.wholeNanoseconds)
    }

    public static func < (a: Self, b: Self) -> Bool {
        (a.seconds, a.nanoseconds) < (b.seconds, b.nanoseconds)
    }
}
