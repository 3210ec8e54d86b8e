// SPDX-License-Identifier: Apache-2.0

import Board
import TimeBase

/// Turns stamps of any clock into readings of the disciplined one.
struct PulseReader {
    let timeline: HostTimeline

    /// The edge and its instant; `nil` where the stamp cannot be relied on: too old, of the future, or perhaps of
    /// before a step. Allocates nothing.
    ///
    /// - Parameter stamper: the hardware clock behind stamps of ``EdgeStamp/Clock/hardware``.
    func read(_ stamp: EdgeStamp, on clock: BoardClock, stamper: HardwareClock?) -> (PulseEdge, MonotonicInstant)? {
        switch stamp.clock {
        case .hardware: return hardware(stamp, on: clock, stamper)
        case .monotonic: return monotonic(stamp.nanoseconds, stamp.uncertainty, on: clock)
        case .realtime:
            // Of the system's clock this is exact: what converts the stamp forth, converts it back.
            guard let instant = timeline.monotonic(realtime: stamp.nanoseconds) else { return nil }
            var uncertainty = stamp.uncertainty
            if case .system = clock {} else { uncertainty += .nanoseconds(timeline.tolerance) + clock.uncertainty }
            return edge(at: instant, uncertainty, on: clock)
        }
    }

    private func monotonic(
        _ instant: Int64, _ uncertainty: Duration, on clock: BoardClock
    ) -> (PulseEdge, MonotonicInstant)? {
        let (now, slack) = (timeline.now, HostTimeline.rounding)
        guard !timeline.isUnsettled, instant <= now &+ slack, instant >= now &- HostTimeline.oldest else { return nil }
        return edge(at: instant, uncertainty + clock.uncertainty, on: clock)
    }

    private func hardware(
        _ stamp: EdgeStamp, on clock: BoardClock, _ stamper: HardwareClock?
    ) -> (PulseEdge, MonotonicInstant)? {
        let now = HostClock.instant(nanoseconds: timeline.now)
        guard let stamper, let instant = stamper.monotonic(stamp: stamp.nanoseconds, now: now) else { return nil }
        if let main = clock.hardware, main === stamper {
            // Its own stamps are its own readings: no comparison comes into it.
            let shown = TAIInstant(sinceEpoch: .nanoseconds(stamp.nanoseconds))
            let reading = ClockReading(era: main.mapping.atAnchor.era, shown: shown)
            return (PulseEdge(reading: reading, uncertainty: stamp.uncertainty), instant)
        }
        if timeline.isUnsettled { return nil }
        let uncertainty = stamp.uncertainty + stamper.uncertainty + clock.uncertainty
        return (PulseEdge(reading: clock.mapping.reading(at: instant), uncertainty: uncertainty), instant)
    }

    private func edge(at nanoseconds: Int64, _ uncertainty: Duration, on clock: BoardClock) -> (
        PulseEdge, MonotonicInstant
    ) {
        let instant = HostClock.instant(nanoseconds: nanoseconds)
        return (PulseEdge(reading: clock.mapping.reading(at: instant), uncertainty: uncertainty), instant)
    }
}
