// SPDX-License-Identifier: Apache-2.0

public import Board
import TimeBase
public import TimeKeeping

/// Joins an engine to a board: one event after the other is heard, thought about, and acted upon.
public struct TimingLoop<Board: TimingBoard> {
    public let board: Board
    public private(set) var engine: TimingEngine
    /// When time is looked at though nothing is heard: often enough to notice a missing pulse within a second.
    private var nextTick: MonotonicInstant

    /// 4 Hz.
    static var tickInterval: Duration { .milliseconds(250) }

    private var tap: FlightTap?
    private let taps: Taps?

    public init(board: Board, settings: TimingSettings) { self.init(board: board, settings: settings, tap: nil) }

    init(board: Board, settings: TimingSettings, tap: FlightTap?, taps: Taps? = nil) {
        self.board = board
        (self.tap, self.taps) = (tap, taps)
        let (shown, now) = (board.clock.reading(at: board.now).shown, board.now)
        engine = TimingEngine(settings: settings, showing: shown, applied: board.frequency, at: now)
        nextTick = now
        let pivot = Int32(clamping: settings.pivot.earliest.daysSince1970)
        for value in settings.remembered?.values ?? [] { self.tap?.note(.remembered(value)) }
        self.tap?.note(.began(FlightStart(at: now, shown: shown, frequency: board.frequency, pivot: pivot)))
    }

    /// Handles the next event and returns it.
    @discardableResult
    public mutating func step() -> TimingEvent {
        let event = board.nextEvent(before: nextTick)
        if case .tick = event.kind { nextTick = max(nextTick, event.at) + Self.tickInterval }
        handle(event)
        return event
    }

    /// Handles an event that the board did not bring: an operator's wish.
    public mutating func handle(_ event: TimingEvent) {
        tap?.note(.event(event))
        let correction = engine.handle(event)
        if let taps { engine.tell(event, to: taps) }
        if let correction { apply(correction) }
        if let order = engine.nextOrder() { apply(order) }
        board.show(engine.state)
    }

    private mutating func apply(_ correction: ClockCorrection) {
        let done = board.apply(correction)
        engine.applied(done)
        if done != correction { tap?.note(.applied(done)) }
    }

    private mutating func apply(_ order: FollowerOrder) {
        var done = order
        done.correction = board.apply(order.correction, toFollower: order.follower)
        engine.applied(done)
        if done.correction != order.correction { tap?.note(.followerApplied(done)) }
    }

    public mutating func nextNote() -> Note? { engine.nextNote() }
}
