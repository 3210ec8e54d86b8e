// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What a receiver says about leap seconds.
public struct LeapNotice: Hashable, Sendable, BitwiseCopyable {
    /// A change that is scheduled.
    public struct Change: Hashable, Sendable, BitwiseCopyable {
        /// +1: a second is inserted; −1: one is left out.
        public var change: Int8
        /// The first instant after the change: GPS time of 00:00:00 UTC of the next day. `TAIInstant(at)` is what
        /// `UTCRelation.Leap` wants.
        public var at: GPSInstant

        public init(change: Int8, at: GPSInstant) {
            (self.change, self.at) = (change, at)
        }
    }

    /// GPS − UTC in seconds, 18 since 2017; TAI − UTC is 19 more.
    public var gpsMinusUTC: Int8
    /// Whether the satellites said so. A cold receiver counts with what its firmware was built with, which may be
    /// years old, until it has heard the almanac (up to 12.5 min).
    public var isVouched: Bool
    public var next: Change?

    public init(gpsMinusUTC: Int8, isVouched: Bool, next: Change? = nil) {
        (self.gpsMinusUTC, self.isVouched, self.next) = (gpsMinusUTC, isVouched, next)
    }

    public var taiMinusUTC: Int32 { Int32(gpsMinusUTC) + 19 }

    /// The same as the rest of the program has it.
    public var relation: UTCRelation {
        let leap = next.map { UTCRelation.Leap(at: TAIInstant($0.at), change: $0.change) }
        return UTCRelation(taiMinusUTC: taiMinusUTC, next: leap, isCurrent: isVouched)
    }
}
