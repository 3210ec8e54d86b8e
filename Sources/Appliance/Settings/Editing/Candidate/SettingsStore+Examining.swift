// SPDX-License-Identifier: Apache-2.0

extension SettingsStore {
    /// What a text says, and what is wrong with it.
    struct Examination {
        /// `nil` where there are faults.
        var settings: Settings?
        var faults: [SettingsFault] = []
        /// Those of values that are right each by itself.
        var together: Set<SettingsFault> = []
    }

    func examine(_ text: [UInt8]) -> Examination {
        let (file, board) = place
        do throws(SettingsFaults) {
            let settings = try Settings(reading: text, file: file, board: board)
            try settings.tryFiles()
            return Examination(settings: settings)
        } catch {
            return Examination(faults: error.faults, together: error.together)
        }
    }

    /// The keys that may stand in a text, each with what it has there.
    public func keys(in text: [UInt8]) -> [(key: SettingCatalogue.Key, value: String?)] {
        let values = FlatSettings(examine(text).settings ?? settings)
        return SettingCatalogue(of: text, board: place.board).keys.map { key in
            (key, values.has(key.name) ? SecretKeys.shown(values[key.name], of: key.name) : nil)
        }
    }

    /// What a key has where it is not written; `nil` where that cannot be told.
    public func usual(_ key: String, in text: [UInt8]) -> String? {
        guard let path = try? SettingPath(parsing: key), let edit = try? SettingEdit(text) else { return nil }
        let without = (try? edit.unsetting(path)).map { Array($0.text.utf8) } ?? text
        guard let settings = examine(without).settings else { return nil }
        let values = FlatSettings(settings)
        return values.has(key) ? SecretKeys.shown(values[key], of: key) : nil
    }

    /// Every key in force within a section, or that key alone, with whether the text says so itself.
    /// - Returns: `nil` where the text has faults, or the key is none.
    public func values(
        of section: String?, in text: [UInt8]
    ) -> [(key: String, value: String, isWritten: Bool)]? {
        guard let settings = examine(text).settings, let edit = try? SettingEdit(text) else { return nil }
        let values = FlatSettings(settings)
        let path = section.flatMap { try? SettingPath(parsing: $0) }
        if section != nil, path == nil { return nil }
        let keys = values.keys.filter { path?.holds($0) ?? true }
        return keys.map { ($0, SecretKeys.shown(values[$0], of: $0), edit.stands($0)) }
    }

    /// Whether something secret is in a value, or would be where it is right: its refusals are not for everybody either.
    public static func hidesSecret(_ value: String, of key: String) -> Bool {
        SecretKeys.isSecret(key) || SecretKeys.told(value, of: key) != value
            || (value.contains("://") && key.hasPrefix("alarms"))
    }

    /// What the file says now against what it said before.
    public func changes(from before: Settings) -> [SettingsChange] {
        SettingsDiff.changes(from: before, to: settings, live: liveKeys)
    }

    /// Why a candidate can be committed no more; `nil`: it can.
    public func moved(_ candidate: SettingsCandidate, at now: SettingsMoment) -> CandidateRefusal? {
        let version = state(at: now).version
        guard candidate.trial == nil, candidate.version != version else { return nil }
        return .moved(from: candidate.version, to: about(version: version))
    }

    /// What differs between two texts, key by key, as they are written; for texts that have faults.
    func written(_ old: [UInt8], _ new: [UInt8]) -> [SettingsChange] {
        guard let old = try? SettingEdit(old), let new = try? SettingEdit(new) else { return [] }
        let (before, after) = (old.leaves, new.leaves)
        let keys = before.map(\.0) + after.map(\.0).filter { key in !before.contains { $0.0 == key } }
        let live = liveKeys
        return keys.compactMap { key in
            let (was, becomes) = (before.first { $0.0 == key }?.1, after.first { $0.0 == key }?.1)
            guard was != becomes else { return nil }
            return SettingsChange(
                key: key, old: SecretKeys.shown(was ?? FlatSettings.nothing, of: key),
                new: SecretKeys.shown(becomes ?? FlatSettings.nothing, of: key),
                takesEffect: .init(of: key, live: live))
        }
    }

