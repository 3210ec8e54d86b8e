// SPDX-License-Identifier: Apache-2.0

import Testing

@testable import TimeKeeping

@Suite struct `The law of an oscillator` {
    private func law(_ oscillator: SyntheticOscillator, _ count: Int = 6 * 52, leavingOut gap: Range<Int> = 0..<0)
        -> OscillatorLaw
    {
        OscillatorLaw(oscillator.samples(count, leavingOut: gap), length: 600)
    }

    @Test func `is found in a quiet history, with its signs`() throws {
        for (drift, coefficient) in [(24.0, -3.0), (-24.0, 3.0)] {
            let law = law(.init(drift: drift, coefficient: coefficient, size: 0.1, swing: 2))
            let (found, warmth) = (try #require(law.drift), try #require(law.temperature))
            #expect((found.value - drift).magnitude < 0.1 && found.margin < 0.1 && found.doubt == nil)
            #expect((warmth.value - coefficient).magnitude < 0.1 && warmth.margin < 0.1 && warmth.doubt == nil)
            #expect(law.samples == 312 && law.span == 52 * 3600)
            #expect(try #require(law.temperatureSpan) > 3.9)
            #expect((0.08...0.12).contains(try #require(law.residual)))
        }
    }

    /// Of 100 histories 95 ± 2 are expected; of noises that are of several kinds at once, a few fewer.
    @Test(arguments: SyntheticOscillator.Noise.allCases)
    func `lies within its margins as often as they say, whatever the noise`(_ noise: SyntheticOscillator.Noise) throws {
        var (drifts, warmths) = (0, 0)
        for seed in UInt64(1)...100 {
            let oscillator = SyntheticOscillator(
                drift: 10, coefficient: 2, noise: noise, seed: seed, size: 0.5, swing: 1.5)
            let law = law(oscillator, 6 * 18)
            let (drift, warmth) = (try #require(law.drift), try #require(law.temperature))
            if (drift.value - 10).magnitude <= drift.margin { drifts += 1 }
            if (warmth.value - 2).magnitude <= warmth.margin { warmths += 1 }
        }
        let least = noise == .both ? 85 : 90
        #expect(drifts >= least, "\(drifts) of 100")
        #expect(warmths >= least, "\(warmths) of 100")
    }

    @Test func `is no better known than the noise lets it, however many samples there are`() throws {
        let quiet = try #require(law(.init(drift: 10, noise: .white)).drift)
        let walking = try #require(law(.init(drift: 10, noise: .walk)).drift)
        #expect(walking.margin > 5 * quiet.margin)
        // A walk of 0.5 each ten minutes takes a drift of 10 a day along by 4 in two days: ± 8 in 95 of 100.
        #expect(walking.doubt == .tooUncertain)
    }

    @Test func `is not told from less than six hours, nor from few samples`() throws {
        let oscillator = SyntheticOscillator(drift: 240, size: 0.01)
        #expect(try #require(law(oscillator, 35).drift).doubt == .tooShort)
        #expect(try #require(law(oscillator, 36).drift).doubt == nil)
        let sparse = oscillator.samples(200).filter { $0.index % 10 == 0 }
        #expect(OscillatorLaw(sparse, length: 600).drift == nil)
        #expect(law(oscillator, 7).drift == nil && law(oscillator, 0).drift == nil)
        #expect(OscillatorLaw([], length: 600).span == 0)
    }

    @Test func `says nothing of temperature where none is measured, or it does not change`() throws {
        #expect(law(.init(drift: 10)).temperature == nil && law(.init(drift: 10)).temperatureSpan == nil)
        let steady = law(.init(drift: 10, coefficient: 5, size: 0.01, swing: 0.1))
        #expect(try #require(steady.temperature).doubt == .tooSteady)
        #expect(try #require(steady.drift).doubt == nil)
        let constant = (0..<100).map { OscillatorLaw.Sample(index: $0, frequency: Double($0 % 3), temperature: 30) }
        #expect(try #require(OscillatorLaw(constant, length: 600).temperature).doubt == .tooSteady)
    }

    @Test func `a drift that is nothing is known to be nothing`() throws {
        let drift = try #require(law(.init(drift: 0, size: 0.05)).drift)
        #expect(drift.doubt == nil && drift.value.magnitude <= 1 && drift.margin <= 1)
    }

    @Test func `bridges a gap, in which the clock was off or had no reference`() throws {
        for noise in [SyntheticOscillator.Noise.white, .walk] {
            let oscillator = SyntheticOscillator(drift: 50, noise: noise, size: 0.2)
            let drift = try #require(law(oscillator, 400, leavingOut: 100..<200).drift)
            #expect((drift.value - 50).magnitude <= drift.margin * 1.5)
            #expect(drift.doubt == nil)
        }
    }

    @Test func `a jump of the frequency is not taken for a drift`() throws {
        var samples = SyntheticOscillator(drift: 5, noise: .walk, size: 0.05).samples(400)
        for place in 200..<400 { samples[place].frequency += 300 }
        samples[77].frequency -= 1000
        let drift = try #require(OscillatorLaw(samples, length: 600).drift)
        #expect((drift.value - 5).magnitude <= drift.margin * 1.5)
        #expect(drift.doubt == nil)
    }

    @Test func `a history without any noise is no trouble`() throws {
        let samples = (0..<100).map { OscillatorLaw.Sample(index: $0, frequency: 1500) }
        let drift = try #require(OscillatorLaw(samples, length: 600).drift)
        #expect(drift.value.magnitude < 1e-6 && drift.margin < 1e-3)
    }
}
