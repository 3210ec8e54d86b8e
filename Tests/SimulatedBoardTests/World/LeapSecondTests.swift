// SPDX-License-Identifier: Apache-2.0

import GNSS
import SimulatedBoard
import Testing
import TimeBase

/// A second inserted 40 s after the start, at the end of 2026-12-31.
struct LeapSecondTests {
    private let midnight = TAIInstant(sinceEpoch: .seconds(20_819 * 86_400 + 37 + 1))

    private func world(_ language: ReceiverModel.Language) -> Scene {
        var scene = Scene(
            seed: 5, start: midnight - .seconds(40),
            utc: UTCRelation(taiMinusUTC: 37, next: UTCRelation.Leap(at: midnight, change: 1)))
        scene.receiver = ReceiverModel(language)
        return scene
    }

    @Test("The clock shows 23:59:60, once", arguments: [ReceiverModel.Language.nmea, .ubx])
    func showsSixty(language: ReceiverModel.Language) {
        let stated = SimulatedBoard(world(language)).events(until: 60).epochs.compactMap { $0.time?.utc }
        #expect(stated.count { $0.isLeapSecond } == 1)
        #expect(stated.contains { $0.day == 20_819 && $0.secondOfDay == 0 })
        for (earlier, later) in zip(stated, stated.dropFirst()) where earlier.day > 20_000 { #expect(earlier < later) }
    }

    @Test func `It is announced before, and counted after`() throws {
        let epochs = SimulatedBoard(world(.ubx)).events(until: 60).epochs
        let before = try #require(epochs.last { $0.arrival < instant(39) }?.leap)
        #expect(before.gpsMinusUTC == 18 && before.next?.change == 1)
        #expect(before.next.map { TAIInstant($0.at) } == midnight)
        let after = try #require(epochs.last?.leap)
        #expect(after.gpsMinusUTC == 19 && after.next == nil)
    }

    @Test func `It can be announced while the world runs`() {
        let board = SimulatedBoard(scene())
        _ = board.events(until: 30)
        board.perform(.announceLeap(UTCRelation.Leap(at: midnight, change: 1)))
        #expect(board.events(until: 33).epochs.last?.leap?.next?.change == 1)
    }
}
