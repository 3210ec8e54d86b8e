// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct ThermometerTests {
    @Test func `what temperature does is learned, and weather followed by it`() {
        var (aided, blind) = (Cellar(seed: 3), Cellar(seed: 3))
        aided.hasThermometer = true
        (aided.weatherSize, blind.weatherSize) = (1e-7, 1e-7)
        aided.run(hours: 26)
        blind.run(hours: 26)
        aided.run(hours: 12, lost: true)
        blind.run(hours: 12, lost: true)
        #expect(aided.error < 4e-3)
        #expect(aided.error < 4 * aided.deviation)
        #expect(aided.deviation < 0.7 * blind.deviation)
    }

    @Test func `a thermometer that dies in an outage leaves a clock that knows less`() {
        var cellar = Cellar(seed: 4)
        (cellar.hasThermometer, cellar.weatherSize) = (true, 1e-7)
        cellar.run(hours: 26)
        var alive = cellar
        for hours in [2.0, 6] {
            cellar.run(hours: hours, lost: true)
            alive.run(hours: hours, lost: true)
            cellar.hasThermometer = false
        }
        #expect(cellar.error < 4 * cellar.deviation)
        #expect(cellar.deviation > 1.5 * alive.deviation)
    }

    @Test func `nonsense is ignored`() {
        var thermometer = Thermometer()
        for _ in 0..<100 {
            thermometer.pass(1)
            thermometer.hear(30)
        }
        for nonsense in [Double.nan, .infinity, -273, 1000, 85] {
            thermometer.pass(1)
            thermometer.hear(nonsense)
            #expect(thermometer.latest == 5)
        }
        thermometer.pass(300)
        #expect(!thermometer.isUsable)
    }
}
