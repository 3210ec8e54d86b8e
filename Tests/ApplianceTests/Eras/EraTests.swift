// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import PTP
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `Where a count begins anew` {
    @Test(arguments: EraScene.all) func `nothing jumps, for anybody`(_ scene: EraScene) throws {
        var world = try #require(scene.world())
        // One client is right, one is a day off, one over twelve years (and 2017's leap second is far).
        var clients = [
            EraClient(clock: .zero), EraClient(clock: .seconds(86_400)), EraClient(clock: .seconds(-400_000_000)),
        ]
        var (judged, last): (Int, PTPTimestamp?) = (0, nil)
        for second in 1...EraScene.end {
            world.run(until: second)
            // The events of a run reach a little beyond its end.
            let now = world.loop.board.now
            guard world.state.phase == .locked else {
                #expect(second < EraScene.before - 30, "it is not locked: \(world.state.reason.sentence)")
                continue
            }
            judged += 1
            #expect(world.error.magnitude <= world.bound)
            let served = ServedTime(state: world.state, clock: world.loop.board.clock, lastLeap: nil)
            for index in clients.indices {
                let sample = clients[index].ask(served, of: world, at: now)
                let error = try #require(sample).offset - clients[index].clock
                #expect(error.magnitude < .microseconds(50), "client \(index) in second \(second)")
            }
            let stamp = try #require(PTPTimestamp(served.clock.reading(at: now).shown))
            if let last { #expect(stamp > last && stamp.seconds - last.seconds <= 2) }
            last = stamp
            checkText(world, at: now)
        }
        #expect(judged > EraScene.end - EraScene.before + 30)
    }

    /// What people read, and the journal's times.
    private func checkText(_ world: World, at now: MonotonicInstant) {
        let (engine, board) = (world.loop.engine, world.loop.board)
        let snapshot = ApplianceSnapshot(
            now: now, started: MonotonicInstant(sinceEpoch: .zero), state: engine.state, conditions: [],
            clock: board.clock, receiver: ReceiverFacts(engine.facts, device: "simulated"),
            pulse: PulseFacts(engine.facts, source: "simulated"), ntp: NTPFacts())
        let truth = LeapSecondTable.builtIn.utc(board.trueTime(at: now))
        let status = StatusReport(snapshot)
        #expect(String(status.time.utc.prefix(4)) == "\(truth.date.year)")
        let told = [status.time.utc, status.since, status.receiver.utc, status.pulse.marks].compactMap { $0 }
        for text in told {
            let utc = UTCInstant(iso8601: text)
            #expect(utc.map { abs(UnixTimestamp($0).seconds - UnixTimestamp(truth).seconds) <= EraScene.end } == true)
        }
        #expect(status.time.leapSecondsTAI == 37 && status.stratum == 1)
    }

    @Test func `seconds since 1900 begin at nought, and a client's own time tells which`() throws {
        let turn = try #require(UTCInstant(iso8601: "2036-02-07T06:28:16Z"))
        #expect(NTPTimestamp(turn).raw == 0)
        let before = try #require(UTCInstant(iso8601: "2036-02-07T06:28:15.5Z"))
        #expect(NTPTimestamp(turn) - NTPTimestamp(before) == .milliseconds(500))
        for own in ["2035-01-01T00:00:00Z", "2050-01-01T00:00:00Z", "2100-01-01T00:00:00Z"] {
            let pivot = try #require(UTCInstant(iso8601: own))
            #expect(NTPTimestamp(turn).resolved(near: pivot) == turn)
            #expect(NTPTimestamp(before).resolved(near: pivot) == before)
        }
    }
}
