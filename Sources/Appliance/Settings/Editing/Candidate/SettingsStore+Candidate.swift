// SPDX-License-Identifier: Apache-2.0

import Synchronization

/// The candidate: what is set key by key, and comes into force all at once.
extension SettingsStore {
    /// What waits to be committed, or is on trial; `nil`: nothing.
    public func candidate(at now: SettingsMoment) -> SettingsCandidate? {
        withCandidate(at: now) { candidate, _ in candidate }
    }

    /// Changes a key in the candidate, which begins with it where there is none.
    /// - Parameter value: as YAML has it; what is no YAML, or no such value, is tried as a text.
    public func set(
        _ key: String, to value: String, by author: SettingsAuthor, at now: SettingsMoment
    ) throws(CandidateRefusal) -> CandidateEdit {
        let path = try Self.path(key)
        return try change(path, by: author, at: now) { (edit) throws(CandidateRefusal) in
            try self.best(edit, path, value)
        }
    }

    /// Takes a key out of the candidate, so that its default holds.
    public func unset(
        _ key: String, by author: SettingsAuthor, at now: SettingsMoment
    ) throws(CandidateRefusal) -> CandidateEdit {
        let path = try Self.path(key)
        return try change(path, by: author, at: now) { (edit) throws(CandidateRefusal) in
            do throws(SettingEditRefusal) { return try edit.unsetting(path) } catch {
                throw self.unknown(key, in: edit) ?? .edit(error)
            }
        }
    }

    /// Makes another text the candidate: that of an older version.
    public func take(
        _ text: [UInt8], by author: SettingsAuthor, at now: SettingsMoment
    ) throws(CandidateRefusal) {
        try withCandidate(at: now) { (candidate, state) throws(CandidateRefusal) in
            try Self.refuse(whileOnTrial: state)
            if text == state.text { throw .store(.unchanged) }
            var new = SettingsCandidate(
                text: text, version: state.version, utcMilliseconds: now.utcMilliseconds, editors: [])
            new.note(author, at: now)
            candidate = new
        }
    }

    /// Forgets the candidate. Returns the one that was forgotten.
    @discardableResult
    public func forgetCandidate(at now: SettingsMoment) -> SettingsCandidate? {
        withCandidate(at: now) { candidate, _ in
            defer { if candidate?.trial == nil { candidate = nil } }
            return candidate?.trial == nil ? candidate : nil
        }
    }

    /// Puts the candidate in force. Where it is undone it is the candidate again.
    public func commit(
        confirmWithin time: Duration?, by author: SettingsAuthor, at now: SettingsMoment
    ) throws(CandidateRefusal) -> SettingsState {
        try withCandidate(at: now) { (candidate, state) throws(CandidateRefusal) in
            guard let waiting = candidate else { throw .absent }
            try self.refuse(whereMoved: waiting, state)
            let faults = self.examine(waiting.text).faults
            guard faults.isEmpty else { throw .incomplete(faults) }
            let proposal = SettingsProposal(
                text: waiting.text, by: author, ifVersion: waiting.version, confirmWithin: time,
                comment: "config commit")
            let new: SettingsState
            do throws(EditRefusal) { new = try self.propose(proposal, at: now) } catch {
                if case .conflict = error { try self.refuse(whereMoved: waiting, self.state(at: now)) }
                throw .store(error)
            }
            candidate?.trial = new.pending?.version.number
            if candidate?.trial == nil { candidate = nil }
            return new
        }
    }

    // MARK: One at a time

    /// With what has become of it since.
    private func withCandidate<Result, Refusal: Error>(
        at now: SettingsMoment, _ act: (inout SettingsCandidate?, SettingsState) throws(Refusal) -> Result
    ) throws(Refusal) -> Result {
        try draft.withLock { (candidate) throws(Refusal) in
            let state = state(at: now)
            if let trial = candidate?.trial, state.pending?.version.number != trial { candidate?.trial = nil }
            if candidate?.trial == nil, candidate?.text == state.text { candidate = nil }
            return try act(&candidate, state)
        }
    }

