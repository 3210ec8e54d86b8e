// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import PTP
import SimulatedBoard
import TimeBase

/// A leap second in simulated time: the demonstration's world, whose satellites announce it, through the very loop,
/// claims and stamps that `gnomon run` has, and what true and smeared servers and PTP tell second after second.
public struct LeapRehearsal: Sendable {
    private let plan: LeapPlan
    private var judge: LeapJudge
    private var moments: [LeapMoment] = []

    /// Log2 seconds: a usual machine's.
    private static let precision: Int8 = -24

    public init(_ plan: LeapPlan) {
        self.plan = plan
        judge = LeapJudge(plan)
    }

    public mutating func run() -> LeapReport {
        let scene = Scene.demonstration(seed: plan.seed, start: plan.start, utc: plan.truth)
        let board = SimulatedBoard(scene)
        let settings = TimingSettings(leapSeconds: .builtIn, pivot: TimingSettings.pivot(builtOn: plan.date))
        var loop = TimingLoop(board: board, settings: settings)
        let began = board.now
        for second in 0..<plan.seconds {
            // In the middle of a second, so that no nanosecond of error makes it another one.
            let now = began + .seconds(second) + .milliseconds(500)
            while loop.step().at < now { while loop.nextNote() != nil {} }
            let served = ServedTime(state: loop.engine.state, clock: board.clock, lastLeap: loop.engine.lastLeap)
            let told = tell(served, at: now, trueTime: board.trueTime(at: now))
            judge.hear(told, second: second)
            if second == 0 || isWorthShowing(told) { moments.append(LeapMoment(told)) }
            if told.second == -0.5 { judge.lookBack(on: served.state) }
        }
        return LeapReport(plan, judge.verdicts, secondsToLock: judge.secondsToLock, moments: moments)
    }

    private func tell(_ served: ServedTime, at now: MonotonicInstant, trueTime: TAIInstant) -> LeapMoment.Told {
        let (timeline, claim) = served.told(at: now, precision: Self.precision, nil)
        let (smeared, smearedClaim) = served.told(at: now, precision: Self.precision, plan.smear)
        let shown = served.clock.reading(at: now).shown
        var clock = PTPClock(Published(served), profile: .defaultE2E)
        return LeapMoment.Told(
            second: (trueTime - plan.leap.at).realSeconds, shown: shown, utc: served.state.utc.utc(shown),
            isTrusted: served.state.isTrustworthy, leap: claim.leap, ntp: timeline.timestamp(at: now),
            smeared: smeared.timestamp(at: now), smearedLeap: smearedClaim.leap, ptp: clock.claim(at: now))
    }

    /// Second by second, then minute by minute, then each twelfth of the smear.
    private func isWorthShowing(_ told: LeapMoment.Told) -> Bool {
        let distance = told.second.magnitude
        if distance < 6 { return true }
        let second = Int(told.second - 0.5)
        if distance <= 300 { return second.isMultiple(of: 60) }
        return second.isMultiple(of: max(1, Int(plan.smear.duration.wholeSeconds) / 24))
    }
}
