// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import TimeBase
import TimeKeeping

@testable import Appliance

/// The demonstration's world in simulated time, with a script.
struct World {
    static let start = TAIInstant(sinceEpoch: .seconds(20_758 * 86_400 + 37))
    var loop: TimingLoop<SimulatedBoard>
    var notes: [Note] = []

    static var settings: TimingSettings {
        TimingSettings(
            leapSeconds: .builtIn, pivot: TimingSettings.pivot(builtOn: CivilDate(daysSince1970: 20_758)))
    }

    init(
        seed: UInt64 = 1, start: TAIInstant = Self.start, utc: UTCRelation? = nil, script: [Scene.Cue] = [],
        language: ReceiverModel? = nil, settings: TimingSettings = Self.settings,
        change: (inout Scene) -> Void = { _ in }
    ) {
        var scene = Scene.demonstration(
            seed: seed, start: start, utc: utc ?? LeapSecondTable.builtIn.relation(at: start))
        scene.script = script
        if let language { scene.receiver = language }
        change(&scene)
        loop = TimingLoop(board: SimulatedBoard(scene), settings: settings)
    }

    var state: TimeState { loop.engine.state }
    var error: Duration { loop.board.trueOffset(at: loop.board.now) }
    var bound: Duration { state.errorBound.after(loop.board.now - state.asOf) }

    /// Until so many seconds after the start; every event goes to `each`.
    mutating func run(until seconds: Int, _ each: (TimingEvent) -> Void = { _ in }) {
        let end = MonotonicInstant(sinceEpoch: .seconds(seconds))
        while loop.board.now < end {
            each(loop.step())
            while let note = loop.nextNote() { notes.append(note) }
        }
    }
}
