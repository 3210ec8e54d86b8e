// SPDX-License-Identifier: Apache-2.0

/// How fast the frequency of this oscillator may change: by its noise, which the discipline has learned, and by what
/// the temperature does to it, which shows in how far its frequency went in a day.
///
/// The measure is a scale: 1 is a temperature-compensated crystal (``OscillatorNoise/calm(scale:)``) that swings by
/// ± 0.3 ppm in a day, and that a heater switched on takes 1 ppm away within ten minutes. An oven is 0.01, a plain
/// crystal 10. Before a day was seen no oscillator is taken for calmer than 1.
struct OscillatorAbility: Sendable {
    /// The fastest change of frequency of an oscillator of scale 1, 1/s: 1 ppm in ten minutes, and some more.
    private static let fastest = 1.67e-9 * 1.75
    /// And how far it ever goes.
    private static let farthest = 3e-6
    private static let day = 86_400.0
    /// What a day's swing, largest − smallest frequency, is at scale 1.
    private static let swing = 6e-7
    /// What was seen once is forgotten with a year's half-life: seasons bring it back.
    private static let yearly = 0.9981

    private var (low, high) = (Double.infinity, -Double.infinity)
    private var began: Double?
    private var range = 0.0
    private var days = 0
    private var noise = 1.0
    /// An operator found that the oscillator did do what it was thought unable to.
    private var lenience = 1.0

    /// See the type. Quiet days do not make a noisy oscillator as steady as an oven; nor does noise, which weather brings
    /// too, make it worse than its days.
    var scale: Double {
        let seen = max(range, high - low, 0) / Self.swing
        return min(lenience * max(seen, days > 0 ? min(noise, 1) : max(noise, 1)), 100)
    }

    mutating func hear(_ learned: OscillatorNoise) {
        noise = (learned.walk / OscillatorNoise.calm(scale: 1).walk).squareRoot()
    }

    /// The mean frequency over half an hour or so that ended at `time`, s.
    mutating func hear(frequency: Double, at time: Double) {
        began = began ?? time
        (low, high) = (min(low, frequency), max(high, frequency))
        guard let begun = began, time - begun >= Self.day else { return }
        range = max(range * Self.yearly, high - low)
        days += 1
        (low, high, began) = (frequency, frequency, time)
    }

    mutating func relent() { lenience = min(lenience * 2, 16) }

    /// How far the clock may have gone at the very worst in so many seconds without a pulse, s.
    func reach(in seconds: Double) -> Double { scale * Self.farthest * seconds }

    /// Beyond so many standard deviations chance does not reach in ten years of blocks.
    private static let width = 7.0
    /// The part of the stamps' noise that does not average out, and how far a receiver's pulse wanders honestly, s.
    private static let lasting = 0.5
    private static let wander = 50e-9

    /// The largest change of frequency that this oscillator can show.
    /// - Parameters:
    ///   - length: of the blocks whose phases make up the two frequencies, s; `count`: the phases in a block.
    ///   - apart: between the two, s.
    ///   - variance: of a phase, s².
    func limit(length: Double, count: Double, apart: Double, variance: Double) -> Double {
        let scale = scale
        let calm = OscillatorNoise.calm(scale: max(noise, 0.01))
        let stamps = 4 * variance / (count * length * length)
        let all = stamps + 1.4 * calm.white / length + calm.walk * apart
        let odd = (Self.lasting * variance.squareRoot() + Self.wander) / length
        return Self.width * all.squareRoot() + odd + scale * min(Self.fastest * apart, Self.farthest)
    }
}
