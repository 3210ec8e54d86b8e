// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import SimulatedBoard

struct OscillatorTests {
    private func phases(_ seconds: Int, seed: UInt64 = 11, _ change: (inout OscillatorModel) -> Void) -> [Double] {
        var model = OscillatorModel()
        change(&model)
        var oscillator = Oscillator(model, seed: seed)
        return (0..<seconds).map { _ in
            defer { oscillator.advance() }
            return oscillator.phase
        }
    }

    /// Overlapping Allan deviation of phases one second apart (NIST SP 1065, 5.2.4).
    private func allan(_ x: [Double], _ tau: Int) -> Double {
        let count = x.count - 2 * tau
        var sum = 0.0
        for i in 0..<count {
            let second = x[i + 2 * tau] - 2 * x[i + tau] + x[i]
            sum += second * second
        }
        return (sum / (2 * Double(count))).squareRoot() / Double(tau)
    }

    @Test("White FM falls as the square root of time", arguments: [1, 4, 16, 64])
    func white(tau: Int) {
        let expected = 1e-9 / Double(tau).squareRoot()
        let measured = allan(phases(40_000) { $0.whiteAt1s = 1e-9 }, tau)
        #expect(abs(measured / expected - 1) < 0.1)
    }

    @Test("Random-walk FM grows as the square root of time", arguments: [64, 256, 900])
    func walk(tau: Int) {
        let expected = 1e-8 * (Double(tau) / 3600).squareRoot()
        let measured = allan(phases(120_000) { $0.walkAt1h = 1e-8 }, tau)
        #expect(abs(measured / expected - 1) < 0.2)
    }

    @Test("Flicker FM is flat", arguments: [8, 32, 128, 256])
    func flicker(tau: Int) {
        let measured = allan(phases(60_000) { $0.flickerFloor = 1e-9 }, tau)
        #expect(abs(measured / 1e-9 - 1) < 0.15)
    }

    @Test func `Ageing and a day's swing are as large as they are said to be`() {
        let aged = phases(86_401) { $0.ageingPerDay = 1e-8 }
        #expect(abs((aged[86_400] - aged[86_399]) / 1e-8 - 1) < 1e-3)
        let swung = phases(86_401) { $0.dailySwing = 3e-7 }
        let rates = zip(swung.dropFirst(), swung).map { $0 - $1 }
        let (low, high) = (rates.min() ?? 0, rates.max() ?? 0)
        #expect(abs((high - low) / 6e-7 - 1) < 1e-3)
    }

    @Test func `Weather has the RMS and the memory that are asked for`() {
        let hours = phases(200_000) { ($0.weather, $0.weatherCorrelation) = (1e-7, 100) }
        let rates = zip(hours.dropFirst(), hours).map { $0 - $1 }
        #expect(abs(rms(rates) / 1e-7 - 1) < 0.1)
        let lagged = zip(rates.dropFirst(100), rates).map { $0 * $1 }.reduce(0, +) / Double(rates.count - 100)
        #expect(abs(lagged / 1e-14 - 0.368) < 0.1)
    }

    @Test func `A perfect oscillator stays where it was put`() {
        var oscillator = Oscillator(OscillatorModel(), phase: 0.25, seed: 1)
        for _ in 0..<100 { oscillator.advance() }
        #expect(oscillator.phase == 0.25 && oscillator.second == 100)
    }
}
