// SPDX-License-Identifier: Apache-2.0

import Board
import Foundation
import Records
import SimulatedBoard
import StillAppliance
import Synchronization
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance
@testable import Management

/// The demonstration's world, with a recorder that looks at it once a second of its own time.
private final class MovingAppliance: ApplianceView {
    private let shown: Mutex<ApplianceSnapshot>

    init(_ snapshot: ApplianceSnapshot) { shown = Mutex(snapshot) }

    var snapshot: ApplianceSnapshot { shown.withLock(\.self) }
    var scenes: [String] { [] }

    func show(_ loop: TimingLoop<SimulatedBoard>) {
        shown.withLock {
            ($0.now, $0.state, $0.clock) = (loop.board.now, loop.engine.state, loop.board.clock)
            $0.outage = loop.engine.facts.outage
        }
    }

    func ask(_ command: OperatorCommand) throws(CommandRefusal) {}
    func play(scene: String) throws(CommandRefusal) {}
}

@Suite struct `The demonstration that loses its sky and gets it back` {
    private static let start = TAIInstant(sinceEpoch: .seconds(20_758 * 86_400 + 37))

    private static func world(seed: UInt64) -> TimingLoop<SimulatedBoard> {
        var scene = Scene.demonstration(seed: seed, start: start, utc: LeapSecondTable.builtIn.relation(at: start))
        scene.script = [Scene.Cue(at: .seconds(300), .antennaOff), Scene.Cue(at: .seconds(700), .antennaOn)]
        let settings = TimingSettings(
            leapSeconds: .builtIn, pivot: TimingSettings.pivot(builtOn: CivilDate(daysSince1970: 20_758)))
        return TimingLoop(board: SimulatedBoard(scene), settings: settings)
    }

    @Test(arguments: [UInt64](1...4))
    func `leaves one row, with the figures that are true`(_ seed: UInt64) async throws {
        let path = NSTemporaryDirectory() + "gnomon-outage-\(UUID().uuidString).sqlite"
        defer { for end in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + end) } }
        let store = RecordStore(path: path)
        let view = MovingAppliance(.starting)
        let journal = Mutex<[JournalRecord]>([])
        let recorder = Recorder(
            view: view, book: AlarmBook(rules: AlarmRules()), records: store,
            write: { record in journal.withLock { $0.append(record) } },
            facts: { _ in
                var facts = AlarmFacts()
                facts.temperature = 40
                return facts
            }, tell: { _, _ in })
        var loop = Self.world(seed: seed)
        var memory = RecorderMemory()
        var before: Duration?
        for second in 0..<800 {
            while loop.board.now < MonotonicInstant(sinceEpoch: .seconds(second)) {
                if loop.board.now < MonotonicInstant(sinceEpoch: .seconds(700)) {
                    before = loop.board.trueOffset(at: loop.board.now)
                }
                loop.step()
            }
            view.show(loop)
            await recorder.look(&memory)
        }
        let rows = try await store.outages()
        let row = try #require(rows.first)
        #expect(rows.count == 1 && row.end == .returned && row.cause == "fixLost" && row.isKept == true)
        // The sky went at 00:05:00; the receiver says so within two seconds, and is believed for ten more.
        #expect((row.began - 1_793_491_500_000 as Int64).magnitude < 20_000)
        #expect((380...440).contains(try #require(row.seconds)))
        let (found, promised) = (try #require(row.found), try #require(row.promised))
        let truth = try #require(before).realNanoseconds
        // Some seconds before it was found; a free clock goes astray by a nanosecond or so in each.
        let (uncertainty, predicted) = (try #require(row.uncertainty), try #require(row.predicted))
        #expect((found - truth).magnitude < uncertainty + 200)
        #expect(found.magnitude <= promised && found.magnitude <= predicted)
        #expect(row.temperatures == .init(begin: 40, end: 40))
        #expect(
            journal.withLock { $0.filter { $0.text.contains("without a reference the clock was found") } }.count == 1)
        await store.close()
    }
}
