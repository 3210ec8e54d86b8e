// SPDX-License-Identifier: Apache-2.0

public import NTP

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

    public init() {}

    /// Whether anybody is to be watched.
    public var isEmpty: Bool { groups.isEmpty }

    /// How far apart the two clocks are that are the furthest apart in any group; `nil` where no two are measured.
    public var worst: Duration? { table?.groups.compactMap(\.worst?.distance).max() }
}
