// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase
import TimeKeeping

extension TimingEngine {
    /// Tells those who listen of an event that was just handled.
    func tell(_ event: TimingEvent, to taps: Taps) {
        if case .pulse(let edge) = event.kind {
            taps.pulse.note { tapped(edge, at: event) }
        } else if taps.line.isHeard, let entry = TappedLine(event) {
            taps.line.note { entry }
        }
    }

    private func tapped(_ edge: PulseEdge, at event: TimingEvent) -> TappedPulse {
        TappedPulse(
            at: event.at, edge: edge, marks: pulseMarks, residual: evidence.keeper.residual,
            sawtooth: evidence.facts.sawtooth, utc: state.utc)
    }
}
