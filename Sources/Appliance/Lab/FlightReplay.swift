// SPDX-License-Identifier: Apache-2.0

import Board
public import TimeBase
import TimeKeeping

/// Gives the engine once more what it heard in flight: it does the same once more, bit for bit.
public struct FlightReplay {
    private let settings: TimingSettings
    private var engine: TimingEngine?
    private var last: MonotonicInstant?
    /// What is asked of the clock; the recording says where the board made something else of it.
    private var asked: ClockCorrection?
    private var order: FollowerOrder?
    private var remembered: [Double] = []

    /// - Parameter settings: those of the recorded run; the pivot is taken from the recording.
    public init(settings: TimingSettings) { self.settings = settings }

    /// What the engine claims now; `nil` before the start.
    public var state: TimeState? { engine?.state }

    /// Replays a whole recording.
    /// - Parameter tell: each notable happening as the log had it, with seconds since the start.
    /// - Throws: where the recording cannot be read; what came before has been told by then.
    public mutating func run(
        _ recording: [UInt8], telling tell: (Double, JournalEntry) -> Void
    ) throws(FlightFault) {
        guard recording.starts(with: FlightCodec.magic) else {
            throw FlightFault(offset: 0, reason: "not a flight recording of this version")
        }
        var offset = FlightCodec.magic.count
        var start: MonotonicInstant?
        while let entry = try FlightCodec.decode(recording, at: &offset) {
            guard take(entry) else { throw FlightFault(offset: offset, reason: "it does not begin with its start") }
            start = start ?? last
            while let note = engine?.nextNote(), let start, let last, let utc = state?.utc {
                tell((last - start).realSeconds, note.entry(utc: utc))
            }
        }
        settle()
    }

    /// False where nothing has begun yet.
    private mutating func take(_ entry: FlightEntry) -> Bool {
        switch entry {
        case .remembered(let value):
            remembered.append(value)
            return remembered.count < Self.mostRemembered
        case .began(let start):
            var settings = settings
            settings.remembered = Remembrance(values: remembered)
            settings.pivot = RolloverPivot(earliest: CivilDate(daysSince1970: Int(start.pivot)))
            engine = TimingEngine(settings: settings, showing: start.shown, applied: start.frequency, at: start.at)
            last = start.at
        case .event(let event):
            settle()
            asked = engine?.handle(event)
            order = engine?.nextOrder()
            last = event.at
        case .applied(let correction):
            engine?.applied(correction)
            asked = nil
        case .followerApplied(let order):
            engine?.applied(order)
            self.order = nil
        }
        return engine != nil
    }

    private static let mostRemembered = 1 << 16

    /// Nothing else was said of them: they were applied as asked.
    private mutating func settle() {
        if let asked { engine?.applied(asked) }
        if let order { engine?.applied(order) }
        (asked, order) = (nil, nil)
    }
}
