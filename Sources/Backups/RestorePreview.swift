// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// What would come of restoring a backup.
public struct RestorePreview: Sendable, Equatable {
    /// A part beside the settings.
    public struct Part: Sendable, Hashable {
        public var name: String
        /// One phrase: what is there now, and what the backup has.
        public var now: String
        public var then: String
        /// Whether a single octet differs.
        public var differs: Bool
    }

    /// When the backup was made: milliseconds since 1970-01-01 UTC, as its appliance showed it.
    public var made: Int64
    /// The program that made it.
    public var program: String
    /// Everything that keeps it from being restored; empty: nothing does.
    public var faults: [BackupFault] = []
    /// Of the settings.
    public var changes: [SettingsChange] = []
    public var parts: [Part] = []

    public init(made: Int64, program: String) { (self.made, self.program) = (made, program) }

    /// Comments of the configuration apart.
    public var changesAnything: Bool { !changes.isEmpty || parts.contains(where: \.differs) }
}
