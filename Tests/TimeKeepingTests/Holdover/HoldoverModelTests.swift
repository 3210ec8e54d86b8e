// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

@Suite struct HoldoverModelTests {
    @Test func `a day's swing that was seen is carried on through the next`() {
        var cellar = Cellar()
        cellar.walkSize = 3e-11
        cellar.run(hours: 26)
        cellar.run(hours: 24, lost: true)
        // Its last frequency would have led it 8 ms away.
        #expect(cellar.error < 1e-3)
        #expect(cellar.error < 4 * cellar.deviation)
        #expect(cellar.deviation < 4e-3)
    }

    @Test func `weather is told from what lasts`() {
        var cellar = Cellar(seed: 7)
        cellar.weatherSize = 1e-7
        cellar.run(hours: 26)
        #expect(cellar.model.weights[1] + cellar.model.weights[2] > 0.6)
        var calm = Cellar(seed: 8)
        calm.run(hours: 26)
        #expect(calm.model.weights[1] < 0.01)
    }

    @Test(arguments: [2.9e-11, 2.9e-10, 2.9e-9])
    func `how fast the frequency walks is learned`(size: Double) {
        var cellar = Cellar()
        (cellar.walkSize, cellar.swing) = (size, 0)
        cellar.run(hours: 12)
        #expect((0.5...2).contains(cellar.model.walk / (size * size)))
    }

    @Test func `before a day was seen its swing is allowed for`() {
        var (early, late) = (Cellar(), Cellar())
        early.run(hours: 3)
        early.run(hours: 12, lost: true)
        late.run(hours: 26)
        late.run(hours: 12, lost: true)
        #expect(early.deviation > 3 * late.deviation)
        #expect(early.error < 4 * early.deviation)
    }

    @Test func `a manoeuvre is not taken for a part of the day`() {
        var cellar = Cellar()
        cellar.walkSize = 3e-11
        cellar.run(hours: 25)
        cellar.shift(by: 5e-7)
        cellar.run(hours: 1)
        cellar.run(hours: 12, lost: true)
        #expect(cellar.error < 2e-3)
        #expect(cellar.error < 4 * cellar.deviation)
    }

    @Test func `it promises no less than it will say`() {
        var cellar = Cellar()
        cellar.run(hours: 26)
        let (outlook, now) = (cellar.model.outlook, cellar.deviation)
        for hour in 1...12 {
            cellar.run(hours: 1, lost: true)
            let t = Double(hour) * 3600
            let promised = now + t * (outlook.growth + outlook.wander * t.squareRoot())
            #expect(cellar.deviation < promised * 1.01)
            if hour == 12 { #expect(promised < 1.5 * cellar.deviation) }
        }
    }

    @Test func `nor does it in the midst of an outage, or much more`() {
        var cellar = Cellar()
        cellar.run(hours: 26)
        cellar.run(hours: 4, lost: true)
        let (outlook, now) = (cellar.model.outlook, cellar.deviation)
        for hour in 1...8 {
            cellar.run(hours: 1, lost: true)
            let t = Double(hour) * 3600
            let promised = now + t * (outlook.growth + outlook.wander * t.squareRoot())
            #expect((0.99...1.6).contains(promised / cellar.deviation), "\(hour): \(promised / cellar.deviation)")
        }
    }
}
