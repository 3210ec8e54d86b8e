// SPDX-License-Identifier: Apache-2.0

/// A configuration that is being written, key by key, and waits to be committed. There is one, for everybody.
public struct SettingsCandidate: Sendable, Equatable {
    /// Somebody who has changed it.
    public struct Editor: Hashable, Sendable {
        public var author: SettingsAuthor
        /// The last time: milliseconds since 1970-01-01, as our clock showed it.
        public var utcMilliseconds: Int64
    }

    /// As it would stand in the file.
    public var text: [UInt8]
    /// What the file says is this version while the candidate can be committed.
    public var version: Int
    /// When it was begun.
    public var utcMilliseconds: Int64
    /// The first one first.
    public var editors: [Editor]
    /// The version that it is on trial as; `nil`: it waits.
    public var trial: Int?

    mutating func note(_ author: SettingsAuthor, at now: SettingsMoment) {
        editors.removeAll { $0.author == author }
        editors.append(Editor(author: author, utcMilliseconds: now.utcMilliseconds))
    }

    /// Those beside one who have changed it.
    func others(than author: SettingsAuthor) -> [Editor] { editors.filter { $0.author.who != author.who } }
}

/// What came of a change of the candidate.
public struct CandidateEdit: Sendable, Equatable {
    public var key: String
    /// As YAML has it in one line; `nil`: the default. What is secret is `…`.
    public var old: String?
    public var new: String?
    /// What keeps it from being committed as it is now.
    public var faults: [SettingsFault]
    /// Comments stood in what had to be written anew.
    public var losesComments: Bool
    /// Who else is at it.
    public var others: [SettingsCandidate.Editor]
    /// It says again what the file says, and so there is none any more.
    public var isOver: Bool
}

/// Why the candidate is not changed or not committed. What is in force, and the candidate, are as they were.
public enum CandidateRefusal: Error, Hashable, Sendable, CustomStringConvertible {
    case edit(SettingEditRefusal)
    /// The value cannot stand there.
    case value([SettingsFault])
    /// Somebody changed the configuration under it.
    case moved(from: Int, to: SettingsVersion)
    case onTrial(by: SettingsAuthor, secondsLeft: Int)
    /// There is none.
    case absent
    /// As it is it cannot be committed.
    case incomplete([SettingsFault])
    case store(EditRefusal)

    public var description: String {
        switch self {
        case .edit(let refusal): "\(refusal)"
        case .value(let faults):
            faults.map { $0.key.isEmpty ? $0.reason : "\($0.key): \($0.reason)" }.joined(separator: "\n")
        case .moved(let from, let to):
            "the candidate was made from version \(from), and \(to.by.told) has made version \(to.number) since; look at it ('config diff'), forget it ('config rollback'), and set anew what you want"
        case .onTrial(let by, let seconds):
            "a change by \(by.who) is on trial, for \(seconds) s yet; keep it ('config commit') or undo it ('config rollback') first"
        case .absent: "nothing waits to be committed; 'config set' changes a key"
        case .incomplete(let faults):
            "the candidate is not complete:\n" + faults.map { "  \($0.key): \($0.reason)" }.joined(separator: "\n")
        case .store(let refusal): "\(refusal)"
        }
    }
}

extension SettingsAuthor {
    fileprivate var told: String { self == .file ? "somebody who edited the file" : who.isEmpty ? "somebody" : who }
}
