// SPDX-License-Identifier: Apache-2.0

public import Appliance

/// The candidate, as people hear of it.
public struct CandidateFacts: Codable, Hashable, Sendable {
    public struct Editor: Codable, Hashable, Sendable {
        public var who: String
        public var from: String
        /// The last time: UTC, ISO 8601.
        public var at: String
    }

    /// The version that it was made from.
    public var version: Int
    /// When it was begun: UTC, ISO 8601.
    public var since: String
    /// Who changed it, the last one last.
    public var editors: [Editor]

    public init(_ candidate: SettingsCandidate) {
        (version, since) = (candidate.version, UTCText.of(candidate.utcMilliseconds))
        editors = candidate.editors.map {
            Editor(who: $0.author.who, from: $0.author.from, at: UTCText.of($0.utcMilliseconds))
        }
    }

    var text: String {
        let names = editors.map(\.who).reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } }
        return "The candidate is by \(names.joined(separator: ", ")), begun \(since), made from version \(version)."
    }
}

/// What is on trial.
public struct TrialFacts: Codable, Hashable, Sendable {
    public var version: Int
    public var by: String
    public var secondsLeft: Int

    init(_ pending: SettingsState.Pending) {
        (version, by, secondsLeft) = (pending.version.number, pending.version.by.who, pending.secondsLeft)
    }

    var text: String {
        "On trial by \(by): undone in \(secondsLeft / 60) min \(secondsLeft % 60) s unless 'config commit' keeps it."
    }
}

/// What keeps a candidate from being committed.
public struct ConfigFault: Codable, Hashable, Sendable {
    public var key: String
    public var reason: String

    init(_ fault: SettingsFault) { (key, reason) = (fault.key, fault.reason) }

    var text: String { key.isEmpty ? reason : "\(key): \(reason)" }
}

/// What `config show` tells.
public struct ConfigShowReport: Codable, Hashable, Sendable, CommandReport {
    public struct Value: Codable, Hashable, Sendable {
        public var key: String
        /// As YAML has it in one line; what is secret is `…`.
        public var value: String
        /// Whether it holds without being written.
        public var isDefault: Bool
    }

    /// As it is written; `null` where a key was asked for.
    @Nullable public var text: String?
    /// What holds of the key that was asked for.
    @Nullable public var values: [Value]?
    public var version: Int
    /// Whether this is what waits to be committed.
    public var isCandidate: Bool
    @Nullable public var trial: TrialFacts?

    public func text(in style: TextStyle) -> String {
        let head = trial.map { "# \($0.text)\n" } ?? ""
        if let values {
            return head
                + values.map { "\($0.key): \($0.value)\($0.isDefault ? "  # by default" : "")" }
                .joined(separator: "\n")
        }
        let text = text ?? ""
        let nothing = "The configuration is empty: everything is by default ('config show KEY')."
        return head + (text.isEmpty ? style.wrapped(nothing).joined(separator: "\n") : text)
    }
}

/// What `config diff` tells.
public struct ConfigDiffReport: Codable, Hashable, Sendable, CommandReport {
    /// What a commit would change; what is on trial has changed.
    public var changes: [SettingsChange]
    /// What keeps it from being committed.
    public var faults: [ConfigFault]
    @Nullable public var candidate: CandidateFacts?
    @Nullable public var trial: TrialFacts?
    /// Why it cannot be committed any more: the configuration was changed under it.
    @Nullable public var moved: String?

    public func text(in style: TextStyle) -> String {
        guard candidate != nil || trial != nil else { return "Nothing waits to be committed." }
        var lines = style.wrapped([trial?.text, candidate?.text].compactMap(\.self).joined(separator: " "))
        lines +=
            changes.isEmpty ? ["No key changes; only how it is written does."] : changes.flatMap { $0.lines(style) }
        if !faults.isEmpty { lines += ["It cannot be committed as it is:"] + faults.map { "  " + $0.text } }
        if let moved { lines += style.wrapped(moved) }
        return lines.joined(separator: "\n")
    }
}

extension SettingsChange {
    /// One line where there is place, else three.
    func lines(_ style: TextStyle) -> [String] {
        let note = takesEffect == .restart ? " (restart)" : ""
        let arrow = style.isASCII ? "->" : "→"
        let line = "  \(key): \(old) \(arrow) \(new)\(note)"
        guard line.count > style.columns else { return [line] }
        return ["  \(key):\(note)", "    - \(old)", "    + \(new)"]
    }
}

/// What `config set` and `config unset` tell.
public struct ConfigEditReport: Codable, Hashable, Sendable, CommandReport {
    public var key: String
    /// As YAML has it in one line; `null`: the default. What is secret is `…`.
    @Nullable public var old: String?
    @Nullable public var new: String?
    /// What keeps the candidate from being committed as it is now.
    public var faults: [ConfigFault]
    /// What else is to be known, each a sentence.
    public var notes: [String]

