// SPDX-License-Identifier: Apache-2.0

import Board
import GNSS
import SimulatedBoard
import Testing
import TimeBase

/// Each command, cued 30 s after the start, when the receiver has its fix.
struct SceneTests {
    private func play(
        _ cues: (Int, SceneCommand)..., on language: ReceiverModel.Language = .ubx, until end: Double = 60
    ) -> [TimingEvent] {
        SimulatedBoard(
            scene {
                $0.receiver = ReceiverModel(language)
                $0.script = cues.map { Scene.Cue(at: .seconds($0.0), $0.1) }
            }
        ).events(until: end)
    }

    private func pulses(_ events: [TimingEvent], _ range: Range<Double>) -> Int {
        events.pulses.count { range.contains($0.at.sinceEpoch.realSeconds) }
    }

    @Test(
        "Without sky the fix goes, the time stays, and both come back", arguments: [ReceiverModel.Language.nmea, .ubx])
    func antenna(language: ReceiverModel.Language) {
        let epochs = play((30, .antennaOff), (60, .antennaOn), on: language, until: 90).epochs
        let fixes = epochs.map { ($0.arrival.sinceEpoch.realSeconds, $0.fix) }
        #expect(fixes.filter { $0.0 > 20 && $0.0 < 30 }.allSatisfy { $0.1 == .threeD })
        #expect(fixes.filter { $0.0 > 31 && $0.0 < 60 }.allSatisfy { $0.1 == .none })
        #expect(fixes.filter { $0.0 > 66 }.allSatisfy { $0.1 == .threeD })
        let edges = pulses(play((30, .antennaOff), (60, .antennaOn), on: language, until: 90), 31..<60)
        #expect(edges == 0)
        #expect(epochs.filter { $0.fix == .none }.allSatisfy { $0.sky.usedCount == 0 })
    }

    @Test(arguments: [(ReceiverStart.hot, 5.0), (.warm, 5.0), (.cold, 15.0)])
    func `Started anew, it has its fix again after as long as it has forgotten much`(start: ReceiverStart, wait: Double)
    {
        let epochs = play((30, .restart(start)), until: 60).epochs
        let fixes = epochs.map { ($0.arrival.sinceEpoch.realSeconds - 30, $0.fix) }
        #expect(fixes.filter { $0.0 > -5 && $0.0 < 0 }.allSatisfy { $0.1 == .threeD })
        #expect(fixes.filter { $0.0 > 1 && $0.0 < wait - 1 }.allSatisfy { $0.1 != .threeD })
        #expect(fixes.filter { $0.0 > wait + 1 }.allSatisfy { $0.1 == .threeD })
    }

    @Test func `Pulled out, it is lost and silent, and gives no pulse; put back, it opens and speaks`() {
        let events = play((30, .unplug), (40, .replug))
        let faults = events.compactMap { if case .receiverLost(let fault) = $0.kind { fault } else { nil } }
        let openings = events.compactMap {
            if case .receiverOpened = $0.kind { $0.at.sinceEpoch.realSeconds } else { nil }
        }
        #expect(faults == [.absent] && openings == [0, 40])
        let between = events.filter { $0.at > instant(30) && $0.at < instant(40) }
        #expect(between.isEmpty)
        #expect(pulses(events, 50..<60) == 10)
    }

    @Test func `Muted, it says nothing, but its pulse goes on`() {
        let events = play((30, .mute), (40, .unmute))
        let between = events.filter { $0.at > instant(30.4) && $0.at < instant(40) }
        #expect(between.count == between.pulses.count && pulses(events, 30..<40) == 10)
        #expect(events.epochs.contains { $0.arrival > instant(41) })
    }

    @Test func `The pulse can be switched off and on, missed, and doubled`() {
        #expect(pulses(play((30, .pulseOff), (40, .pulseOn)), 30..<40) == 0)
        #expect(pulses(play((30, .pulseOff), (40, .pulseOn)), 40..<50) == 10)
        #expect(pulses(play((30, .missPulses(4))), 30..<40) == 6)
        #expect(pulses(play((30, .doublePulses(3))), 30..<40) == 13)
    }

    @Test func `Late pulses are late by what was asked, and no longer than asked`() {
        let late = play((30, .latePulses(2, by: .microseconds(300)))).pulses.map { event in
            let time = someStart + event.at.sinceEpoch
            return (time.sinceEpoch - time.sinceEpoch.roundedToSecond).realSeconds
        }
        #expect(late.count { $0 > 290e-6 } == 2)
        #expect(late.filter { $0 > 290e-6 }.allSatisfy { $0 < 310e-6 })
    }

    @Test(
        "A lie is in all that is said of time, and nowhere else",
        arguments: [ReceiverModel.Language.nmea, .ubx], [ReceiverLie.weeks(1), .weeks(-1024), .seconds(3)])
    func lies(language: ReceiverModel.Language, lie: ReceiverLie) throws {
        let events = play((30, .lie(lie)), (45, .lie(.none)), on: language)
        for epoch in events.epochs where epoch.hasValidTime {
            let arrival = epoch.arrival.sinceEpoch.realSeconds
            let said = try presentUTC.tai(#require(epoch.time?.utc))
            let truth = (someStart + epoch.arrival.sinceEpoch).sinceEpoch.wholeSeconds
            let expected = arrival > 31 && arrival < 45 ? lie.time.wholeSeconds : 0
            if arrival < 29.9 || arrival > 31, arrival < 44.9 || arrival > 46 {
                #expect(said.sinceEpoch.wholeSeconds - truth == expected)
            }
        }
        #expect(pulses(events, 30..<45) == 15)
    }

    @Test func `A lie about leap seconds moves UTC and leaves GPS time alone`() throws {
        let epochs = play((30, .lie(.leapSeconds(1)))).epochs.filter { $0.arrival > instant(32) }
        for epoch in epochs {
            let truth = (someStart + epoch.arrival.sinceEpoch).sinceEpoch.wholeSeconds
            #expect(epoch.leap?.gpsMinusUTC == 19)
            let utc = try presentUTC.tai(#require(epoch.time?.utc))
            #expect(utc.sinceEpoch.wholeSeconds == truth - 1)
            if let gps = epoch.time?.gps { #expect(TAIInstant(gps).sinceEpoch.wholeSeconds == truth) }
        }
        #expect(epochs.count > 20)
    }

    @Test func `Every named command is found by its name`() {
        for (name, command) in SceneCommand.named { #expect(SceneCommand(named: name) == command) }
        #expect(SceneCommand(named: "flood") == nil)
    }
}
