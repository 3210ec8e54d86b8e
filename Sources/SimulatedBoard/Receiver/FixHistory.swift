// SPDX-License-Identifier: Apache-2.0

import GNSS
import TimeBase

/// What the receiver knows at a time, from what befell it before.
struct FixHistory: Sendable {
    private let model: ReceiverModel
    private let pulseWithoutFix: PulseModel.WithoutFix
    /// Where a clock that never had a fix has its seconds.
    private let strayPhase: Duration
    private var utc: UTCRelation
    private var lie = ReceiverLie.none
    /// Since when power and antenna are both there.
    private var skySince: TAIInstant?
    private var hasAntenna = true
    private var isWarm = false
    /// It had a fix since power came, so its clock is right even without sky.
    private var keepsTime = false
    private var leapSecondsRead = false
    private var unlockedSince: TAIInstant

    init(_ scene: Scene) {
        model = scene.receiver
        pulseWithoutFix = scene.pulse.withoutFix
        strayPhase = .realSeconds(CounterRandom(seed: scene.seed, stream: Stream.strayPhase).uniform(0))
        unlockedSince = scene.start
        utc = scene.utc
        skySince = scene.start
    }

    mutating func power(_ on: Bool, at time: TAIInstant) {
        settle(at: time)
        keepsTime = false
        skySince = on && hasAntenna ? time : nil
    }

    mutating func perform(_ command: SceneCommand, at time: TAIInstant, isPowered: Bool) {
        settle(at: time)
        switch command {
        case .antennaOff: (hasAntenna, skySince) = (false, nil)
        case .antennaOn where !hasAntenna: (hasAntenna, skySince) = (true, isPowered ? time : nil)
        case .lie(let lie): self.lie = lie
        case .announceLeap(let leap): utc.next = leap
        default: break
        }
    }

    /// By how much the pulse of a second misses it for want of a fix: positive, late. `nil`: there is no pulse.
    func pulseError(at time: TAIInstant) -> Duration? {
        if fix(at: time) != .none { return .zero }
        guard case .runs(let drift) = pulseWithoutFix else { return nil }
        let drifted = Duration.realSeconds((time - unlockedSince).realSeconds * drift)
        return (keepsTime ? .zero : strayPhase) + drifted
    }

    func report(of time: TAIInstant) -> Report {
        let knowsTime = knowsTime(at: time)
        let knowsLeap = leapSecondsRead || hasReadLeapSeconds(at: time)
        let clockError = knowsTime || isWarm ? Duration.zero : model.coldClockError
        let extra = Int64(lie.leapSeconds) + (knowsLeap ? 0 : Int64(model.firmwareLeapError))
        return Report(
            time: time + lie.time + clockError, utc: utc.shifted(by: extra, announcing: knowsLeap),
            knowsTime: knowsTime, knowsLeapSeconds: knowsLeap, fix: fix(at: time), hasAntenna: hasAntenna,
            secondsOfSky: skySince.map { max(0, Int(clamping: (time - $0).wholeSeconds)) } ?? 0)
    }

    private func fix(at time: TAIInstant) -> Fix {
        guard let skySince else { return .none }
        let start = isWarm ? model.warmStart : model.coldStart
        return time < skySince + start.twoD ? .none : time < skySince + start.threeD ? .twoD : .threeD
    }

    private func knowsTime(at time: TAIInstant) -> Bool { keepsTime || fix(at: time) != .none }

    private func hasReadLeapSeconds(at time: TAIInstant) -> Bool {
        guard let skySince, fix(at: time) != .none else { return false }
        let start = isWarm ? model.warmStart : model.coldStart
        return time >= skySince + start.twoD + model.leapSecondsAfter
    }

    /// Keeps what was learned under the sky that is about to change. A fix makes the *next* start a warm one.
    private mutating func settle(at time: TAIInstant) {
        leapSecondsRead = leapSecondsRead || hasReadLeapSeconds(at: time)
        keepsTime = knowsTime(at: time)
        if fix(at: time) == .threeD { isWarm = true }
        if fix(at: time) != .none { unlockedSince = time }
    }
}

extension UTCRelation {
    fileprivate func shifted(by seconds: Int64, announcing: Bool) -> UTCRelation {
        let leap = announcing ? next.map { Leap(at: $0.at + .seconds(seconds), change: $0.change) } : nil
        return UTCRelation(taiMinusUTC: taiMinusUTC + Int32(seconds), next: leap, isCurrent: announcing)
    }
}
