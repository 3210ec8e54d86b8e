// SPDX-License-Identifier: Apache-2.0

/// A change that somebody wants: the whole text of the configuration.
public struct SettingsProposal: Sendable {
    /// As it is to stand in the file, octet by octet.
    public var text: [UInt8]
    public var by: SettingsAuthor
    /// The version that it was made from; refused where that is no more the one. `nil`: whichever it is.
    public var ifVersion: Int?
    /// How long it is on trial; `nil`: kept at once.
    public var confirmWithin: Duration?
    /// What its author says about it.
    public var comment: String
    /// On trial and kept as a version even where the text is what the file says: something else hangs on it.
    public var evenIfUnchanged = false

    public init(
        text: [UInt8], by: SettingsAuthor, ifVersion: Int?, confirmWithin: Duration?, comment: String = ""
    ) {
        (self.text, self.by, self.ifVersion, self.confirmWithin) = (text, by, ifVersion, confirmWithin)
        self.comment = String(comment.prefix(200))
    }
}

/// What would come of a text.
public struct SettingsCheck: Sendable, Equatable {
    /// In the order of the text; empty: it can be taken.
    public var faults: [SettingsFault]
    /// Against what the file says; empty where there are faults.
    public var changes: [SettingsChange]
}

/// Where the settings stand.
public struct SettingsState: Sendable, Equatable {
    /// A change on trial.
    public struct Pending: Sendable, Equatable {
        /// The version that it becomes where it is confirmed.
        public var version: SettingsVersion
        public var text: [UInt8]
        public var changes: [SettingsChange]
        public var secondsLeft: Int
    }

    /// What the file says, as it was written.
    public var text: [UInt8]
    public var version: Int
    public var pending: Pending?
    /// What is kept, but in force only after the next start.
    public var awaitingRestart: [SettingsChange]
    /// What is not as it should be with the files, one sentence; `nil`: nothing.
    public var trouble: String?
}
