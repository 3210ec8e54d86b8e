// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import SimulatedBoard
import StillAppliance
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `What the receiver says of itself` {
    private func told(_ script: [Scene.Cue] = [], _ model: ReceiverModel? = nil, after seconds: Int) -> ReceiverFacts {
        var world = World(script: script, language: model)
        world.run(until: seconds)
        return ReceiverFacts(world.loop.engine.facts, device: "simulated")
    }

    @Test func `reaches those who look at it`() throws {
        let facts = told(after: 100)
        #expect((facts.antenna, facts.jamming, facts.spoofing) == ("ok", "ok", "none"))
        #expect(facts.timeAccuracy == .nanoseconds(12))
        #expect(facts.leap == LeapNoticeFacts(gpsMinusUTC: 18, isVouched: true))
        let survey = try #require(facts.survey)
        #expect(survey.active && !survey.valid && (70...90).contains(survey.elapsedSeconds))
        #expect(survey.accuracyMetres > 0.8 && survey.accuracyMetres < 1)
        #expect(survey.text.hasPrefix("running for ") && survey.text.hasSuffix(" m so far"))
    }

    @Test func `ends its survey, and keeps it while the antenna is off`() throws {
        let survey = try #require(told([Scene.Cue(at: .seconds(330), .antennaOff)], after: 400).survey)
        #expect(!survey.active && survey.valid && survey.elapsedSeconds == 300)
        #expect(survey.text == "done, 0.5 m after 5 min")
    }

    @Test func `is that it is jammed or deceived`() {
        let script = [
            Scene.Cue(at: .seconds(40), .interfere(.warning)), Scene.Cue(at: .seconds(40), .feign(.multiple)),
        ]
        let facts = told(script, after: 45)
        #expect((facts.jamming, facts.spoofing) == ("warning", "multiple"))
        let over = told(script + [Scene.Cue(at: .seconds(50), .feign(.none))], after: 55)
        #expect((over.jamming, over.spoofing) == ("warning", "none"))
    }

    @Test func `is a leap second that is announced`() throws {
        let leap = UTCRelation.Leap(at: World.start + .seconds(86_400 * 61 + 1), change: 1)
        let facts = told([Scene.Cue(at: .seconds(30), .announceLeap(leap))], after: 60)
        #expect(facts.leap?.next?.change == 1)
    }

    @Test func `is nothing where it speaks NMEA`() {
        let facts = told([], ReceiverModel(.nmea, baud: 115_200), after: 60)
        #expect(facts.spoofing == nil && facts.survey == nil && facts.timeAccuracy == nil && facts.leap == nil)
        #expect(facts.satellitesUsed > 4)
    }

    @Test func `is in the status`() throws {
        var snapshot = ApplianceSnapshot.quiet
        snapshot.receiver.timeAccuracy = .nanoseconds(12)
        snapshot.receiver.survey = SurveyFacts(
            active: true, valid: false, elapsedSeconds: 720, observations: 700, accuracyMetres: 1.84)
        snapshot.receiver.leap = LeapNoticeFacts(
            gpsMinusUTC: 17, isVouched: true, next: snapshot.state.utc.next ?? ApplianceSnapshot.locked.state.utc.next)
        let receiver = StatusReport(snapshot).receiver
        #expect(receiver.spoofing == "none" && receiver.timeAccuracyNs == 12 && receiver.survey?.observations == 700)
        #expect(receiver.leapNotice?.next?.at == "2017-01-01T00:00:00Z")
        #expect(receiver.phrase.hasSuffix("spoofing none, time within 12 ns, survey running for 12 min, 1.8 m so far"))
        let text = String(decoding: try ReportJSON.line(receiver), as: UTF8.self)
        #expect(
            text.contains(#""leapNotice":{"gpsMinusUtcSeconds":17,"next":{"at":"2017-01-01T00:00:00Z","change":1},"#))
        #expect(try ReportJSON.read(StatusReport.Receiver.self, from: text.utf8) == receiver)
    }
}
