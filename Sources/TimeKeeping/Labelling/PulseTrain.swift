// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Counts the beats of a pulse on the host's monotonic counter, over missing and doubled edges. It knows nothing of
/// the time of day.
struct PulseTrain: Sendable {
    enum Arrival: Equatable {
        /// The beat of this number.
        case beat(Int64)
        /// An edge off the beat: how long after the last beat.
        case stray(Duration)
        /// The train begins, at first or anew: numbers have no relation to earlier ones.
        case began
    }

    /// How far an edge may be off its beat: more than any interrupt is late, less than a pulse's usual width (100 ms).
    private static let tolerance: Duration = .milliseconds(30)
    /// What the host's counter may gain or lose, so that long gaps can be counted: 300 ppm.
    private static let toleranceGrowth = 300e-6
    /// Beyond this the count of missing beats is not relied on.
    private static let longestGap: Duration = .seconds(90)
    /// So many strays in a row, a beat apart from each other, are a new rhythm.
    private static let straysForNewRhythm = 5

    private(set) var lastBeat: MonotonicInstant?
    private var number: Int64 = 0
    private var lastStray: MonotonicInstant?
    private var strays = 0
    /// A trace of how often edges come off the beat: near one for a pulse that comes twice a second.
    private(set) var strayness = 0.0

    mutating func edge(at now: MonotonicInstant) -> Arrival {
        guard let lastBeat, now - lastBeat <= Self.longestGap else { return begin(at: now) }
        if let beats = Self.beats(from: lastBeat, to: now) {
            number += beats
            self.lastBeat = now
            strays = 0
            strayness *= 0.75
            return .beat(number)
        }
        return stray(at: now, since: lastBeat)
    }

    /// The last beat was not the pulse after all, but this edge right behind it is. False, and nothing changes, where it
    /// is too far off.
    mutating func move(to now: MonotonicInstant) -> Bool {
        guard let lastBeat, now - lastBeat <= Self.tolerance else { return false }
        self.lastBeat = now
        strays = 0
        return true
    }

    /// Beats since beat zero at any moment, in seconds and fractions; `nil` before the train began.
    func count(at moment: MonotonicInstant) -> Duration? {
        guard let lastBeat else { return nil }
        return .seconds(number) + (moment - lastBeat)
    }

    private mutating func begin(at now: MonotonicInstant) -> Arrival {
        self = PulseTrain()
        lastBeat = now
        return .began
    }

    private mutating func stray(at now: MonotonicInstant, since beat: MonotonicInstant) -> Arrival {
        let regular = lastStray.map { Self.beats(from: $0, to: now) == 1 } ?? false
        strays = regular ? strays + 1 : 1
        lastStray = now
        strayness = min(strayness + 0.4, 1)
        return strays >= Self.straysForNewRhythm ? begin(at: now) : .stray(now - beat)
    }

    /// How many whole beats lie between two edges; `nil` where they are not a whole number of beats apart, or less
    /// than one.
    private static func beats(from first: MonotonicInstant, to second: MonotonicInstant) -> Int64? {
        let gap = second - first
        let whole = gap.roundedToSecond
        let allowed = tolerance + .realSeconds(gap.realSeconds * toleranceGrowth)
        return whole >= .seconds(1) && (gap - whole).magnitude <= allowed ? whole.wholeSeconds : nil
    }
}
