// SPDX-License-Identifier: Apache-2.0

import TimeKeeping

/// A history whose law is known.
struct SyntheticOscillator {
    enum Noise: CaseIterable {
        case white, walk, both, flicker, wandering
    }

    var drift = 0.0
    var coefficient = 0.0
    var noise = Noise.white
    var seed: UInt64 = 1
    /// Of the noise, parts per 10⁹: a sample's, or from one to the next.
    var size = 0.5
    /// Half the day's swing, K; `nil`: no temperature is measured.
    var swing: Double?

    /// Ten minutes each.
    func samples(_ count: Int, leavingOut gap: Range<Int> = 0..<0) -> [OscillatorLaw.Sample] {
        var random = SplitMix64(state: seed &* 7919)
        let noises = noises(count, &random)
        return (0..<count).compactMap { index in
            guard !gap.contains(index) else { return nil }
            let temperature = swing.map { 40 + $0 * Self.triangle(index) + 0.05 * random.normal() }
            let law = 12_034 + drift * Double(index) / 144 + coefficient * ((temperature ?? 40) - 25)
            return OscillatorLaw.Sample(index: index, frequency: law + noises[index], temperature: temperature)
        }
    }

    /// −1 ... 1 over a day.
    private static func triangle(_ index: Int) -> Double {
        let phase = Double(index % 144) / 144
        return phase < 0.5 ? 4 * phase - 1 : 3 - 4 * phase
    }

    private func noises(_ count: Int, _ random: inout SplitMix64) -> [Double] {
        let white = (0..<count).map { _ in size * random.normal() }
        let steps = (0..<count).map { _ in size * random.normal() }
        switch noise {
        case .white: return white
        case .walk: return Self.filtered(steps, memory: 1)
        case .both: return zip(white, Self.filtered(steps, memory: 1)).map { $0 * 3 + $1 }
        case .wandering: return Self.filtered(steps, memory: 0.95)
        case .flicker:
            // Wanderings of many lengths together are nearly flicker.
            let parts = [0.0, 0.7, 0.91, 0.973, 0.992, 0.9976, 0.9993].map { memory in
                let steps = (0..<count).map { _ in size * (1 - memory * memory).squareRoot() * random.normal() }
                return Self.filtered(steps, memory: memory, start: size * random.normal())
            }
            return (0..<count).map { index in parts.reduce(0) { $0 + $1[index] } }
        }
    }

    private static func filtered(_ steps: [Double], memory: Double, start: Double = 0) -> [Double] {
        var last = start
        return steps.map { step in
            last = memory * last + step
            return last
        }
    }
}
