// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Holds a pulse's announcement until the epoch before that pulse is complete.
struct PulseKeeper: Sendable {
    private var millisecondOfWeek: Int?
    private var sawtooth: Duration?

    mutating func hold(millisecondOfWeek: Int, sawtooth: Duration?) {
        (self.millisecondOfWeek, self.sawtooth) = (millisecondOfWeek, sawtooth)
    }

    /// The sawtooth of the pulse that follows an epoch within a second. What is for a later epoch is kept; what is
    /// for an earlier one is forgotten.
    mutating func take(for names: EpochNames, gpsMinusUTC: Int) -> Duration? {
        guard let pulse = millisecondOfWeek, let ahead = Self.ahead(pulse, of: names, gpsMinusUTC) else { return nil }
        if ahead > 1000 && ahead <= 10_000 { return nil }
        defer { millisecondOfWeek = nil }
        return ahead > 0 && ahead <= 1000 ? sawtooth : nil
    }

    /// By how many milliseconds a pulse follows an epoch, in a week or day that begins anew.
    static func ahead(_ pulse: Int, of names: EpochNames, _ gpsMinusUTC: Int) -> Int? {
        if let time = names.timeOfWeek { return (pulse - time + 604_800_000) % 604_800_000 }
        guard let time = names.timeOfDay else { return nil }
        return (EpochNames.timeOfDay(ofWeek: pulse, gpsMinusUTC) - time + 86_400_000) % 86_400_000
    }
}
