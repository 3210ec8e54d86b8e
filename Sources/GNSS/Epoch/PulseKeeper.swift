// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Holds announced pulses until the epoch before each is complete. Two at most: a receiver may announce the next one
/// before the epoch of the last is known to be complete.
struct PulseKeeper: Sendable {
    private struct Announced: BitwiseCopyable {
        var millisecondOfWeek: Int
        var sawtooth: Duration?
    }

    private var newest: Announced?
    private var older: Announced?

    mutating func hold(millisecondOfWeek: Int, sawtooth: Duration?) {
        if newest?.millisecondOfWeek != millisecondOfWeek { older = newest }
        newest = Announced(millisecondOfWeek: millisecondOfWeek, sawtooth: sawtooth)
    }

    /// The sawtooth of the pulse that follows an epoch within a second.
    func sawtooth(after names: EpochNames, gpsMinusUTC: Int) -> Duration? {
        let pulse = follows(newest, names, gpsMinusUTC) ? newest : follows(older, names, gpsMinusUTC) ? older : nil
        return pulse?.sawtooth
    }

    private func follows(_ pulse: Announced?, _ names: EpochNames, _ gpsMinusUTC: Int) -> Bool {
        let ahead = pulse.flatMap { Self.ahead($0.millisecondOfWeek, of: names, gpsMinusUTC) } ?? 0
        return ahead > 0 && ahead <= 1000
    }

    /// By how many milliseconds a pulse follows an epoch, in a week or day that begins anew.
    static func ahead(_ pulse: Int, of names: EpochNames, _ gpsMinusUTC: Int) -> Int? {
        if let time = names.timeOfWeek { return (pulse - time + 604_800_000) % 604_800_000 }
        guard let time = names.timeOfDay else { return nil }
        return (EpochNames.timeOfDay(ofWeek: pulse, gpsMinusUTC) - time + 86_400_000) % 86_400_000
    }
}
