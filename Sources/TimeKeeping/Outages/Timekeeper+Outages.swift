// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What became of the promises that were made while there was no reference.
extension Timekeeper {
    /// The latest outage since the program began; `nil`: there was none.
    public var lastOutage: Outage? { outages.latest }

    /// Looks at the state once it is published.
    mutating func watchOutage(at now: MonotonicInstant) {
        switch state.phase {
        case .holdover: outages.begin(at: now, cause: holdoverCause, promise: state.errorBound)
        case .locked: outages.end(.returned, at: now, floor: pulseDoubt)
        case .unsynchronised: outages.giveUp(at: now)
        case .starting, .acquiring, .fallback: break
        }
    }

    /// How far a pulse may be from the true second beside its noise.
    private var pulseDoubt: Duration { settings.pulse.uncertainty + receiver.accuracy + stampUncertainty }
}
