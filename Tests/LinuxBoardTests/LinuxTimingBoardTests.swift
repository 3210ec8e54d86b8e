// SPDX-License-Identifier: Apache-2.0

import Board
import Testing
import TimeBase

@testable import LinuxBoard

/// Edges at fixed instants.
struct Edges: PulseInput {
    var instants: [MonotonicInstant]

    func nextEdge(from: MonotonicInstant, before deadline: MonotonicInstant) -> MonotonicInstant? {
        instants.first { $0 >= from && $0 < deadline }
    }
}

struct LinuxTimingBoardTests {
    private let nobody = "/nonexistent/receiver"

    private func board(_ edges: [MonotonicInstant], receiver: String? = nil) -> LinuxTimingBoard {
        LinuxTimingBoard(
            receiver: ReceiverLine(.init(path: receiver ?? nobody, baud: 9600, configures: false)),
            pulse: Edges(instants: edges),
            showing: TAIInstant(sinceEpoch: .seconds(1_700_000_000)))
    }

    @Test func `an absent receiver is told, then time passes in ticks at the deadline`() {
        let board = board([])
        guard case .receiverLost(.absent) = board.nextEvent(before: board.now + .seconds(1)).kind else {
            Issue.record("expected the loss")
            return
        }
        let deadline = board.now + .milliseconds(20)
        let event = board.nextEvent(before: deadline)
        guard case .tick = event.kind else {
            Issue.record("expected a tick")
            return
        }
        #expect(event.at == deadline)
        #expect(board.now >= deadline)
    }

    @Test func `a pulse is told when it has come, with the clock's reading at its edge`() {
        let edges = [HostClock.now + .milliseconds(30), HostClock.now + .milliseconds(60)]
        let board = board(edges)
        _ = board.nextEvent(before: board.now + .seconds(1))
        for edge in edges {
            let event = board.nextEvent(before: board.now + .seconds(1))
            guard case .pulse(let pulse) = event.kind else {
                Issue.record("expected a pulse")
                return
            }
            #expect(event.at == edge)
            #expect(pulse.reading == board.clock.reading(at: edge))
            #expect(board.now >= edge)
        }
    }

    @Test func `events keep their order while bytes and pulses mix`() {
        let terminal = Terminal()
        let board = board((1...20).map { HostClock.now + .milliseconds($0 * 5) }, receiver: terminal.path)
        var last = board.now
        var (pulses, bytes) = (0, 0)
        let end = board.now + .seconds(10)
        while pulses < 20 || bytes == 0, board.now < end {
            terminal.say("x")
            let event = board.nextEvent(before: board.now + .milliseconds(3))
            #expect(event.at >= last)
            last = event.at
            switch event.kind {
            case .pulse: pulses += 1
            case .bytes(let chunk): bytes += chunk.count
            default: break
            }
        }
        #expect(pulses == 20)
        #expect(bytes > 0)
    }

    @Test func `a step begins a new era, and a frequency holds`() {
        let board = board([])
        let applied = board.apply(ClockCorrection(frequency: 1e-6, step: .milliseconds(300)))
        #expect(applied == ClockCorrection(frequency: 1e-6, step: .milliseconds(300)))
        #expect(board.clock.atAnchor.era == 1)
        #expect(board.clock.rate == 1e-6)
    }
}
