// SPDX-License-Identifier: Apache-2.0

import Board
import SimulatedBoard
import Testing
import TimeBase
import TimeKeeping

@testable import Appliance

@Suite struct `A replay` {
    /// A board that halves what is asked of it, so that what was applied differs from what was asked.
    private final class StubbornBoard: TimingBoard {
        let inner: SimulatedBoard
        init(_ inner: SimulatedBoard) { self.inner = inner }
        var now: MonotonicInstant { inner.now }
        var clock: ClockMapping { inner.clock }
        func nextEvent(before deadline: MonotonicInstant) -> TimingEvent { inner.nextEvent(before: deadline) }
        func apply(_ correction: ClockCorrection) -> ClockCorrection {
            inner.apply(ClockCorrection(frequency: min(correction.frequency, 1e-6), step: correction.step))
        }
    }

    private func fly<B: TimingBoard>(
        _ board: B, seconds: Int, _ settings: TimingSettings = World.settings
    ) -> (recording: [UInt8], notes: [Note], state: TimeState) {
        let box = FlightBox()
        var loop = TimingLoop(board: board, settings: settings, tap: FlightTap(into: box))
        var (recording, notes) = (FlightCodec.magic, [Note]())
        while loop.board.now < MonotonicInstant(sinceEpoch: .seconds(seconds)) {
            loop.step()
            while let note = loop.nextNote() { notes.append(note) }
            recording += box.takeAll().bytes
        }
        return (recording, notes, loop.engine.state)
    }

    private var scene: Scene {
        var scene = Scene.demonstration(
            seed: 1, start: World.start, utc: LeapSecondTable.builtIn.relation(at: World.start))
        scene.script = [Scene.Cue(at: .seconds(60), .antennaOff)]
        return scene
    }

    @Test(arguments: [false, true])
    func `does the same bit for bit, whatever the board made of it`(isStubborn: Bool) throws {
        let inner = SimulatedBoard(scene)
        let flown = isStubborn ? fly(StubbornBoard(inner), seconds: 100) : fly(inner, seconds: 100)
        var settings = World.settings
        settings.pivot = RolloverPivot(earliest: CivilDate(daysSince1970: 0))
        var replay = FlightReplay(settings: settings)
        var told: [JournalEntry] = []
        try replay.run(flown.recording) { told.append($1) }
        let state = try #require(replay.state)
        #expect(told == flown.notes.map { $0.entry(utc: state.utc) })
        #expect(told.count > 3)
        #expect(state.offset == flown.state.offset)
        #expect(state.frequency == flown.state.frequency)
        #expect(state.errorBound.base == flown.state.errorBound.base)
        #expect(state.phase == .holdover)
    }

    @Test func `knows what an earlier run had learned`() throws {
        var earlier = World()
        earlier.run(until: 90)
        var settings = World.settings
        settings.remembered = earlier.loop.engine.remembrance(showing: World.start - .seconds(60))
        let flown = fly(SimulatedBoard(scene), seconds: 50, settings)
        let entries = try read(flown.recording).prefix { if case .remembered = $0 { true } else { false } }
        #expect(entries.count == settings.remembered?.values.count)
        var replay = FlightReplay(settings: World.settings)
        try replay.run(flown.recording) { _, _ in }
        #expect(replay.state?.offset == flown.state.offset && replay.state?.frequency == flown.state.frequency)
        #expect(replay.state?.errorBound.base == flown.state.errorBound.base)
    }

    private func read(_ recording: [UInt8]) throws -> [FlightEntry] {
        var (offset, entries) = (FlightCodec.magic.count, [FlightEntry]())
        while let entry = try FlightCodec.decode(recording, at: &offset) { entries.append(entry) }
        return entries
    }

    @Test func `of what is no recording is refused`() {
        for bytes in [[], Array("GNOMON-FLIGHT-2\n".utf8), FlightCodec.magic + [0] + [UInt8](repeating: 0, count: 16)] {
            var replay = FlightReplay(settings: World.settings)
            #expect(throws: FlightFault.self) { try replay.run(bytes) { _, _ in } }
        }
    }

    @Test func `of a recording that was cut off ends there`() throws {
        let flown = fly(SimulatedBoard(scene), seconds: 30)
        var replay = FlightReplay(settings: World.settings)
        var count = 0
        #expect(throws: FlightFault.self) { try replay.run(flown.recording.dropLast(3)) { _, _ in count += 1 } }
        #expect(count > 1)
        #expect(replay.state != nil)
    }

    @Test func `that nobody fetches ends instead of growing`() {
        let box = FlightBox()
        var tap = FlightTap(into: box)
        let chunk = TimingEvent(at: .init(sinceEpoch: .zero), .bytes(ByteChunk(repeatElement(1, count: 128))))
        for _ in 0..<10_000 { tap.note(.event(chunk)) }
        let (bytes, isFull) = box.takeAll()
        #expect(isFull)
        #expect(bytes.count <= FlightBox.capacity)
    }
}
