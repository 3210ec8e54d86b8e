// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Synchronization

/// Makes backups of an appliance and restores them: on trial, all of what was asked for or nothing.
///
/// The settings' own trial decides. Where it is confirmed, the other parts are kept with it; where it ends in any other
/// way, they are undone. Nothing of it is in a file before, so that the program's end is the way back too.
public final class Restorer: Sendable {
    struct Trial {
        /// The version that the settings become.
        var version: Int
        var parts: [any BackupPart]
    }

    public let store: SettingsStore
    private let parts: [any BackupPart]
    let trial = Mutex<Trial?>(nil)

    public init(store: SettingsStore, parts: [any BackupPart]) { (self.store, self.parts) = (store, parts) }

    /// The name under which the settings are chosen, beside the parts' own.
    public static let settings = "settings"

    /// What is kept now. A part that cannot be read is a fault: a backup that silently lacks something is none.
    public func backup(at now: SettingsMoment) throws(BackupFault) -> Backup {
        var backup = Backup(
            utcMilliseconds: now.utcMilliseconds, program: VersionReport().version, settings: store.state(at: now).text)
        for part in parts {
            do { backup.parts[part.name] = try part.read() } catch {
                throw .refused(part: part.name, reason: "\(error)")
            }
        }
        return backup
    }

    /// What would come of a backup. Changes nothing.
    /// - Parameter chosen: what of it is wanted, by name; `nil`: all that it has.
    public func preview(_ backup: Backup, only chosen: Set<String>? = nil) -> RestorePreview {
        var preview = RestorePreview(made: backup.utcMilliseconds, program: backup.program)
        if isWanted(Self.settings, chosen) {
            let check = store.check(backup.settings)
            preview.changes = check.changes
            if !check.faults.isEmpty { preview.faults.append(.settings(.faults(check.faults))) }
        }
        for (name, octets) in backup.parts.sorted(by: { $0.key < $1.key }) where isWanted(name, chosen) {
            guard let part = parts.first(where: { $0.name == name }) else {
                preview.faults.append(.refused(part: name, reason: "this appliance has no place for it"))
                continue
            }
            if let reason = part.fault(in: octets) { preview.faults.append(.refused(part: name, reason: reason)) }
            let present = (try? part.read()) ?? nil
            preview.parts.append(
                .init(
                    name: name, now: present.map { part.summary(of: $0) } ?? "nothing",
                    then: part.summary(of: octets), differs: present != octets))
        }
        return preview
    }

    /// Puts a backup in force on trial: all that is wanted of it, or nothing where it throws.
    @discardableResult
    public func begin(
        _ backup: Backup, only chosen: Set<String>? = nil, by author: SettingsAuthor, confirmWithin time: Duration,
        at now: SettingsMoment
    ) throws(BackupFault) -> SettingsState {
        let preview = preview(backup, only: chosen)
        if let fault = preview.faults.first { throw fault }
        guard preview.changesAnything || backupText(backup, chosen, at: now) != store.state(at: now).text else {
            throw .settings(.unchanged)
        }
        let wanted = parts.filter { backup.parts[$0.name] != nil && isWanted($0.name, chosen) }
        let result: Result<Void, BackupFault> = trial.withLock { trial in
            do throws(BackupFault) {
                undoUnlessPending(&trial, at: now)
                let state = try propose(backupText(backup, chosen, at: now), by: author, time, at: now)
                trial = Trial(version: state.pending?.version.number ?? state.version, parts: [])
                do throws(BackupFault) { try begin(wanted, of: backup, in: &trial) } catch {
                    try? store.rollBack(by: .program, at: now)
                    trial = nil
                    throw error
                }
                return .success(())
            } catch { return .failure(error) }
        }
        try result.get()
        return store.state(at: now)
    }

    private func backupText(_ backup: Backup, _ chosen: Set<String>?, at now: SettingsMoment) -> [UInt8] {
        isWanted(Self.settings, chosen) ? backup.settings : store.state(at: now).text
    }

    private func isWanted(_ name: String, _ chosen: Set<String>?) -> Bool { chosen?.contains(name) ?? true }

    private func propose(
        _ text: [UInt8], by author: SettingsAuthor, _ time: Duration, at now: SettingsMoment
    ) throws(BackupFault) -> SettingsState {
        var proposal = SettingsProposal(
            text: text, by: author, ifVersion: nil, confirmWithin: time, comment: "from a backup")
        // The parts hang on the settings' trial, even where the settings stay what they are.
        proposal.evenIfUnchanged = true
        do throws(EditRefusal) { return try store.propose(proposal, at: now) } catch { throw .settings(error) }
    }

    private func begin(
        _ wanted: [any BackupPart], of backup: Backup, in trial: inout Trial?
    ) throws(BackupFault) {
        for part in wanted {
            do {
                try part.begin(backup.parts[part.name] ?? [])
                trial?.parts.append(part)
            } catch {
                trial?.parts.forEach { $0.undo() }
                throw .refused(part: part.name, reason: "\(error)")
            }
        }
    }
}
