// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import TimeKeeping

extension TimingSettings {
    /// What a run with this configuration (`nil`: none) is told; its pivot is replaced by the recording's.
    public init(forReplayWith file: String?) throws {
        let settings = try file.map { (file) throws(SettingsFaults) in try Settings.load(file: file, board: nil, seed: nil) }
        let keeping = settings?.timekeeping ?? TimekeepingSettings()
        let table = try LeapSecondFile.table(settings?.clock.leapSecondsFile)
        self.init(keeping: keeping, leapSeconds: table, pivot: TimingSettings.pivot(builtOn: BuildDate.day))
    }
}

extension JournalEntry {
    /// For people: the level, the message, and what belongs to it.
    public var line: String {
        let fields = metadata.sorted { $0.key < $1.key }.map { " \($0.key)=\($0.value)" }.joined()
        return "\(level): \(message)\(fields)"
    }
}
