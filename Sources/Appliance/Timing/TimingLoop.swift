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

    public init(board: Board, settings: TimingSettings) {
        self.board = board
        engine = TimingEngine(settings: settings, showing: board.clock.atAnchor.shown, at: board.now)
        nextTick = board.now
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
        if let correction = engine.handle(event) { engine.applied(board.apply(correction)) }
        if var order = engine.nextOrder() {
            order.correction = board.apply(order.correction, toFollower: order.follower)
            engine.applied(order)
        }
        board.show(engine.state)
    }

    public mutating func nextNote() -> Note? { engine.nextNote() }
}
