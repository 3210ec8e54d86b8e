// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import TimeBase

/// Keeps the last time that was known for certain in a small file, so that a start after years on the shelf still
/// knows which dates can no longer be. One line: the UTC, ISO 8601.
struct LastKnownTime {
    let path: String

    /// `nil` where there is no such file, or nothing in it that is a time.
    func read() -> UTCInstant? {
        guard let data = FileManager.default.contents(atPath: path), data.count < 100 else { return nil }
        let line = String(decoding: data, as: UTF8.self).split(separator: "\n").first
        return line.flatMap { UTCInstant(iso8601: String($0)) }
    }

    /// Written beside and renamed, so that a power cut leaves the old line or the new one.
    func write(_ utc: UTCInstant) throws {
        try Data((utc.iso8601(decimals: 0) + "\n").utf8).write(to: URL(filePath: path), options: .atomic)
    }
}

extension RolloverPivot {
    /// Half of GPS's cycle before the last time known; see ``TimingSettings/pivot(builtOn:)``. Never moves down.
    mutating func raise(halfACycleBefore known: UTCInstant) {
        raise(to: UTCInstant(day: known.day - Self.cycleInDays / 2, secondOfDay: 0))
    }
}
