// SPDX-License-Identifier: Apache-2.0

public import TimeKeeping

extension OscillatorFacts {
    /// Of two days with a crystal that weather moves.
    public static let learned = OscillatorFacts(
        whiteNoise: 1.04e-9, walkNoise: 9.7e-9, change: -2.4e-7, swing: Figure(3.1e-7, deviation: 2.5e-8),
        warmth: Figure(-1.02e-7, deviation: 3e-9), hasThermometer: true,
        shares: Shares(lasting: 0.004, weather: 0.146, aided: 0.85),
        stretches: Stretches(
            Stretch(span: 3600, factor: 1, count: 44), Stretch(span: 14_400, factor: 1.25, count: 10.5),
            Stretch(span: 57_600, factor: 1.4, count: 1.9)),
        jitter: 3.2e-8, heard: 172_800)
}
