// SPDX-License-Identifier: Apache-2.0

import Accounts
import Appliance
import Operations
import Records
import StillAppliance

extension CommandDesk {
    /// For an appliance in which nothing moves, with its records in a folder.
    static func still(_ view: StillAppliance, in folder: String, book: AccountBook? = nil) -> CommandDesk {
        let settings = Settings(defaultsFor: .simulated)
        let store = SettingsStore(
            settings: settings, file: nil, folder: folder, at: SettingsMoment(view.snapshot))
        return CommandDesk(
            CommandMeans(
                view: view, records: RecordStore(path: folder + "/commands.sqlite"), store: store, started: settings,
                book: book, note: { _ in }))
    }
}
