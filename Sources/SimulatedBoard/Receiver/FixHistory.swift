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
    private var health = Report.Health()
    /// How long it had surveyed its position before the sky changed last.
    private var surveyed: Duration = .zero
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
        surveyed = .zero
        skySince = on && health.hasAntenna ? time : nil
    }

    mutating func perform(_ command: SceneCommand, at time: TAIInstant, isPowered: Bool) {
        settle(at: time)
        switch command {
        case .antennaOff: (health.hasAntenna, skySince) = (false, nil)
        case .antennaOn where !health.hasAntenna: (health.hasAntenna, skySince) = (true, isPowered ? time : nil)
        case .lie(let lie): self.lie = lie
        case .restart(let start): restart(start, at: time)
        case .interfere(let jamming): health.jamming = jamming
        case .feign(let spoofing): health.spoofing = spoofing
        case .announceLeap(let leap): utc.next = leap
        default: break
        }
    }

    /// A cold one knows neither its place nor the time; any other begins its survey anew, and no more.
    private mutating func restart(_ start: ReceiverStart, at time: TAIInstant) {
        if skySince != nil { skySince = time }
        surveyed = .zero
        if start == .cold { (isWarm, keepsTime, leapSecondsRead) = (false, false, false) }
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
            knowsTime: knowsTime, knowsLeapSeconds: knowsLeap, fix: fix(at: time), health: health,
            survey: SurveyIn(after: surveyed(at: time), of: model.survey, goesOn: fix(at: time) == .threeD),
            secondsOfSky: skySince.map { max(0, Int(clamping: (time - $0).wholeSeconds)) } ?? 0)
    }

    /// With all of the sky a receiver measures where it is; the rest of the time it waits.
    private func surveyed(at time: TAIInstant) -> Duration {
        guard let skySince, fix(at: time) == .threeD else { return surveyed }
        let start = isWarm ? model.warmStart : model.coldStart
        return min(surveyed + (time - (skySince + start.threeD)), model.survey)
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
        surveyed = surveyed(at: time)
        keepsTime = knowsTime(at: time)
        if fix(at: time) == .threeD { isWarm = true }
        if fix(at: time) != .none { unlockedSince = time }
    }
}

extension SurveyIn {
    /// Its error falls with the root of the time, from 8 m.
    init(after time: Duration, of goal: Duration, goesOn: Bool) {
        let seconds = max(0, time.wholeSeconds)
        self.init(
            elapsed: UInt32(clamping: seconds), observations: UInt32(clamping: seconds),
            accuracyMillimetres: UInt32(8000 / Double(seconds + 1).squareRoot()), isValid: time >= goal,
            isActive: goesOn && time < goal)
    }
}

extension UTCRelation {
    fileprivate func shifted(by seconds: Int64, announcing: Bool) -> UTCRelation {
        let leap = announcing ? next.map { Leap(at: $0.at + .seconds(seconds), change: $0.change) } : nil
        return UTCRelation(taiMinusUTC: taiMinusUTC + Int32(seconds), next: leap, isCurrent: announcing)
    }
}
