// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// The clock that is kept without what it was moved by: no step and no slew is in it, only how the oscillator goes as far
/// as its rate is known. What is measured against it before a correction compares with what is measured after.
struct SteadyScale: Sendable {
    private var served: ServedTime
    /// When it was last told of the clock.
    private(set) var seen: MonotonicInstant
    /// The clock − this scale: what the clock was moved by since the beginning; positive, forward.
    private(set) var motion = Duration.zero

    init(_ served: ServedTime, at now: MonotonicInstant) { (self.served, seen) = (served, now) }

    /// Takes up what became of the clock; to be called a few times a second.
    mutating func follow(_ next: ServedTime, at now: MonotonicInstant) {
        let elapsed = max(0, (now - seen).realSeconds)
        motion += .realSeconds(served.state.rate * elapsed)
        // Where the clock was steered, both readings are the same at that moment; where it was set, they are not.
        let turn = min(max(next.clock.anchor, seen), now)
        motion += next.clock.reading(at: turn).shown - served.clock.reading(at: turn).shown
        (served, seen) = (next, now)
    }

    /// What this scale shows at a moment of late.
    func reading(at instant: MonotonicInstant) -> TAIInstant {
        let since = Duration.realSeconds(served.state.rate * (instant - seen).realSeconds)
        return served.clock.reading(at: instant).shown - motion - since
    }

    /// The same, as NTP writes it.
    func timestamp(at instant: MonotonicInstant) -> NTPTimestamp {
        NTPTimestamp(served.state.utc.utc(reading(at: instant)))
    }
}
