// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import Testing
import TimeBase

struct ThermometerTests {
    private func readings(_ seconds: Double, _ change: (inout Scene) -> Void = { _ in }) -> [(
        at: Double, celsius: Double
    )] {
        let board = SimulatedBoard(
            scene { scene in
                scene.oscillator.dailySwing = 3e-7
                scene.thermometer = ThermometerModel()
                change(&scene)
            })
        var readings: [(at: Double, celsius: Double)] = []
        for event in board.events(until: seconds) {
            if case .temperature(let celsius) = event.kind {
                readings.append((event.at.sinceEpoch.realSeconds, celsius))
            }
        }
        return readings
    }

    @Test func `A reading comes every four seconds, in whole steps of the sensor`() {
        let all = readings(60)
        #expect(all.map(\.at) == stride(from: 4.0, to: 60, by: 4).map(\.self))
        #expect(all.allSatisfy { ($0.celsius * 16).rounded() == $0.celsius * 16 })
    }

    @Test func `It shows the warmth that moves the oscillator, within its noise`() {
        var model = ThermometerModel()
        (model.noise, model.coefficient, model.interval) = (0.05, -2e-7, .seconds(60))
        let all = readings(7200) { $0.thermometer = model }
        var swinging = OscillatorModel()
        swinging.dailySwing = 3e-7
        var oscillator = Oscillator(swinging, seed: 1)
        var worst = 0.0
        for reading in all {
            while Double(oscillator.second) < reading.at { oscillator.advance() }
            worst = max(worst, (reading.celsius - 25 - oscillator.thermal / -2e-7).magnitude)
        }
        #expect(all.count == 119)
        #expect(worst < 5 * 0.05 + 0.0625)
        #expect((all[118].celsius - all[0].celsius).magnitude > 0.3)
    }

    @Test func `Without one nothing is read`() { #expect(readings(60) { $0.thermometer = nil }.isEmpty) }
}
