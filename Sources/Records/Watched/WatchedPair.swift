// SPDX-License-Identifier: Apache-2.0

/// The two clocks of a watched group that were the furthest apart in a stretch of time.
public struct WatchedPair: Hashable, Sendable {
    /// When that was, as our clock showed it: milliseconds since 1970-01-01 UTC.
    public var utcMilliseconds: Int64
    /// The group's name.
    public var group: String
    public var ahead: String
    public var behind: String
    /// How far `ahead` was before `behind`, and how far that may be wrong, in nanoseconds; not negative.
    public var distance: Int64
    public var uncertainty: Int64
    /// Whether they were certain to be further apart than the group's threshold.
    public var isOver: Bool

    public init(
        utcMilliseconds: Int64, group: String, ahead: String, behind: String, distance: Int64, uncertainty: Int64,
        isOver: Bool
    ) {
        (self.utcMilliseconds, self.group, self.ahead, self.behind) = (utcMilliseconds, group, ahead, behind)
        (self.distance, self.uncertainty, self.isOver) = (max(0, distance), max(0, uncertainty), isOver)
    }

    /// Names without what no name has, and no longer than a DNS name is.
    var sound: Self {
        var pair = self
        for name in [\Self.group, \.ahead, \.behind] {
            pair[keyPath: name] = WatchedName.sound(self[keyPath: name])
        }
        return pair
    }
}
