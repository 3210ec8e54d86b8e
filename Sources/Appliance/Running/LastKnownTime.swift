// SPDX-License-Identifier: Apache-2.0

import FoundationEssentials
import TimeBase

/// What was known for certain when the program last ran.
struct KnownTime: Equatable {
    var utc: UTCInstant
    /// The free-running oscillator's, fractional: positive, it runs fast. `nil` in files of earlier versions.
    var frequency: Double?
    /// From a clock on a battery, which nothing vouches for.
    var isOfBattery = false

    /// No oscillator of a clock is further off; what is comes from a damaged file.
    static let largestFrequency = 500e-6
}

/// Keeps that in a small file, so that a start after years on the shelf still knows which dates can no longer be, and a
/// start without a receiver how the clock drifts. Two lines: the UTC, ISO 8601; the frequency in ppm.
struct LastKnownTime {
    let path: String

    /// `nil` where there is no such file, or nothing in it that is a time.
    func read() -> KnownTime? {
        guard let data = FileManager.default.contents(atPath: path), data.count < 100 else { return nil }
        let lines = String(decoding: data, as: UTF8.self).split(separator: "\n")
        guard let utc = lines.first.flatMap({ UTCInstant(iso8601: String($0)) }) else { return nil }
        let frequency = lines.dropFirst().first.flatMap { Double($0) }.map { $0 * 1e-6 }
        return KnownTime(
            utc: utc, frequency: frequency.flatMap { $0.magnitude <= KnownTime.largestFrequency ? $0 : nil })
    }

    /// Written beside and renamed, so that a power cut leaves the old lines or the new ones.
    func write(_ known: KnownTime) throws {
        let frequency = known.frequency.map { "\($0 * 1e6)\n" } ?? ""
        let text = known.utc.iso8601(decimals: 0) + "\n" + frequency
        try Data(text.utf8).write(to: URL(filePath: path), options: .atomic)
    }
}

extension RolloverPivot {
    /// Half of GPS's cycle before the last time known; see ``TimingSettings/pivot(builtOn:)``. Never moves down.
    mutating func raise(halfACycleBefore known: UTCInstant) {
        raise(to: UTCInstant(day: known.day - Self.cycleInDays / 2, secondOfDay: 0))
    }
}
