// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import TimeBase
import TimeKeeping

/// A timekeeper in a closed loop with an oscillator and a receiver whose pulse can be made to drag. The host's counter is
/// true time.
struct DragWorld: Sendable {
    private(set) var keeper: Timekeeper
    /// The current second, counted from the start.
    private(set) var second = 0
    /// What was found so far.
    private(set) var doubts: [Implausibility.Kind] = []
    /// By how much the pulse comes earlier each second than the second before, s/s.
    var drag = 0.0

    private var clock: YearClock
    private var oscillator: DragOscillator
    private let jitter: CounterNormal
    private var led = 0.0

    private static let origin = Duration.seconds(1000)
    /// Where in the second the receiver speaks, the tick comes, and the clock is held against the truth.
    private static let (claimPlace, tickPlace, judgePlace) = (0.15, 0.66, 0.97)

    init(_ kind: DragOscillatorKind, seed: UInt64) {
        oscillator = DragOscillator(kind, in: .weather, seed: seed)
        clock = YearClock(error: 1e-6, frequency: oscillator.next())
        jitter = CounterNormal(seed: seed, stream: DragStream.jitter)
        keeper = Timekeeper(
            relation: LeapSecondTable.builtIn.relation(at: YearPlan.start),
            at: MonotonicInstant(sinceEpoch: Self.origin))
    }

    /// Clock − truth late in the current second, s.
    var error: Double { clock.error(at: Self.judgePlace) }

    /// Lets the next second happen: an edge, a claim of the receiver, and a tick.
    mutating func runSecond() {
        clock.beginSecond(frequency: oscillator.next())
        second += 1
        led += drag
        pulse()
        claim()
        obey(keeper.tick(at: monotonic(Self.tickPlace)), at: Self.tickPlace)
        while let note = keeper.nextNote() {
            if case .implausibleBegan(let kind, _) = note { doubts.append(kind) }
        }
    }

    private mutating func pulse() {
        let late = DragHealth.jitter * jitter.value(UInt64(second)) - led
        let shown = YearPlan.start + .seconds(second) + .realSeconds(late + clock.error(at: late))
        let edge = PulseEdge(reading: ClockReading(era: clock.era, shown: shown))
        obey(keeper.pulse(edge, at: monotonic(late)), at: max(late, 0))
    }

    private mutating func claim() {
        let time = YearPlan.start + .seconds(second)
        keeper.hear(
            TimeClaim(
                time: time, arrival: monotonic(Self.claimPlace), isValid: true, satellitesUsed: 11, reference: .gps))
    }

    private mutating func obey(_ correction: ClockCorrection?, at fraction: Double) {
        guard let correction else { return }
        keeper.applied(clock.apply(correction, at: fraction))
    }

    private func monotonic(_ fraction: Double) -> MonotonicInstant {
        MonotonicInstant(sinceEpoch: Self.origin + .seconds(second) + .realSeconds(fraction))
    }
}
