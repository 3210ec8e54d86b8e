// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

/// What was doubted must not be learned from later, and no doubt may last for ever.
@Suite struct DoubtsEndTests {
    private func discipline(believing measurements: Int) -> Discipline {
        var discipline = Discipline()
        for _ in 0..<measurements { _ = discipline.update(measured: .zero, mayStep: false) }
        return discipline
    }

    @Test func `what was learned in a doubt is no earlier discipline of a later one`() throws {
        var earlier = EarlierDisciplines()
        var believed = discipline(believing: 10)
        earlier.note(believed, at: 1000, control: 0)
        for second in 1001...1040 {
            _ = believed.update(measured: .zero, mayStep: false)
            earlier.note(believed, at: Double(second), control: 0)
        }
        let led = try #require(earlier.carried(from: 1035, to: 1100, control: 0))
        #expect(led.0.believed > 10)
        earlier.forget(after: 1010)
        let clean = try #require(earlier.carried(from: 1035, to: 1100, control: 0))
        #expect(clean.0.believed == 10 && clean.0.age == 100)
    }

    @Test func `a clock left by a drag keeps nothing of what the drag taught`() throws {
        var world = World()
        #expect(world.run(until: .locked) != nil)
        world.run(1900)
        while world.keeper.implausibility == nil {
            world.pulse.late += 1e-6
            world.run(1)
        }
        let keeper = world.keeper
        let now = keeper.trust.time
        let (kept, _) = try #require(
            keeper.trust.earlier.carried(from: now, to: now + 1, control: keeper.trust.control))
        #expect((kept.frequency - keeper.discipline.frequency).magnitude < 20e-9)
    }

    @Test func `what the budget was spent on is followed, and what is doubted after that is not`() {
        var settings = TimekeepingSettings.Trust()
        settings.position = .holdover
        var trust = TrustWatch(policy: settings)
        let now = MonotonicInstant(sinceEpoch: .zero)
        trust[.position] = Implausibility(kind: .position, since: now, figure: 100)
        #expect(trust.refusal?.kind == .position)
        trust.spend()
        #expect(trust.refusal == nil && trust.worst?.kind == .position)
        trust[.drag] = Implausibility(kind: .drag, since: now, figure: 1e-6)
        #expect(trust.refusal?.kind == .drag)
        trust[.drag] = nil
        trust[.position] = nil
        trust[.position] = Implausibility(kind: .position, since: now, figure: 100)
        #expect(trust.refusal?.kind == .position)
    }

    @Test func `signals that flicker for ever after they did harm do not keep the clock from its pulse for ever`() {
        var settings = TimekeepingSettings()
        settings.holdover.longest = .seconds(100)
        var world = World(settings: settings)
        world.receiver.signal = SignalFacts(strength: 44)
        #expect(world.run(until: .locked) != nil)
        world.run(300)
        world.receiver.signal.strength = 30
        world.run(2)
        world.receiver.isValid = false
        world.run(5)
        world.receiver.isValid = true
        for second in 0..<200 {
            world.receiver.signal.strength = second % 8 < 4 ? 44 : 30
            world.run(1)
        }
        #expect(world.phase == .locked)
        #expect(world.error.magnitude < 1e-6)
    }

    @Test func `a receiver of which each second's last word is no fix does not leave its clock deaf for ever`() {
        var world = World()
        world.receiver.rate = 2
        #expect(world.run(until: .locked) != nil)
        world.run(300)
        world.everyOtherIsInvalid = true
        for _ in 0..<400 {
            world.oscillator += 2e-11
            world.run(1)
        }
        #expect(world.phase == .locked)
        #expect(world.error.magnitude < 300e-9 && world.worstRatio < 1)
    }
}
