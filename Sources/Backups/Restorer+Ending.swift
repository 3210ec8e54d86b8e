// SPDX-License-Identifier: Apache-2.0

public import Appliance
import Synchronization

/// How a trial ends.
extension Restorer {
    /// Keeps the change on trial, with all that hangs on it.
    /// - Returns: The names of the parts that were kept with the settings.
    @discardableResult
    public func confirm(by author: SettingsAuthor, at now: SettingsMoment) throws(BackupFault) -> [String] {
        let result: Result<[String], BackupFault> = trial.withLock { trial in
            do throws(BackupFault) {
                undoUnlessPending(&trial, at: now)
                let parts = trial?.parts ?? []
                let before = try keep(parts)
                do throws(EditRefusal) { try store.confirm(by: author, at: now) } catch {
                    before.forEach(Self.putBack)
                    undoUnlessPending(&trial, at: now)
                    throw .settings(error)
                }
                trial = nil
                return .success(parts.map(\.name))
            } catch { return .failure(error) }
        }
        return try result.get()
    }

    /// Undoes the parts whose settings are on trial no more. To be called once a second, and after each roll-back.
    public func settle(at now: SettingsMoment) {
        trial.withLock { undoUnlessPending(&$0, at: now) }
    }

    func undoUnlessPending(_ trial: inout Trial?, at now: SettingsMoment) {
        _ = store.tick(at: now)
        guard let waiting = trial, store.state(at: now).pending?.version.number != waiting.version else { return }
        waiting.parts.forEach { $0.undo() }
        trial = nil
    }

    private typealias Kept = (part: any BackupPart, before: [UInt8]?, after: [UInt8]?)

    /// All of them or none.
    private func keep(_ parts: [any BackupPart]) throws(BackupFault) -> [Kept] {
        var kept: [Kept] = []
        for part in parts {
            do {
                let before = try part.read()
                try part.keep()
                kept.append((part, before, try? part.read()))
            } catch {
                kept.forEach(Self.putBack)
                throw .refused(part: part.name, reason: "\(error)")
            }
        }
        return kept
    }

    /// Kept as before, and on trial again: the operator may try once more.
    private static func putBack(_ kept: Kept) {
        guard let before = kept.before else { return }
        try? kept.part.begin(before)
        try? kept.part.keep()
        if let after = kept.after { try? kept.part.begin(after) }
    }
}
