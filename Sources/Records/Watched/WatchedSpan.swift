// SPDX-License-Identifier: Apache-2.0

/// Where one watched clock was in a stretch of time, by what was measured of it.
public struct WatchedSpan: Hashable, Sendable {
    /// Milliseconds that one stands for: ten minutes.
    public static let length: Int64 = 600_000

    /// When the stretch begins, as our clock showed it: milliseconds since 1970-01-01 UTC, a multiple of ``length``.
    public var utcMilliseconds: Int64
    /// The group's name, and the clock's in it. Several addresses of one name are one clock here.
    public var group: String
    public var clock: String
    /// Its clock − ours, the least and the most, in nanoseconds: positive, it was ahead.
    public var least: Int64
    public var most: Int64
    /// How far either may be wrong at the most, ours being right, in nanoseconds; not negative.
    public var uncertainty: Int64
    /// Whether it was certain to be beyond the group's threshold at any time.
    public var wasOver: Bool

    public init(
        utcMilliseconds: Int64, group: String, clock: String, least: Int64, most: Int64, uncertainty: Int64,
        wasOver: Bool
    ) {
        (self.utcMilliseconds, self.group, self.clock) = (utcMilliseconds, group, clock)
        (self.least, self.most) = (min(least, most), max(least, most))
        (self.uncertainty, self.wasOver) = (max(0, uncertainty), wasOver)
    }

    /// What another of the same clock says of the same stretch is true of it, too.
    public mutating func add(_ other: Self) {
        (least, most) = (min(least, other.least), max(most, other.most))
        (uncertainty, wasOver) = (max(uncertainty, other.uncertainty), wasOver || other.wasOver)
    }

    /// Names without what no name has, and no longer than a DNS name is.
    var sound: Self {
        var span = self
        (span.group, span.clock) = (WatchedName.sound(group), WatchedName.sound(clock))
        return span
    }
}

/// Names of groups and clocks, as they are kept.
enum WatchedName {
    static func sound(_ name: String) -> String {
        String(decoding: name.utf8.filter { $0 != 0 }.prefix(255), as: UTF8.self)
    }
}
