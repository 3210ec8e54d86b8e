// SPDX-License-Identifier: Apache-2.0

public import Appliance

extension SettingsStore {
    /// What is kept now. A part that cannot be read is a fault: a backup that silently lacks something is none.
    public func backup(with parts: [any BackupPart] = [], at now: SettingsMoment) throws(BackupFault) -> Backup {
        var backup = Backup(
            utcMilliseconds: now.utcMilliseconds, program: VersionReport().version, settings: state(at: now).text)
        for part in parts {
            do { backup.parts[part.name] = try part.read() } catch {
                throw .refused(part: part.name, reason: "\(error)")
            }
        }
        return backup
    }

    /// Everything that keeps a backup from being restored; empty: nothing does. Changes nothing.
    public func faults(in backup: Backup, parts: [any BackupPart] = []) -> [BackupFault] {
        let settings = check(backup.settings).faults
        var found: [BackupFault] = settings.isEmpty ? [] : [.settings(.faults(settings))]
        for (name, octets) in backup.parts.sorted(by: { $0.key < $1.key }) {
            guard let part = parts.first(where: { $0.name == name }) else {
                found.append(.refused(part: name, reason: "this program does not know what it is"))
                continue
            }
            if let reason = part.fault(in: octets) { found.append(.refused(part: name, reason: reason)) }
        }
        return found
    }

    /// Restores all of it or nothing. Everything is looked at before anything is changed, and a disk that fails on the way
    /// leaves what was there. Parts that the backup lacks are left. The settings are kept at once, without a trial.
    public func restore(
        _ backup: Backup, parts: [any BackupPart] = [], by author: SettingsAuthor, at now: SettingsMoment
    ) throws(BackupFault) {
        if let fault = faults(in: backup, parts: parts).first { throw fault }
        if let pending = state(at: now).pending {
            throw .settings(.changePending(by: pending.version.by, secondsLeft: pending.secondsLeft))
        }
        let done = try exchange(parts.filter { backup.parts[$0.name] != nil }, for: backup)
        do throws(EditRefusal) {
            try propose(
                SettingsProposal(
                    text: backup.settings, by: author, ifVersion: nil, confirmWithin: nil, comment: "from a backup"),
                at: now)
        } catch .unchanged {
            return
        } catch {
            putBack(done)
            throw .settings(error)
        }
    }

    private typealias Exchanged = (part: any BackupPart, before: [UInt8]?)

    private func exchange(_ parts: [any BackupPart], for backup: Backup) throws(BackupFault) -> [Exchanged] {
        var done: [Exchanged] = []
        for part in parts {
            do {
                done.append((part, try part.read()))
                try part.replace(by: backup.parts[part.name])
            } catch {
                putBack(done)
                throw .refused(part: part.name, reason: "\(error)")
            }
        }
        return done
    }

    private func putBack(_ done: [Exchanged]) {
        for (part, before) in done.reversed() { try? part.replace(by: before) }
    }
}
