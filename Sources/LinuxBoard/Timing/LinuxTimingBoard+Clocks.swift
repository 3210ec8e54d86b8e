// SPDX-License-Identifier: Apache-2.0

public import Board
public import TimeBase

extension LinuxTimingBoard {
    /// A board whose clock is arithmetic over the host's counter: it sets no clock of the host.
    ///
    /// - Parameter reading: what the clock shows to begin with.
    public convenience init(
        receiver: consuming ReceiverLine, pulse: some PulseInput, showing reading: TAIInstant
    ) {
        let clock = VirtualClock(showing: ClockReading(era: 0, shown: reading), at: HostClock.now)
        var parts = Parts(receiver: receiver, clock: .virtual(clock), timeline: HostTimeline())
        parts.pulse = .simulated(pulse)
        self.init(parts)
    }

    static func can(_ follower: BoardClock, follow main: BoardClock) -> Bool {
        switch (follower, main) {
        case (.virtual, _), (.system, .virtual), (.system, .system): false
        default: true
        }
    }

    /// Whether others moved a clock since the last look.
    func lookAround() -> TimingEvent.Kind? {
        guard let change = timeline.look() else { return nil }
        for index in followers.indices where followers[index].notice(change) != nil { strayed[index] = nil }
        return main.notice(change).map { .clockStepped($0) }
    }

    /// A comparison, where one is due.
    func compare(at now: MonotonicInstant) -> TimingEvent.Kind? {
        if round.begins(at: now), let step = main.refresh() { return .clockStepped(step) }
        while let index = round.next() {
            _ = followers[index].refresh()
            strayed[index] = nil
            if main.isThere, followers[index].isThere {
                let comparison = comparison(index)
                strayed[index] = comparison.offset.magnitude + comparison.uncertainty
                return .compared(comparison)
            }
        }
        return nil
    }

    /// What may be said of a follower: what is claimed of the main clock, and how far from that it strays itself.
    func own(_ state: TimeState, _ index: Int) -> TimeState {
        var own = state
        if let strayed = strayed[index] { own.errorBound.base += strayed } else { own.errorBound = .unknown }
        return own
    }

    private func comparison(_ index: Int) -> ClockComparison {
        let follower = followers[index]
        // What was read last is closest to what was compared, so that no reckoned rate comes into it.
        let at = max(follower.mapping.anchor, main.mapping.anchor)
        let (theirs, ours) = (follower.mapping.reading(at: at), main.mapping.reading(at: at))
        return ClockComparison(
            follower: UInt8(index), era: theirs.era, offset: theirs.shown - ours.shown,
            uncertainty: follower.uncertainty + main.uncertainty)
    }

    /// Hardware clocks are reckoned on a counter that is steered with the system's clock.
    func noteHostRate(_ change: Double, at now: MonotonicInstant) {
        if change == 0 { return }
        main.hardware?.hostRateChanged(by: change, at: now)
        for index in followers.indices { followers[index].hardware?.hostRateChanged(by: change, at: now) }
    }
}
