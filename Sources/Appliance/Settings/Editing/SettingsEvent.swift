// SPDX-License-Identifier: Apache-2.0

/// Something that happened to the settings, for the journal.
public struct SettingsEvent: Hashable, Sendable {
    public enum Kind: String, Hashable, Sendable, Codable {
        /// In force as far as it can be at once, until it is confirmed or undone.
        case tried
        /// The file says it now.
        case kept
        /// What was tried is undone.
        case undone
        /// The file was changed by other means.
        case found
    }

    public var kind: Kind
    /// The version that the change is, or would have been.
    public var version: Int
    public var by: SettingsAuthor
    public var utcMilliseconds: Int64
    /// What changed by this: none where a change that was tried is kept.
    public var changes: [SettingsChange]
    /// What happened, one sentence.
    public var text: String

    /// One for each key, or one where no key changed.
    public var lines: [SettingsJournalLine] {
        guard !changes.isEmpty else { return [SettingsJournalLine(self, nil)] }
        return changes.map { SettingsJournalLine(self, $0) }
    }
}

/// One line of the journal: who changed which key, when, from where, and what it was before.
public struct SettingsJournalLine: Hashable, Sendable, Codable {
    public var utcMilliseconds: Int64
    public var who: String
    public var from: String
    /// One sentence.
    public var text: String
    /// Empty where no key changed; ``old`` and ``new`` then too.
    public var key: String
    public var old: String
    public var new: String

    init(_ event: SettingsEvent, _ change: SettingsChange?) {
        (utcMilliseconds, who, from) = (event.utcMilliseconds, event.by.who, event.by.from)
        (key, old, new) = (change?.key ?? "", change?.old ?? "", change?.new ?? "")
        let waits = change?.takesEffect == .restart && event.kind != .undone
        text = event.text + (waits ? " It takes effect at the next start." : "")
    }
}
