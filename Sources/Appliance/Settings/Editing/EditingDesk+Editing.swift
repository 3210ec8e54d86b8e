// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// How settings are changed.
extension EditingDesk {
    mutating func propose(_ proposal: SettingsProposal, at now: SettingsMoment) throws(EditRefusal) {
        _ = tick(at: now)
        if let pending { throw .changePending(by: pending.mark.version.by, secondsLeft: pending.secondsLeft(at: now)) }
        _ = try adoptHandEdit(at: now)
        if let expected = proposal.ifVersion, expected != version { throw .conflict(current: version) }
        if proposal.text == bytes, !proposal.evenIfUnchanged { throw .unchanged }
        let new = try read(proposal.text)
        let mark = PendingMark(
            version: SettingsVersion(
                number: nextNumber, by: proposal.by, utcMilliseconds: now.utcMilliseconds, comment: proposal.comment),
            text: proposal.text)
        guard let time = proposal.confirmWithin else { return try keepAtOnce(mark, new, at: now) }
        guard SettingsStore.confirmation.contains(time) else { throw .badDeadline }
        try attempt(
            Pending(mark: mark, settings: new, changes: changes(to: new), deadline: now.monotonic + time), at: now)
    }

    private mutating func attempt(_ new: Pending, at now: SettingsMoment) throws(EditRefusal) {
        do throws(FileTrouble) { try shelf.putPending(new.mark) } catch { throw .storage(error) }
        pending = new
        apply(new.settings)
        tell(
            .tried, new.mark.version.number, by: new.mark.version.by, new.changes,
            "The settings are changed on trial; this is undone in \(new.secondsLeft(at: now)) s unless somebody confirms it.",
            at: now)
    }

    private mutating func keepAtOnce(
        _ mark: PendingMark, _ new: Settings, at now: SettingsMoment
    ) throws(EditRefusal) {
        let changes = changes(to: new)
        try keep(mark, new)
        apply(new)
        tell(
            .kept, version, by: mark.version.by, changes, "The settings are changed and kept as version \(version).",
            at: now)
    }

    /// The file first: from here on it is done, whatever happens to the rest.
    private mutating func keep(_ mark: PendingMark, _ new: Settings) throws(EditRefusal) {
        do throws(FileTrouble) { try files.replace(file, by: mark.text) } catch { throw .storage(error) }
        (bytes, settings, version, pending) = (mark.text, new, mark.version.number, nil)
        shelve(mark.version)
        try? shelf.removePending()
    }

    mutating func confirm(by author: SettingsAuthor, at now: SettingsMoment) throws(EditRefusal) {
        _ = tick(at: now)
        guard let waiting = pending else { throw .nothingPending }
        guard try !isEditedByHand else {
            undo(waiting, by: .program, "The change was undone: the file was changed by hand meanwhile.", at: now)
            _ = try adoptHandEdit(at: now)
            throw .conflict(current: version)
        }
        try keep(waiting.mark, waiting.settings)
        tell(.kept, version, by: author, [], "The change is kept as version \(version).", at: now)
    }

    private var isEditedByHand: Bool {
        get throws(EditRefusal) {
            do throws(FileTrouble) { return try files.read(file) ?? [] != bytes } catch { throw .storage(error) }
        }
    }

    mutating func rollBack(by author: SettingsAuthor, at now: SettingsMoment) throws(EditRefusal) {
        _ = tick(at: now)
        guard let pending else { throw .nothingPending }
        undo(pending, by: author, "The change was rolled back.", at: now)
    }

    /// Undoes what was not confirmed in time. Returns whether that was so.
    mutating func tick(at now: SettingsMoment) -> Bool {
        guard let waiting = pending, now.monotonic >= waiting.deadline else { return false }
        undo(waiting, by: .program, "The change was undone: nobody confirmed it in time.", at: now)
        return true
    }

    private mutating func undo(
        _ waiting: Pending, by author: SettingsAuthor, _ text: String, at now: SettingsMoment
    ) {
        pending = nil
        apply(settings)
        // A mark that remains is taken for what it is at the next start.
        try? shelf.removePending()
        tell(.undone, waiting.mark.version.number, by: author, waiting.changes.map(\.reversed), text, at: now)
    }
}

extension EditingDesk.Pending {
    /// 0 or more; a second that has begun counts.
    func secondsLeft(at now: SettingsMoment) -> Int {
        let left = deadline - now.monotonic
        return max(0, Int(left.components.seconds) + (left.components.attoseconds > 0 ? 1 : 0))
    }
}
