// SPDX-License-Identifier: Apache-2.0

public import NTP
public import PTP
import TimeBase

/// What is known of the clocks that are watched, at one moment.
public struct WatchFacts: Sendable {
    public struct Group: Hashable, Sendable {
        public var name: String
        public var rules: WatchRules

        public init(name: String, rules: WatchRules) { (self.name, self.rules) = (name, rules) }
    }

    public var groups: [Group] = []
    /// Of each clock of ``table``, which machine's it is.
    public var targets: [WatchTarget] = []
    public var unknown: [UnknownName] = []
    /// `nil`: nobody is asked.
    public var table: WatchTable?
    /// Why nobody can be asked; `nil` while all is well.
    public var trouble: String?
    /// What PTP clocks said of themselves when they were asked last, each under its target.
    public var told: [WatchTarget: ToldClock] = [:]
    /// What we are called as a PTP clock.
    public var ourClock: ClockIdentity?

    public init() {}

    /// Whether anybody is to be watched.
    public var isEmpty: Bool { groups.isEmpty }

    /// How far apart the two clocks are that are the furthest apart in any group; `nil` where no two are measured.
    public var worst: Duration? { table?.groups.compactMap(\.worst?.distance).max() }
}