    /// What a text would change of what the file says.
    public func changes(to text: [UInt8], at now: SettingsMoment) -> (
        changes: [SettingsChange], faults: [SettingsFault]
    ) {
        let check = check(text)
        guard check.faults.isEmpty else { return (written(state(at: now).text, text), check.faults) }
        return (check.changes, [])
    }
}

extension SettingEdit {
    /// The whole text.
    var text: [UInt8] { Array(String(String.UnicodeScalarView(places.scalars)).utf8) }

    /// What stands at a path, in one line; `nil`: nothing. What is secret is `…`.
    func shown(_ path: SettingPath) -> String? {
        root?[path.steps].map { SecretKeys.shown($0, of: path.description) }
    }

    /// Whether a key is written, or a section around it in a short form.
    func stands(_ key: String) -> Bool {
        guard let path = try? SettingPath(parsing: key), let root else { return false }
        return root[path.steps] != nil
    }

    /// Every value that is written, by its key.
    var leaves: [(String, String)] { root.map { Self.leaves(of: $0, at: []) } ?? [] }

    private static func leaves(of node: ConfigNode, at steps: [SettingPath.Step]) -> [(String, String)] {
        switch node.content {
        case .mapping(let entries): entries.flatMap { leaves(of: $0.value, at: steps + [.key($0.key)]) }
        case .list(let items) where items.contains(where: \.isTall):
            items.enumerated().flatMap { leaves(of: $1, at: steps + [.item($0)]) }
        default: [(SettingPath.text(of: steps[...]), YAMLText.flow(node))]
        }
    }
}

extension SecretKeys {
    /// In one line, without what is secret in it.
    static func shown(_ node: ConfigNode, of key: String) -> String { YAMLText.flow(masked(node, of: key)) }

    private static func masked(_ node: ConfigNode, of key: String) -> ConfigNode {
        switch node.content {
        case .mapping(let entries):
            .mapping(entries.map { ($0.key, masked($0.value, of: "\(key).\($0.key)")) })
        case .list(let items): ConfigNode(.list(items.map { masked($0, of: key) }))
        case .scalar(let text, _) where !node.isNull && isSecret(key):
            ConfigNode(.scalar(shown(text, of: key), isPlain: false))
        default: node
        }
    }

    /// A value as it was typed, without what is secret in it.
    static func told(_ value: String, of key: String) -> String {
        guard let node = try? SettingEdit.value(value) else { return isSecret(key) ? mark : value }
        let shown = shown(node, of: key)
        return shown == YAMLText.flow(node) ? value : shown
    }
}

extension SettingCatalogue {
    /// What a key that there is not was probably meant to be.
    public func advice(for key: String) -> String? {
        let names = keys.map(\.name)
        if let near = NearMiss.best(for: key, among: names) { return "did you mean '\(near)'?" }
        let outer = key.lastIndex { $0 == "." }.map { String(key[..<$0]) } ?? ""
        let siblings = names.filter { name in
            let isWithin = outer.isEmpty || name.hasPrefix(outer + ".")
            return isWithin && !name.dropFirst(outer.isEmpty ? 0 : outer.count + 1).contains { $0 == "." || $0 == "[" }
        }
        guard !siblings.isEmpty else {
            return outer.isEmpty ? nil : advice(for: outer)
        }
        let word = String(key.dropFirst(outer.isEmpty ? 0 : outer.count + 1))
        let prefix = outer.isEmpty ? "" : outer + "."
        if let near = NearMiss.best(for: word, among: siblings.map { String($0.dropFirst(prefix.count)) }) {
            return "did you mean '\(prefix)\(near)'?"
        }
        return "there are \(siblings.joined(separator: ", "))"
    }
}
