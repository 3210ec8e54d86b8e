// SPDX-License-Identifier: Apache-2.0

import Testing
import TimeBase

@testable import TimeKeeping

/// One kind of receiver, and what must become of its pulse's label.
struct ReceiverCase: CustomTestStringConvertible, Sendable {
    enum Wanted: Sendable { case right, ambiguous, never }

    var testDescription: String
    var latency: Double
    var jitter = 0.005
    var lie: Int64 = 0
    var rate = 1
    var phase = 0.0
    var forecasts = false
    var window: ClosedRange<Duration>?
    var statedOffset = Duration.zero
    var wanted = Wanted.right
}

@Suite struct PulseLabelerTests {
    static let cases: [ReceiverCase] = [
        ReceiverCase(testDescription: "prompt", latency: 0.05),
        ReceiverCase(testDescription: "slow", latency: 0.6, jitter: 0.05),
        ReceiverCase(testDescription: "just before the next pulse, nobody knows", latency: 0.97, wanted: .ambiguous),
        ReceiverCase(
            testDescription: "late, more than a second, known to be", latency: 1.3,
            window: .milliseconds(1000) ... .milliseconds(1800)),
        ReceiverCase(
            testDescription: "straddling the next pulse, known to", latency: 1.0, jitter: 0.08,
            window: .milliseconds(600) ... .milliseconds(1400)),
        ReceiverCase(
            testDescription: "straddling the next pulse, nobody knows", latency: 1.0, jitter: 0.08, wanted: .ambiguous),
        ReceiverCase(
            testDescription: "early, known to be", latency: -0.2, window: .milliseconds(-500) ... .milliseconds(100)),
        ReceiverCase(testDescription: "late, more than a second, announced", latency: 1.3, forecasts: true),
        ReceiverCase(testDescription: "early, announced", latency: -0.2, forecasts: true),
        ReceiverCase(testDescription: "straddling, announced", latency: 1.0, jitter: 0.08, forecasts: true),
        ReceiverCase(testDescription: "one second off, known to be", latency: 0.2, lie: 1, statedOffset: .seconds(-1)),
        ReceiverCase(testDescription: "five times a second", latency: 0.08, rate: 5),
        ReceiverCase(testDescription: "ten times a second", latency: 0.04, rate: 10),
        ReceiverCase(testDescription: "epochs off the second", latency: 0.3, phase: 0.437),
        ReceiverCase(testDescription: "without any rhythm", latency: 0.5, jitter: 0.5, wanted: .ambiguous),
    ]

    @Test(arguments: cases)
    func `the label is right, or it is said that there is none`(receiver: ReceiverCase) {
        var settings = TimekeepingSettings()
        settings.labelling.statedOffset = receiver.statedOffset
        if let window = receiver.window { settings.labelling.latency = window }
        var world = World(settings: settings, clockWrongBy: .seconds(77))
        world.receiver.latency = receiver.latency
        world.receiver.latencyJitter = receiver.jitter
        world.receiver.lie = receiver.lie
        world.receiver.rate = receiver.rate
        world.receiver.phase = receiver.phase
        world.receiver.forecasts = receiver.forecasts
        world.run(60)
        switch receiver.wanted {
        case .right:
            #expect(world.keeper.marked == World.start + .seconds(world.second - 1))
            #expect(world.phase == .locked)
            #expect(world.error.magnitude < 1e-6)
        case .ambiguous:
            #expect(world.keeper.marked == nil)
            switch world.reason {
            case .messagesDisagree: break
            case .messagesEarly(let time): #expect((time - .milliseconds(30)).magnitude < .milliseconds(20))
            default: Issue.record("\(world.reason)")
            }
            #expect(world.keeper.conditions.contains(.labelAmbiguous))
            #expect(world.steps == 0)
        case .never: #expect(world.keeper.marked == nil)
        }
    }

    @Test func `the clock's own opinion never makes a label`() {
        var world = World(clockWrongBy: .zero)
        world.receiver.isSpeaking = false
        world.run(120)
        #expect(world.keeper.marked == nil)
    }

    @Test func `a pulse twice a second has no label`() {
        var world = World()
        world.pulse.ghosts = [0.5]
        world.run(30)
        #expect(world.keeper.marked == nil)
        #expect(world.keeper.conditions.contains(.labelAmbiguous))
    }

    @Test func `a wrong message among the first does not win`() {
        var world = World(clockWrongBy: .zero)
        world.receiver.lie = 604_800
        world.run(2)
        world.receiver.lie = 0
        #expect(world.run(until: .locked, limit: 40) != nil)
        #expect(world.error.magnitude < 1e-6)
    }

    @Test func `a latency that drifts over an hour is followed, and the label stays`() {
        var world = World()
        for _ in 0..<600 {
            world.receiver.latency += 0.001
            world.run(1)
        }
        #expect(world.phase == .locked)
        #expect(world.keeper.marked == World.start + .seconds(world.second - 1))
    }
}
