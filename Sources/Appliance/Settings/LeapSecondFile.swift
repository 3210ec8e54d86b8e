// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import TimeBase

/// Reads the `leap-seconds.list` that `clock.leapSecondsFile` names.
enum LeapSecondFile {
    /// The table built in where no file is named.
    /// - Throws: ``SettingsFault`` with the line and the reason.
    static func table(_ path: String?) throws(SettingsFault) -> LeapSecondTable {
        guard let path else { return .builtIn }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw SettingsFault(file: path, key: "clock.leapSecondsFile", reason: "it cannot be read")
        }
        do {
            return try LeapSecondTable(list: Array(data), requiringHash: true)
        } catch {
            throw SettingsFault(file: path, key: "clock.leapSecondsFile", reason: error.description)
        }
    }
}
