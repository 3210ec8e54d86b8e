// SPDX-License-Identifier: Apache-2.0

public import Board
import TimeBase

/// A clock that a board can discipline, or make follow.
public enum BoardClock {
    /// Arithmetic: no clock of the host is touched. It cannot follow.
    case virtual(VirtualClock)
    case system(SystemClock)
    case hardware(HardwareClock)

    var mapping: ClockMapping {
        switch self {
        case .virtual(let clock): clock.mapping
        case .system(let clock): clock.mapping
        case .hardware(let clock): clock.mapping
        }
    }

    /// The correction of its rate that is in force, fractional.
    var frequency: Double {
        switch self {
        case .virtual(let clock): clock.mapping.rate
        case .system(let clock): clock.frequency
        case .hardware(let clock): clock.frequency
        }
    }

    /// Why it cannot be read or corrected, as last tried.
    var fault: ClockFault? {
        switch self {
        case .virtual: nil
        case .system(let clock): clock.fault
        case .hardware(let clock): clock.fault
        }
    }

    /// Whether there is something to compare with.
    var isThere: Bool { hardware.map { $0.isKnown && $0.fault != .absent } ?? true }

    var uncertainty: Duration {
        switch self {
        case .virtual: .zero
        case .system(let clock): clock.uncertainty
        case .hardware(let clock): clock.uncertainty
        }
    }

    var hardware: HardwareClock? {
        if case .hardware(let clock) = self { clock } else { nil }
    }

    /// Returns what was applied, and by how much CLOCK_MONOTONIC runs faster for it.
    mutating func apply(
        _ correction: ClockCorrection, at now: MonotonicInstant
    ) -> (applied: ClockCorrection, hostRate: Double) {
        switch self {
        case .virtual(var clock):
            let applied = clock.apply(correction, at: now)
            self = .virtual(clock)
            return (applied, 0)
        case .system(var clock):
            let before = clock.frequency
            let applied = clock.apply(correction, at: now)
            self = .system(clock)
            return (applied, applied.frequency - before)
        case .hardware(let clock): return (clock.apply(correction, at: now), 0)
        }
    }

    /// What a change that others made to the host's clocks means for this one.
    mutating func notice(_ change: HostTimeline.Change) -> ClockStep? {
        guard case .system(var clock) = self else { return nil }
        let step = clock.notice(change)
        self = .system(clock)
        return step
    }

    /// Reads anew what is known by comparisons only. Returns a step that another made.
    func refresh() -> ClockStep? { hardware?.compare() }

    mutating func show(_ state: TimeState, at now: MonotonicInstant) {
        guard case .system(var clock) = self else { return }
        clock.show(state, at: now)
        self = .system(clock)
    }
}
