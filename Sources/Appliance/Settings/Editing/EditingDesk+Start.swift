// SPDX-License-Identifier: Apache-2.0

/// How the book is opened, and what is made of a file that others changed.
extension EditingDesk {
    /// Takes the file as it is; what waited when the program ended is undone, or finished if it was confirmed.
    mutating func begin(at now: SettingsMoment) {
        do throws(FileTrouble) {
            bytes = try files.read(file) ?? []
            version = try shelf.numbers().last ?? 0
        } catch {
            trouble = "the settings cannot be looked through: \(error)"
            return
        }
        if let read = try? read(bytes) { (started, settings) = (read, read) }
        settlePending(at: now)
        let latest = try? shelf.text(version)
        if version == 0 || latest != bytes { takeOver(at: now) }
    }

    private mutating func settlePending(at now: SettingsMoment) {
        defer { try? shelf.removePending() }
        // What has its version on the shelf was done with; only its mark remained.
        guard let mark = shelf.pending(), mark.version.number > version else { return }
        if mark.text == bytes { return finish(mark, at: now) }
        let changes = (try? read(mark.text)).map(changes(to:)) ?? []
        tell(
            .undone, mark.version.number, by: .program, changes.map(\.reversed),
            "The change was undone: the program ended before it was confirmed.", at: now)
    }

    private mutating func finish(_ mark: PendingMark, at now: SettingsMoment) {
        version = mark.version.number
        shelve(mark.version)
        tell(.kept, version, by: mark.version.by, [], "The change is kept as version \(version).", at: now)
    }

    /// The file has a text that no version has: it becomes one.
    private mutating func takeOver(at now: SettingsMoment) {
        let isFirst = version == 0
        let before = ((try? shelf.text(version)) ?? nil).flatMap { try? read($0) }
        let changes = before.map { SettingsDiff.changes(from: $0, to: settings, live: liveKeys) } ?? []
        version = nextNumber
        shelve(
            SettingsVersion(
                number: version, by: .file, utcMilliseconds: now.utcMilliseconds, comment: "as found at the start"))
        guard !isFirst else { return }
        tell(.found, version, by: .file, changes, "The file was changed while the program did not run.", at: now)
    }

    /// Looks whether somebody edited the file beside us. What it says now becomes a version of its own.
    /// - Returns: whether it was so.
    mutating func adoptHandEdit(at now: SettingsMoment) throws(EditRefusal) -> Bool {
        let found: [UInt8]
        do throws(FileTrouble) { found = try files.read(file) ?? [] } catch { throw .storage(error) }
        guard found != bytes else { return false }
        bytes = found
        version = nextNumber
        shelve(
            SettingsVersion(number: version, by: .file, utcMilliseconds: now.utcMilliseconds, comment: "edited by hand")
        )
        adopt(found, at: now)
        return true
    }

    private mutating func adopt(_ found: [UInt8], at now: SettingsMoment) {
        do throws(EditRefusal) {
            let read = try read(found)
            let changes = changes(to: read)
            settings = read
            apply(read)
            tell(.found, version, by: .file, changes, "The file was changed by hand.", at: now)
        } catch {
            trouble = "the file was changed by hand and has faults; the next start would fail: \(error)"
            tell(.found, version, by: .file, [], "The file was changed by hand, and has faults.", at: now)
        }
    }

    /// A number that no version has.
    var nextNumber: Int { max(version, ((try? shelf.numbers()) ?? []).last ?? 0) + 1 }

    /// Puts the file's text on the shelf. Where that fails, the file is still right; only the way back is missing.
    mutating func shelve(_ version: SettingsVersion) {
        do throws(FileTrouble) {
            try shelf.put(version, text: bytes)
            trouble = nil
        } catch {
            trouble = "version \(version.number) of the settings is not kept: \(error)"
        }
    }
}
