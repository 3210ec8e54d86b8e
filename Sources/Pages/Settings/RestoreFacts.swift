// SPDX-License-Identifier: Apache-2.0

public import TimeBase

/// What a backup would change.
public struct RestoreFacts: Hashable, Sendable {
    public struct Change: Hashable, Sendable {
        /// A setting's key, or a part's name.
        public var what: String
        public var now: String
        public var then: String

        public init(what: String, now: String, then: String) {
            (self.what, self.now, self.then) = (what, now, then)
        }
    }

    /// When the backup was made, as its appliance showed it.
    public var made: UTCInstant
    /// The program that made it.
    public var program: String
    /// What keeps it from being restored.
    public var faults: [String]
    public var changes: [Change]

    public init(made: UTCInstant, program: String, faults: [String], changes: [Change]) {
        (self.made, self.program, self.faults, self.changes) = (made, program, faults, changes)
    }
}
