// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import Testing
import TimeBase

struct DeterminismTests {
    private func digest(seed: UInt64, _ language: ReceiverModel.Language) -> UInt64 {
        var scene = Scene.demonstration(seed: seed, start: someStart, utc: presentUTC)
        scene.receiver = ReceiverModel(language)
        scene.pulse.missing = 0.05
        scene.pulse.doubled = 0.05
        scene.pulse.late = 0.05
        return SimulatedBoard(scene).events(until: 120).digest
    }

    @Test("The same seed makes the same world", arguments: [ReceiverModel.Language.nmea, .ubx])
    func repeats(language: ReceiverModel.Language) {
        #expect(digest(seed: 7, language) == digest(seed: 7, language))
    }

    @Test("Another seed makes another world", arguments: [ReceiverModel.Language.nmea, .ubx])
    func differs(language: ReceiverModel.Language) {
        #expect(digest(seed: 7, language) != digest(seed: 8, language))
    }

    @Test func `How often one asks changes nothing that is heard`() {
        let coarse = SimulatedBoard(scene()).events(until: 40)
        let board = SimulatedBoard(scene())
        var fine: [TimingEvent] = []
        var deadline = 0.0
        while deadline < 40 {
            deadline += 0.03125
            fine += board.events(until: deadline)
        }
        #expect(coarse.digest == fine.digest)
    }

    @Test func `Events come in order`() {
        let events = SimulatedBoard(scene { $0.pulse.doubled = 0.3 }).events(until: 100)
        for (earlier, later) in zip(events, events.dropFirst()) { #expect(earlier.at <= later.at) }
    }

    @Test func `When nothing happens until the deadline, time has passed to it`() {
        let board = SimulatedBoard(scene())
        _ = board.nextEvent(before: instant(0.1))
        let tick = board.nextEvent(before: instant(0.1))
        guard case .tick = tick.kind else {
            Issue.record("\(tick.kind)")
            return
        }
        #expect(tick.at == instant(0.1) && board.now == instant(0.1))
    }
}
