// SPDX-License-Identifier: Apache-2.0

extension SettingsStore {
    /// The file that a store is opened on where ``Settings/load(file:board:seed:)`` was told the same; `nil`: none, as
    /// the demonstration has it.
    public static func file(named file: String?, board: Settings.Board.Kind?) -> String? {
        file ?? (board == .simulated ? nil : Settings.systemFile)
    }

    /// Where backups are kept on the appliance itself: beside the versions.
    public var backupPlace: (files: any FileLayer, folder: String) {
        let (shelf, versions) = (shelf, "versions")
        let beside =
            shelf.folder.hasSuffix(versions) ? String(shelf.folder.dropLast(versions.count)) : shelf.folder + "."
        return (shelf.files, beside + "backups")
    }

    /// Where the versions of that file are kept: in the service's state folder (systemd.exec(5), StateDirectory), or
    /// beside a file that is not the system's.
    public static func folder(for file: String?) -> String {
        guard let file, file != Settings.systemFile else {
            return (RuntimeFolder.environment("STATE_DIRECTORY") ?? Settings.stateFolder) + "/versions"
        }
        return file + ".versions"
    }
}
