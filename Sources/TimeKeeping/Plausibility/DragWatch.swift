// SPDX-License-Identifier: Apache-2.0

/// Tells when a pulse leads its clock away: when following it would mean that the oscillator changed its frequency as
/// it cannot, over any span from seconds to hours.
///
/// What drags slower than ``slowestVisible`` cannot be told from what the temperature does.
struct DragWatch: Sendable {
    private var ladder = FrequencyLadder()
    private(set) var ability = OscillatorAbility()
    /// Seconds in which pulses were believed.
    private var learned = 0.0
    /// Before this, s, the noise is not learned well enough to judge by.
    private static let apprenticeship = 1800.0
    /// The rung whose frequencies tell how far the oscillator goes in a day.
    private static let dailyLevel = 8

    /// A drag that was found.
    struct Finding: Sendable {
        /// s/s: positive, the clock seems to run fast.
        var rate: Double
        /// For how long it may have gone on, s.
        var lasting: Double
    }

    /// Phases that the discipline has refused since it last believed one, and when: a drag that begins is refused at
    /// first, and it counts from its beginning once it is followed.
    private var refused = InlineArray<4, (phase: Double, time: Double)>(repeating: (0, 0))
    private var refusals = 0

    /// Takes a phase that the discipline refused.
    mutating func refuse(phase: Double, at time: Double) {
        guard refusals < 4 else { return }
        refused[refusals] = (phase, time)
        refusals += 1
    }

    /// Takes a phase that the discipline believed.
    /// - Parameters:
    ///   - phase: of the free-running oscillator against the pulse, s; positive, it is ahead.
    ///   - time: on a count of seconds that goes on.
    ///   - jitter: one standard deviation of a phase, s.
    ///   - isFollowed: it was believed since it was refused too often in a row.
    ///   - mayJudge: whether what the phases show counts: not while the clock is being acquired.
    mutating func hear(
        phase: Double, at time: Double, jitter: Double, noise: OscillatorNoise, isFollowed: Bool = false, mayJudge: Bool
    ) -> Finding? {
        defer { refusals = 0 }
        var found: Finding?
        for i in 0..<(isFollowed ? refusals : 0) {
            found = found ?? take(refused[i].phase, refused[i].time, jitter, noise, mayJudge)
        }
        return found ?? take(phase, time, jitter, noise, mayJudge)
    }

    private mutating func take(
        _ phase: Double, _ time: Double, _ jitter: Double, _ noise: OscillatorNoise, _ mayJudge: Bool
    ) -> Finding? {
        learned += 1
        ability.hear(noise)
        var finding: Finding?
        let isArmed = mayJudge && learned > Self.apprenticeship
        var daily: Double?
        let ability = ability
        ladder.add(phase, at: time, jitter: jitter) { change in
            if change.level == Self.dailyLevel { daily = change.frequency }
            let length = FrequencyLadder.length(of: change.level)
            let limit = ability.limit(
                length: length, count: change.count, apart: change.apart, variance: change.variance)
            guard isArmed, finding == nil, change.size.magnitude > limit else { return }
            finding = Finding(rate: change.size, lasting: change.apart + 3 * length)
        }
        if finding == nil, let daily { learn(frequency: daily, at: time) }
        return finding
    }

    /// Takes the mean frequency over half an hour or so that ended at `time`.
    mutating func learn(frequency: Double, at time: Double) { ability.hear(frequency: frequency, at: time) }

    /// Forgets the phases, not what the oscillator can do.
    mutating func interrupt() { (ladder, refusals) = (FrequencyLadder(), 0) }

    /// An operator found that it was the oscillator after all.
    mutating func relent() {
        ability.relent()
        interrupt()
    }

    /// The part of a drag that a comparison shows at the least, wherever in a block it began, whatever the noise does and
    /// however the oscillator itself moves against it.
    private static let shown = 0.54

    /// The slowest drag that is noticed, s/s, with stamps of such a noise, s: by what the oscillator was seen to do.
    func slowestVisible(jitter: Double) -> Double {
        var best = Double.infinity
        for level in 0..<FrequencyLadder.levels {
            let length = FrequencyLadder.length(of: level)
            best = min(best, ability.limit(length: length, count: length, apart: 2 * length, variance: jitter * jitter))
        }
        return best / Self.shown
    }
}
