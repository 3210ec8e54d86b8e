// SPDX-License-Identifier: Apache-2.0

import Appliance
import LinuxBoard
import Operations

/// What of the machine commands may use.
extension House {
    func machineMeans(_ started: Settings, file: String?) -> MachineMeans {
        var means = MachineMeans()
        let bundles = Self.bundles(of: started)
        means.bundles = bundles
        if started.board.kind == .linux { means.control = LinuxMachine(folder: Settings.stateFolder) }
        means.restart = Termination.restart
        means.forget = { [store] backupsToo in
            // Without a file they are in memory.
            let backups = backupsToo && file != nil ? store.backupPlace.folder : nil
            let wish = FactoryReset(of: [started, store.settings], file: file, bundles: bundles, backups: backups)
            try wish.leave(at: FactoryReset.mark(for: file))
        }
        means.log = { LogTail.lines }
        means.metrics = { [view] in
            let families = OpenMetrics.families(of: view.snapshot) + (await self.metrics())
            return MetricText.text(of: families + OpenMetrics.process(ProcessState()), as: .openMetrics)
        }
        return means
    }

    /// Beside the records.
    static func bundles(of settings: Settings) -> String {
        let folder = SocketFile.folder(of: settings.journal.database)
        return (folder.isEmpty ? "." : folder) + "/support"
    }
}