    private func change(
        _ path: SettingPath, by author: SettingsAuthor, at now: SettingsMoment,
        _ edit: (SettingEdit) throws(CandidateRefusal) -> EditedSetting
    ) throws(CandidateRefusal) -> CandidateEdit {
        try withCandidate(at: now) { (candidate, state) throws(CandidateRefusal) in
            try Self.refuse(whileOnTrial: state)
            if let candidate { try self.refuse(whereMoved: candidate, state) }
            let before = try Self.edit(candidate?.text ?? state.text)
            let edited = try edit(before)
            var new =
                candidate
                ?? SettingsCandidate(
                    text: [], version: state.version, utcMilliseconds: now.utcMilliseconds, editors: [])
            let others = new.others(than: author)
            new.text = Array(edited.text.utf8)
            new.note(author, at: now)
            candidate = new.text == state.text ? nil : new
            let after = try Self.edit(new.text)
            return CandidateEdit(
                key: path.description, old: before.shown(path), new: after.shown(path),
                faults: self.examine(new.text).faults, losesComments: edited.losesComments, others: others,
                isOver: candidate == nil)
        }
    }
}

// MARK: What may be

extension SettingsStore {
    private static func path(_ key: String) throws(CandidateRefusal) -> SettingPath {
        do throws(SettingEditRefusal) { return try SettingPath(parsing: key) } catch { throw .edit(error) }
    }

    private static func edit(_ text: [UInt8]) throws(CandidateRefusal) -> SettingEdit {
        do throws(SettingEditRefusal) { return try SettingEdit(text) } catch { throw .edit(error) }
    }

    private static func refuse(whileOnTrial state: SettingsState) throws(CandidateRefusal) {
        if let pending = state.pending { throw .onTrial(by: pending.version.by, secondsLeft: pending.secondsLeft) }
    }

    private func refuse(whereMoved candidate: SettingsCandidate, _ state: SettingsState) throws(CandidateRefusal) {
        guard candidate.version != state.version else { return }
        throw .moved(from: candidate.version, to: about(version: state.version))
    }

    /// As it is meant: as YAML, or else as a text that needs no quotes here.
    private func best(
        _ edit: SettingEdit, _ path: SettingPath, _ value: String
    ) throws(CandidateRefusal) -> EditedSetting {
        let plain = Result { () throws(CandidateRefusal) in try tried(edit, path, try Self.value(value)) }
        guard case .failure(let refusal) = plain else { return try plain.get() }
        let text = ConfigNode(.scalar(value, isPlain: false))
        guard !value.isEmpty, let quoted = try? tried(edit, path, text) else { throw refusal }
        return quoted
    }

    private static func value(_ text: String) throws(CandidateRefusal) -> ConfigNode {
        do throws(SettingEditRefusal) { return try SettingEdit.value(text) } catch { throw .edit(error) }
    }

    /// Refuses what cannot stand at that key, whatever stands elsewhere.
    private func tried(
        _ edit: SettingEdit, _ path: SettingPath, _ value: ConfigNode
    ) throws(CandidateRefusal) -> EditedSetting {
        let edited: EditedSetting
        do throws(SettingEditRefusal) { edited = try edit.setting(path, to: value) } catch {
            throw unknown(path.description, in: edit) ?? .edit(error)
        }
        let examined = examine(Array(edited.text.utf8))
        let faults = examined.faults.filter { path.touches($0.key) && !examined.together.contains($0) }
        if !faults.isEmpty { throw .value(faults) }
        return edited
    }

    /// That there is no such key, with what was probably meant; `nil` where there is.
    private func unknown(_ key: String, in edit: SettingEdit) -> CandidateRefusal? {
        let catalogue = SettingCatalogue(of: edit.text)
        guard catalogue[key] == nil, !key.hasSuffix("]") else { return nil }
        guard let advice = catalogue.advice(for: key) else { return nil }
        return .value([SettingsFault(file: "", key: key, reason: "unknown key; \(advice)")])
    }
}