    init(_ edit: CandidateEdit) {
        (key, faults) = (edit.key, edit.faults.map(ConfigFault.init))
        notes = Self.notes(edit)
        (old, new) = (edit.old, edit.new)
    }

    private static func notes(_ edit: CandidateEdit) -> [String] {
        var notes = edit.others.map { other in
            "\(other.author.who) (\(other.author.from)) edits the candidate too, the last time at \(UTCText.of(other.utcMilliseconds))."
        }
        if edit.losesComments { notes.append("Comments that stood in it are gone.") }
        notes.append(
            edit.isOver
                ? "The candidate says what is in force, and so nothing waits to be committed."
                : "Nothing of it is in force before 'config commit'.")
        return notes
    }

    public func text(in style: TextStyle) -> String {
        let arrow = style.isASCII ? "->" : "→"
        var lines = ["\(key): \(old ?? "by default") \(arrow) \(new ?? "by default")"]
        if !faults.isEmpty { lines += ["Not complete yet:"] + faults.map { "  " + $0.text } }
        return (lines + notes.flatMap { style.wrapped($0) }).joined(separator: "\n")
    }
}

/// What `config commit`, `config rollback` and `config restore` tell.
public struct ConfigChangedReport: Codable, Hashable, Sendable, CommandReport {
    /// One sentence or two.
    public var done: String
    public var version: Int
    public var changes: [SettingsChange]
    /// What is in force only after the next start.
    public var restart: [String]
    @Nullable public var trial: TrialFacts?

    init(_ done: String, _ state: SettingsState, changes: [SettingsChange] = []) {
        (self.done, version) = (done, state.version)
        self.changes = changes
        restart = (state.awaitingRestart + changes.filter { $0.takesEffect == .restart })
            .reduce(into: []) { if !$0.contains($1.key) { $0.append($1.key) } }
        trial = state.pending.map(TrialFacts.init)
    }

    public func text(in style: TextStyle) -> String {
        var lines = style.wrapped(done) + changes.flatMap { $0.lines(style) }
        if !restart.isEmpty {
            lines += style.wrapped("In force only after the next start: \(restart.joined(separator: ", ")).")
        }
        if let trial { lines += style.wrapped(trial.text) }
        return lines.joined(separator: "\n")
    }
}

/// What `config versions` tells.
public struct ConfigVersionsReport: Codable, Hashable, Sendable, CommandReport {
    public struct Version: Codable, Hashable, Sendable {
        public var number: Int
        /// UTC, ISO 8601.
        public var made: String
        public var by: String
        public var from: String
        public var comment: String
        public var isCurrent: Bool
    }

    /// The newest first.
    public var versions: [Version]

    public func text(in style: TextStyle) -> String {
        guard !versions.isEmpty else { return "No version is kept." }
        return style.table(
            versions.map { version in
                let from = version.from.isEmpty ? "" : " (\(version.from))"
                let comment = version.comment.isEmpty ? "" : ": \(version.comment)"
                return (
                    "\(version.isCurrent ? "*" : " ") \(version.number)",
                    "\(version.made) \(version.by)\(from)\(comment)"
                )
            })
    }
}

/// What `config backups` tells.
public struct ConfigBackupsReport: Codable, Hashable, Sendable, CommandReport {
    public struct Entry: Codable, Hashable, Sendable {
        public var name: String
        /// UTC, ISO 8601; `null` where the file cannot be read as a backup.
        @Nullable public var made: String?
        @Nullable public var program: String?
        public var octets: Int
    }

    public var backups: [Entry]

    public func text(in style: TextStyle) -> String {
        guard !backups.isEmpty else {
            return style.wrapped("No backup is kept here; 'config save NAME' makes one.").joined(separator: "\n")
        }
        return style.table(
            backups.map { backup in
                (
                    backup.name,
                    backup.made.map { "\($0) gnomon \(backup.program ?? ""), \(backup.octets) octets" }
                        ?? "not a backup that can be read, \(backup.octets) octets"
                )
            })
    }
}
