// SPDX-License-Identifier: Apache-2.0

public import TimeBase

extension GrandmasterClaim {
    /// What may be said of a clock.
    /// - Parameters:
    ///   - now: the moment of claiming; the error bound grows up to it, and a state that is stale by then is not relied on.
    ///   - shown: what the clock shows at `now`.
    ///   - rule: which class the profile has for each condition.
    ///   - added: how much further than the clock's bound the stamps may be off: what a card's own clock adds to it.
    ///   - tellsUncertainty: whether synchronizationUncertain is to be told (G.8275.1 and G.8275.2, annex E); a profile
    ///     without it leaves the bit clear.
    public init(
        of state: TimeState, at now: MonotonicInstant, shown: TAIInstant, rule: ClassRule = .standard,
        added: Duration = .zero, tellsUncertainty: Bool = false
    ) {
        let state = state.told(at: now)
        let bound = state.errorBound.after(now - state.asOf) + added
        quality = ClockQuality(
            clockClass: rule.clockClass(of: state),
            accuracy: state.isTrustworthy ? ClockAccuracy(bound: bound) : .unknown,
            variance: ScaledLogVariance.code(state.isTrustworthy ? state.variance : nil))
        utcOffset = Int16(clamping: state.utc.taiMinusUTC(at: shown))
        flags = Self.scaleFlags(of: state, shown: shown, bound: bound)
        flags.formUnion(Self.traceFlags(of: state.phase))
        if tellsUncertainty, !state.isTrustworthy { flags.insert(.synchronizationUncertain) }
        timeSource = Self.source(of: state)
    }

    /// What a port of a profile may say of the clock.
    /// - Parameter added: as above.
    public init(
        of state: TimeState, at now: MonotonicInstant, shown: TAIInstant, under row: ProfileRow,
        added: Duration = .zero
    ) {
        self.init(
            of: state, at: now, shown: shown, rule: row.classes, added: added, tellsUncertainty: row.tellsUncertainty)
    }

    /// ptpTimescale: once our time was known, what we show is TAI, however wrong it has become. The offset of UTC and the
    /// leap second to come are known to be right (8.2.4.2 to 8.2.4.5) while the table behind them is in date and the clock
    /// is right to the second.
    private static func scaleFlags(of state: TimeState, shown: TAIInstant, bound: Duration) -> MessageFlags {
        guard state.hasLocked else { return [] }
        var flags = MessageFlags.ptpTimescale
        if state.utc.isCurrent, bound < .seconds(1) { flags.insert(.utcOffsetValid) }
        if let next = state.utc.next, shown < next.at, shown >= next.at - leapNotice {
            flags.insert(next.change > 0 ? .leap61 : .leap59)
        }
        return flags
    }

    /// How long before the end of its UTC day a leap second is told (IEEE 1588-2019, 9.4): not the whole day, as by NTP.
    static let leapNotice: Duration = .seconds(12 * 3600)

    /// Time is traceable while the clock follows satellites, or did so and is within its budget. Frequency is so only while
    /// it follows them: in holdover it is our own oscillator's (G.8275.1, table 2: holdover without a category 1 source).
    private static func traceFlags(of phase: TimeState.Phase) -> MessageFlags {
        switch phase {
        case .locked: [.timeTraceable, .frequencyTraceable]
        case .holdover: .timeTraceable
        case .starting, .acquiring, .fallback, .unsynchronised: []
        }
    }

    /// "The source of time used by the grandmaster" (7.6.2.8): while it runs on, that is its own oscillator and not the
    /// satellites of before. (G.8275.1, appendix V, has it so.)
    private static func source(of state: TimeState) -> TimeSource {
        switch state.phase {
        case .locked: state.reference == .none ? .other : .gnss
        case .fallback: state.upstream?.isGrandmaster == true ? .ptp : .ntp
        case .starting, .acquiring, .holdover, .unsynchronised: .internalOscillator
        }
    }
}

extension ClassRule {
    /// The class of a clock in this state (IEEE 1588-2019, 7.6.2.5).
    public func clockClass(of state: TimeState) -> UInt8 {
        switch state.phase {
        case .locked: locked
        case .holdover: holdover
        case .starting, .acquiring, .fallback, .unsynchronised: state.hasLocked ? degraded : unset
        }
    }
}
