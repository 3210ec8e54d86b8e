// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

@Suite struct OscillatorFactsTests {
    @Test func `nothing is said to be learned before anything was heard`() {
        #expect(Discipline().learned == nil)
    }

    @Test func `the noise of oscillator and pulse is told`() throws {
        var loop = Loop()
        _ = loop.run(3600)
        let facts = try #require(loop.discipline.learned)
        #expect((0.5e-9...2e-9).contains(facts.whiteNoise))
        #expect((0.5e-8...2e-8).contains(facts.walkNoise))
        #expect((85e-9...115e-9).contains(facts.jitter))
        #expect((3400...3600).contains(facts.heard))
        #expect(facts.warmth == nil && !facts.hasThermometer && facts.shares.aided == 0)
        #expect((facts.shares.lasting + facts.shares.weather - 1).magnitude < 1e-9)
    }

    @Test func `the day's swing and the rehearsals are told`() {
        var cellar = Cellar()
        cellar.swing = 1e-6
        cellar.run(hours: 54)
        let (swing, stretches) = (cellar.model.swing, cellar.model.stretches)
        #expect((swing.value - 1e-6).magnitude < 4 * swing.deviation && swing.deviation < 2e-7)
        #expect((40...54).contains(stretches.short.count) && stretches.short.span == 3600)
        #expect((6...13).contains(stretches.middle.count) && (1...4).contains(stretches.long.count))
        #expect(stretches.short.factor >= 1 && stretches.long.factor < 3)
    }

    @Test func `what a kelvin does is told, and still known when the thermometer is gone`() throws {
        var cellar = Cellar()
        (cellar.hasThermometer, cellar.weatherSize) = (true, 5e-7)
        cellar.run(hours: 26)
        let warmth = try #require(cellar.model.warmth)
        // The thermometer is smoothed, and in this cellar read twice a minute only: that leans towards too little.
        #expect((0.7e-7...1.15e-7).contains(warmth.value), "\(warmth)")
        #expect(warmth.deviation < 1e-8)
        #expect(cellar.model.shares.aided > 0.9)
        cellar.hasThermometer = false
        cellar.run(hours: 1)
        #expect(cellar.model.shares.aided == 0)
        #expect((try #require(cellar.model.warmth).value - warmth.value).magnitude < 1e-8)
    }
}
