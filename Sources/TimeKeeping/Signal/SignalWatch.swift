// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// Judges from each epoch whether the receiver's signal is in trouble: before a jammed receiver loses its fix its pulse
/// is pulled, and nothing but the signal tells.
struct SignalWatch: Sendable {
    struct Trouble: Sendable {
        var kind: Reason.SignalTrouble
        var since: MonotonicInstant
        /// When it last grew worse.
        var worsened: MonotonicInstant
        /// When it was last begun to be taken seriously.
        var doubted: MonotonicInstant
        /// When something was last seen to be wrong.
        var lastSeen: MonotonicInstant
        /// What was usual before it: dB-Hz, and satellites used.
        var strength: Double?
        var used: Double?
        var interferenceLevel: UInt8?
        /// The worst that was said in it.
        var antenna: SignalFacts.Antenna?
        var interference: SignalFacts.Interference?
        /// It lasted and did no harm: the pulse is followed all the same.
        var isExcused = false
        /// How often that was so.
        var excuses = 0
        /// The fix was lost in it, or the pulse left its place: its end is waited for.
        var isHarmful = false
    }

    let settings: TimekeepingSettings.Signal
    private(set) var trouble: Trouble?
    private var history = SignalHistory()
    /// What it is used to be told of the antenna and of interference.
    private var antenna: SignalFacts.Antenna?
    private var interference: SignalFacts.Interference?

    init(_ settings: TimekeepingSettings.Signal) { self.settings = settings }

    /// - Parameter used: satellites in the solution; `nil` without a valid one.
    mutating func hear(_ facts: SignalFacts, used: UInt16?, at now: MonotonicInstant) {
        guard settings.isHeeded else { return }
        let sample = SignalHistory.Sample(
            at: now, strength: facts.strength, used: used.flatMap { $0 > 0 ? Double($0) : nil },
            interferenceLevel: facts.interferenceLevel)
        let worse = worsening(sample, facts)
        if let worse { begin(worse, facts, at: now) }
        watch(sample, facts, isFine: used != nil && worse == nil)
        if history.isDue(at: now) {
            history.add(sample)
            if trouble == nil { history.learn(sample) }
        }
        if trouble == nil { getUsed(to: facts) }
    }

    /// So often a trouble that was excused is taken seriously again when it grows worse.
    private static let seriously = 3

    mutating func excuse() {
        guard let trouble, !trouble.isExcused else { return }
        self.trouble?.isExcused = true
        self.trouble?.excuses += 1
    }

    mutating func condemn() { trouble?.isHarmful = true }

    /// Nothing is left that a trouble could harm: its end is not waited for any more.
    mutating func pardon() {
        guard let trouble, trouble.isHarmful else { return }
        self.trouble?.isHarmful = false
        self.trouble?.isExcused = true
        self.trouble?.excuses = Self.seriously
    }

    // MARK: Its beginning

    /// What has just grown worse.
    private func worsening(_ sample: SignalHistory.Sample, _ facts: SignalFacts) -> Reason.SignalTrouble? {
        if let usual = antenna, let said = facts.antenna, said != .ok, said != trouble?.antenna ?? usual {
            return .antenna
        }
        if let usual = interference, let said = facts.interference, said > trouble?.interference ?? usual {
            return .interference
        }
        let best = history.best(before: sample.at)
        if let before = best.interferenceLevel, let level = sample.interferenceLevel,
            Int(level) - Int(before) >= settings.interferenceRise
        {
            return .interference
        }
        // A message that was lost on the line makes one sample weak, not two.
        let strength = sample.strength.map { max($0, history.latestStrength ?? $0) }
        if let before = best.strength, let strength, before - strength > settings.fall { return .weak }
        if let before = best.used, let used = sample.used, before >= Self.fewest,
            used < before * settings.keptSatellites
        {
            return .satellitesLost
        }
        return trouble == nil && hasSagged(strength, sample.used) ? .weak : nil
    }

    /// With fewer satellites than this, one more or less says nothing.
    private static let fewest = 4.0
    /// Fewer satellites: less than this share of the usual.
    private static let fewer = 0.75

    private func hasSagged(_ strength: Double?, _ used: Double?) -> Bool {
        guard let usual = history.usualStrength, let strength else { return false }
        guard let usualUsed = history.usualUsed, let used else { return false }
        return usual - strength > settings.sag && used < usualUsed * Self.fewer
    }

    private mutating func begin(_ kind: Reason.SignalTrouble, _ facts: SignalFacts, at now: MonotonicInstant) {
        var worse = trouble ?? fresh(kind, at: now)
        worse.worsened = now
        if worse.isExcused, worse.excuses < Self.seriously { (worse.isExcused, worse.doubted) = (false, now) }
        if let said = facts.antenna, said != .ok { worse.antenna = said }
        if let said = facts.interference { worse.interference = max(worse.interference ?? said, said) }
        trouble = worse
    }

    private func fresh(_ kind: Reason.SignalTrouble, at now: MonotonicInstant) -> Trouble {
        let best = history.best(before: now)
        return Trouble(
            kind: kind, since: now, worsened: now, doubted: now, lastSeen: now,
            strength: history.usualStrength ?? best.strength, used: history.usualUsed ?? best.used,
            interferenceLevel: best.interferenceLevel)
    }

    // MARK: Its end

    /// Ends a trouble that is over, or that the receiver is used to by now.
    /// - Parameter isFine: there is a fix, and nothing has just grown worse.
    private mutating func watch(_ sample: SignalHistory.Sample, _ facts: SignalFacts, isFine: Bool) {
        guard let known = trouble else { return }
        if !isFine || isWrong(sample, facts, known) { trouble?.lastSeen = sample.at }
        if sample.at - (trouble?.lastSeen ?? sample.at) >= settings.calm {
            trouble = nil
        } else if sample.at - known.worsened >= settings.acceptance, isFine {
            trouble = nil
            history.forget()
            (antenna, interference) = (facts.antenna, facts.interference)
        }
    }

    private func isWrong(_ sample: SignalHistory.Sample, _ facts: SignalFacts, _ known: Trouble) -> Bool {
        if let antenna, let now = facts.antenna, now != .ok, now != antenna { return true }
        if let interference, let now = facts.interference, now > interference { return true }
        if let before = known.interferenceLevel, let level = sample.interferenceLevel,
            Int(level) - Int(before) >= settings.interferenceRise / 2
        {
            return true
        }
        if let usual = known.strength, let strength = sample.strength, usual - strength > settings.sag { return true }
        if let usual = known.used, let used = sample.used, usual >= Self.fewest, used < usual * Self.fewer {
            return true
        }
        return false
    }

    /// What it says in calm times is usual; what grows better is at once.
    private mutating func getUsed(to facts: SignalFacts) {
        if let now = facts.antenna { antenna = now }
        if let now = facts.interference { interference = now }
    }
}
