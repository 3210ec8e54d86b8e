// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// What the receiver heard of the satellites in the last seconds, one sample a second, and what it is used to.
struct SignalHistory: Sendable {
    struct Sample: Sendable {
        var at = MonotonicInstant(sinceEpoch: .zero)
        /// dB-Hz; `nil`: not said.
        var strength: Double?
        /// `nil`: without a fix, which says nothing of the satellites.
        var used: Double?
        var interferenceLevel: UInt8?
    }

    /// How far back it looks.
    static let span: Duration = .seconds(10)
    /// Epochs come up to ten times a second; one in so long is kept.
    private static let interval: Duration = .milliseconds(700)
    /// What it is used to is the mean of about so many seconds.
    private static let memory = 600.0
    /// Fewer do not tell what it is used to.
    private static let enough = 60.0

    private var samples = InlineArray<16, Sample>(repeating: Sample())
    private var next = 0
    private var count = 0
    private var strengthMean = SlowMean()
    private var usedMean = SlowMean()

    /// The usual strength, dB-Hz, and number of satellites; `nil` before that is known.
    var usualStrength: Double? { strengthMean.count >= Self.enough ? strengthMean.value : nil }
    var usualUsed: Double? { usedMean.count >= Self.enough ? usedMean.value : nil }

    /// Whether a sample at `now` is a second's first.
    func isDue(at now: MonotonicInstant) -> Bool {
        count == 0 || now - samples[(next + 15) % 16].at >= Self.interval
    }

    /// Of the last sample that was kept.
    var latestStrength: Double? { count > 0 ? samples[(next + 15) % 16].strength : nil }

    mutating func add(_ sample: Sample) {
        samples[next] = sample
        next = (next + 1) % 16
        count = min(count + 1, 16)
    }

    /// Takes a sample for usual.
    mutating func learn(_ sample: Sample) {
        if let strength = sample.strength { strengthMean.add(strength, memory: Self.memory) }
        if let used = sample.used { usedMean.add(used, memory: Self.memory) }
    }

    mutating func forget() { self = SignalHistory() }

    /// The strongest, the most satellites and the least interference within the span before `now`.
    func best(before now: MonotonicInstant) -> (strength: Double?, used: Double?, interferenceLevel: UInt8?) {
        var best: (strength: Double?, used: Double?, interferenceLevel: UInt8?) = (nil, nil, nil)
        for i in 0..<count where now - samples[i].at <= Self.span {
            if let strength = samples[i].strength { best.strength = max(best.strength ?? strength, strength) }
            if let used = samples[i].used { best.used = max(best.used ?? used, used) }
            if let level = samples[i].interferenceLevel {
                best.interferenceLevel = min(best.interferenceLevel ?? level, level)
            }
        }
        return best
    }
}

/// A mean that forgets slowly.
private struct SlowMean: Sendable {
    private(set) var value = 0.0
    private(set) var count = 0.0

    mutating func add(_ sample: Double, memory: Double) {
        count = min(count + 1, memory)
        value += (sample - value) / count
    }
}
