// SPDX-License-Identifier: Apache-2.0

import Appliance
import Backups

/// Backups on the appliance itself.
extension ConfigDesk {
    /// How long a restored backup is on trial.
    private static let trial: Duration = .seconds(300)

    func backups() throws(CommandRefusal) -> ConfigBackupsReport {
        let entries = try shelving { (shelf) throws(BackupShelf.Trouble) in try shelf.entries() }
        return ConfigBackupsReport(
            backups: entries.map {
                .init(
                    name: $0.name, made: $0.made.map { UTCText.of($0.utcMilliseconds) }, program: $0.made?.program,
                    octets: $0.octets)
            })
    }

    func remove(backup name: String) throws(CommandRefusal) -> DoneReport {
        try shelving { (shelf) throws(BackupShelf.Trouble) in try shelf.remove(name) }
        return DoneReport(done: "The backup \(name) is removed.")
    }

    func save(as name: String, sealedBy passphrase: String) async throws -> DoneReport {
        try shelving { (shelf) throws(BackupShelf.Trouble) in try shelf.admit(name) }
        let restorer = try restorer
        let backup = try translating { () throws(BackupFault) in try restorer.backup(at: now) }
        let octets: [UInt8]
        do throws(BackupFault) {
            octets = try await SealingDesk.run { () throws(BackupFault) in try backup.sealed(by: passphrase) }
        } catch { throw error.asCommand }
        try shelving { (shelf) throws(BackupShelf.Trouble) in try shelf.put(octets, as: name) }
        let parts = (["settings"] + backup.parts.keys.sorted()).joined(separator: ", ")
        return DoneReport(
            done: "The backup \(name) is made: \(parts). Without its passphrase nobody can open it, not even you.")
    }

    func restore(
        _ name: String, sealedBy passphrase: String, by author: SettingsAuthor
    ) async throws -> ConfigChangedReport {
        let octets = try shelving { (shelf) throws(BackupShelf.Trouble) in try shelf.octets(of: name) }
        let restorer = try restorer
        let backup: Backup
        do throws(BackupFault) {
            backup = try await SealingDesk.run { () throws(BackupFault) in try Backup(opening: octets, by: passphrase) }
        } catch { throw error.asCommand }
        let state = try translating { () throws(BackupFault) in
            try restorer.begin(backup, by: author, confirmWithin: Self.trial, at: now)
        }
        let parts = (["settings"] + backup.parts.keys.sorted()).joined(separator: ", ")
        return ConfigChangedReport(
            "The backup \(name) of \(UTCText.of(backup.utcMilliseconds)) is in force, on trial: \(parts).", state,
            changes: state.pending?.changes ?? [])
    }

    // MARK: Pieces

    private var restorer: Restorer {
        get throws(CommandRefusal) {
            guard let restorer = means.restorer else {
                throw CommandRefusal(.unavailable, "this appliance makes and restores no backups")
            }
            return restorer
        }
    }

    private func shelving<Result>(
        _ act: (BackupShelf) throws(BackupShelf.Trouble) -> Result
    ) throws(CommandRefusal) -> Result {
        do throws(BackupShelf.Trouble) { return try act(BackupShelf(of: means.store)) } catch .badName(let name) {
            throw CommandRefusal(.usage, "\(BackupShelf.Trouble.badName(name))")
        } catch { throw CommandRefusal(.unavailable, "\(error)") }
    }

    private func translating<Result>(_ act: () throws(BackupFault) -> Result) throws(CommandRefusal) -> Result {
        do throws(BackupFault) { return try act() } catch { throw error.asCommand }
    }
}

extension BackupFault {
    fileprivate var asCommand: CommandRefusal { CommandRefusal(.unavailable, description) }
}
