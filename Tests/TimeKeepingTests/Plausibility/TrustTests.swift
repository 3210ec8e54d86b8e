// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import TimeKeeping

/// What the timekeeper does about a source that is not plausible.
@Suite struct TrustTests {
    /// Locked for long enough that drags are judged.
    private static let settled = settle(TimekeepingSettings())

    private static func settle(_ settings: TimekeepingSettings) -> World {
        var world = World(settings: settings)
        #expect(world.run(until: .locked) != nil)
        world.run(1900)
        return world
    }

    private func locked(_ change: (inout TimekeepingSettings) -> Void) -> World {
        var settings = TimekeepingSettings()
        change(&settings)
        return Self.settle(settings)
    }

    private func drag(_ world: inout World, by rate: Double, for seconds: Int) -> Int? {
        var after: Int?
        for k in 0..<seconds {
            world.pulse.late += rate
            world.run(1)
            if after == nil, world.keeper.implausibility != nil { after = k }
        }
        return after
    }

    @Test(arguments: [400e-9, 1e-6, -1e-6, 2e-6, 10e-6, -10e-6])
    func `a pulse that drags is left, and what it taught forgotten`(rate: Double) throws {
        var world = Self.settled
        let found = drag(&world, by: rate, for: 120)
        #expect(try #require(found) <= 25)
        #expect(world.phase == .holdover)
        #expect(world.keeper.conditions.contains(.implausible))
        // A first-day bound of a crystal is wide; the clock itself stays where it was.
        #expect(world.error.magnitude < 2e-6)
        let kind = try #require(world.keeper.implausibility).kind
        #expect(world.notes.contains { if case .implausibleBegan(kind, _) = $0 { true } else { false } })
        world.pulse.late = 0
        #expect(world.run(until: .locked, limit: 90) != nil)
        #expect(world.keeper.implausibility == nil)
        #expect(!world.keeper.conditions.contains(.implausible))
        #expect(world.notes.contains(.implausibleEnded(kind)))
        world.run(60)
        #expect(world.error.magnitude < 1e-6)
    }

    @Test func `a drag that goes on is not followed again, however wide the bound has become`() {
        var world = Self.settled
        _ = drag(&world, by: 400e-9, for: 900)
        #expect(world.phase == .holdover)
        #expect(world.keeper.implausibility?.kind == .drag)
        #expect(world.error.magnitude < 100e-6)
        world.command(.reacquire)
        #expect(world.keeper.implausibility == nil)
        #expect(world.run(until: .locked, limit: 120) != nil)
    }

    @Test func `a drag is no more than said where that is the policy, and nothing where it is not watched for`() {
        var alarmed = locked { $0.trust.drag = .alarm }
        let found = drag(&alarmed, by: 500e-9, for: 60)
        #expect(found != nil && alarmed.phase == .locked)
        #expect((alarmed.error + alarmed.pulse.late).magnitude < 2e-6)
        var off = locked { $0.trust.drag = .off }
        #expect(drag(&off, by: 500e-9, for: 60) == nil && off.phase == .locked)
    }

    @Test func `a pulse that comes back from an outage elsewhere is not followed`() {
        var world = Self.settled
        world.pulse.isPresent = false
        world.run(20)
        world.pulse.late = 900e-6
        world.pulse.isPresent = true
        world.run(60)
        #expect(world.phase == .holdover)
        #expect(world.keeper.implausibility?.kind == .jump)
        #expect(world.keeper.conditions.contains(.pulseContradicts))
        #expect(world.error.magnitude < 5e-6)
        world.pulse.late = 0
        #expect(world.run(until: .locked, limit: 20) != nil)
    }

    @Test func `a receiver that replays the past is not believed at a start`() {
        var settings = TimekeepingSettings()
        settings.trust.earliest = World.start
        var world = World(settings: settings)
        world.receiver.lie = -86_400
        #expect(world.run(until: .locked, limit: 120) == nil)
        #expect(world.phase == .acquiring)
        guard case .implausible(.past, let figure) = world.reason else {
            Issue.record("\(world.reason)")
            return
        }
        #expect((figure - 86_400).magnitude < 130)
        world.receiver.lie = 0
        #expect(world.run(until: .locked, limit: 60) != nil)
        #expect(world.keeper.implausibility == nil)
    }

    @Test func `an operator knows better how early it is`() {
        var settings = TimekeepingSettings()
        settings.trust.earliest = World.start
        var world = World(settings: settings)
        world.receiver.lie = -86_400
        world.run(30)
        world.command(.reacquire)
        #expect(world.run(until: .locked, limit: 60) != nil)
    }

    /// Claims that tell of a place and of strengths.
    private func hear(_ keeper: inout Timekeeper, seconds: Range<Int>, north: Double, deviation: Double) {
        for second in seconds {
            let at = MonotonicInstant(sinceEpoch: .seconds(1000 + second))
            var claim = TimeClaim(time: World.start + .seconds(second), arrival: at, isValid: true)
            claim.place = AntennaPlace(latitude: 50 + north / 111_320, longitude: 7, height: 100)
            claim.spread = SignalSpread(satellites: 10, deviation: deviation, elevations: 60)
            keeper.hear(claim)
        }
    }

    @Test(arguments: [TimekeepingSettings.Trust.Answer.alarm, .holdover, .off])
    func `an antenna elsewhere and uniform satellites are said within two minutes`(
        answer: TimekeepingSettings.Trust.Answer
    ) {
        var settings = TimekeepingSettings()
        (settings.trust.position, settings.trust.uniformity) = (answer, answer)
        let now = MonotonicInstant(sinceEpoch: .seconds(1000))
        var keeper = Timekeeper(settings: settings, relation: UTCRelation(taiMinusUTC: 37), at: now)
        hear(&keeper, seconds: 0..<3650, north: 0, deviation: 4)
        #expect(keeper.implausibility == nil)
        hear(&keeper, seconds: 3650..<3740, north: 70, deviation: 4)
        #expect(keeper.implausibility?.kind == (answer == .off ? nil : .position))
        hear(&keeper, seconds: 3740..<3900, north: 0, deviation: 4)
        #expect(keeper.implausibility == nil)
        hear(&keeper, seconds: 3900..<4025, north: 0, deviation: 0.4)
        #expect(keeper.implausibility?.kind == (answer == .off ? nil : .uniformity))
        #expect((keeper.trustHindrance != nil) == (answer == .holdover))
    }

    @Test func `the slowest drag that is seen is stated`() throws {
        let visible = try #require(Self.settled.keeper.slowestVisibleDrag)
        // Fifty nanoseconds of noise, and an oscillator that is not known for a day yet.
        #expect(visible > 50e-9 && visible < 400e-9)
    }
}
