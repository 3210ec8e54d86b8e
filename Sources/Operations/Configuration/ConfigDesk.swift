// SPDX-License-Identifier: Apache-2.0

import Appliance
import Backups

/// What can be done with the configuration.
struct ConfigDesk {
    let means: CommandMeans
    private var store: SettingsStore { means.store }
    var now: SettingsMoment { means.moment }

    init(_ means: CommandMeans) { self.means = means }

    // MARK: Looking

    func show(_ key: String?, _ wantsCandidate: Bool) throws(CommandRefusal) -> ConfigShowReport {
        let state = store.state(at: now)
        let candidate = wantsCandidate ? store.candidate(at: now) : nil
        let text = candidate?.text ?? state.pending?.text ?? state.text
        var report = ConfigShowReport(
            text: nil, values: nil, version: state.version, isCandidate: candidate != nil,
            trial: state.pending.map(TrialFacts.init))
        guard let key else {
            report.text = String(decoding: text, as: UTF8.self)
            return report
        }
        guard let values = store.values(of: key, in: text) else { throw unreadable(key, text) }
        if values.isEmpty { try admit(key, text) }
        report.values = values.map { .init(key: $0.key, value: $0.value, isDefault: !$0.isWritten) }
        return report
    }

    private func unreadable(_ key: String, _ text: [UInt8]) -> CommandRefusal {
        let faults = store.check(text).faults
        guard !faults.isEmpty else { return CommandRefusal(.usage, "\(SettingEditRefusal.key(key))") }
        return CommandRefusal(.unavailable, CandidateRefusal.incomplete(faults).description)
    }

    /// A key that stands for nothing is one all the same.
    private func admit(_ key: String, _ text: [UInt8]) throws(CommandRefusal) {
        let catalogue = SettingCatalogue(of: text)
        guard catalogue[key] == nil else { return }
        let advice = catalogue.advice(for: key).map { "; \($0)" } ?? ""
        throw CommandRefusal(.usage, "there is no key \(quoted(key))\(advice)")
    }

    var diff: ConfigDiffReport {
        let (state, candidate) = (store.state(at: now), store.candidate(at: now))
        var report = ConfigDiffReport(
            changes: [], faults: [], candidate: candidate.map(CandidateFacts.init),
            trial: state.pending.map(TrialFacts.init), moved: nil)
        if let pending = state.pending, candidate?.trial == pending.version.number || candidate == nil {
            report.changes = pending.changes
        } else if let candidate {
            let (changes, faults) = store.changes(to: candidate.text, at: now)
            (report.changes, report.faults) = (changes, faults.map(ConfigFault.init))
            report.moved = store.moved(candidate, at: now).map { "\($0)" }
        }
        return report
    }

    func versions() throws(CommandRefusal) -> ConfigVersionsReport {
        let current = store.state(at: now).version
        let versions: [SettingsVersion]
        do throws(EditRefusal) { versions = try store.versions() } catch { throw error.asCommand }
        return ConfigVersionsReport(
            versions: versions.map {
                .init(
                    number: $0.number, made: UTCText.of($0.utcMilliseconds), by: $0.by.who, from: $0.by.from,
                    comment: $0.comment, isCurrent: $0.number == current)
            })
    }

    // MARK: Changing

    func commit(minutes: Int?, by author: SettingsAuthor) throws(CommandRefusal) -> ConfigChangedReport {
        if store.trial(at: now) != nil { return try keep(by: author, asksAgain: minutes != nil) }
        let before = store.settings
        let state: SettingsState
        do throws(CandidateRefusal) {
            state = try store.commit(confirmWithin: minutes.map { .seconds(60 * $0) }, by: author, at: now)
        } catch { throw error.asCommand }
        guard let pending = state.pending else {
            return ConfigChangedReport(
                "The candidate is in force, as version \(state.version).", state,
                changes: store.changes(from: before))
        }
        return ConfigChangedReport("The candidate is in force, on trial.", state, changes: pending.changes)
    }

    /// What is on trial, with all parts of a backup that hang on it.
    private func keep(by author: SettingsAuthor, asksAgain: Bool) throws(CommandRefusal) -> ConfigChangedReport {
        if asksAgain {
            throw CommandRefusal(.unavailable, "a change is on trial already; 'config commit' alone keeps it")
        }
        var parts: [String] = []
        do {
            if let restorer = means.restorer {
                parts = try restorer.confirm(by: author, at: now)
            } else {
                try store.confirm(by: author, at: now)
            }
        } catch { throw CommandRefusal(.unavailable, "\(error)") }
        let state = store.state(at: now)
        _ = store.candidate(at: now)
        let with = parts.isEmpty ? "" : " With it from the backup: \(parts.joined(separator: ", "))."
        return ConfigChangedReport("What was on trial is kept, as version \(state.version).\(with)", state)
    }

    func rollBack(by author: SettingsAuthor) throws(CommandRefusal) -> ConfigChangedReport {
        guard store.trial(at: now) == nil else { return try undo(by: author) }
        guard let forgotten = store.forgetCandidate(at: now) else {
            throw CommandRefusal(.unavailable, "nothing is on trial, and nothing waits to be committed")
        }
        let others = forgotten.editors.map(\.author.who).filter { $0 != author.who }
        let note = others.isEmpty ? "" : " It had changes by \(others.joined(separator: ", "))."
        return ConfigChangedReport("The candidate is forgotten.\(note)", store.state(at: now))
    }

    private func undo(by author: SettingsAuthor) throws(CommandRefusal) -> ConfigChangedReport {
        let changes = store.state(at: now).pending?.changes.map(\.reversed) ?? []
        do throws(EditRefusal) { try store.rollBack(by: author, at: now) } catch { throw error.asCommand }
        means.restorer?.settle(at: now)
        let note =
            store.candidate(at: now) == nil
            ? "" : " It is the candidate again; 'config rollback' once more forgets it."
        var report = ConfigChangedReport("What was on trial is undone.\(note)", store.state(at: now))
        report.changes = changes
        return report
    }

    func take(version number: Int, by author: SettingsAuthor) throws(CommandRefusal) -> ConfigDiffReport {
        let text: [UInt8]
        do throws(EditRefusal) { text = try store.text(ofVersion: number) } catch { throw error.asCommand }
        do throws(CandidateRefusal) { try store.take(text, by: author, at: now) } catch { throw error.asCommand }
        return diff
    }
}

extension EditRefusal {
    var asCommand: CommandRefusal { CommandRefusal(.unavailable, description) }
}
