// SPDX-License-Identifier: Apache-2.0

import Board
import LinuxBoard
import NTP
import TimeBase

/// What the timing thread and the rest of the program share.
struct TimingChannels: Sendable {
    let time: Published<ServedTime>
    let facts: Published<TimingFacts>
    let outbox = Outbox()
    let wishes = Wishes()
    let notices = BoardNotices()
    let stopping = StopFlag()
    let latency = LatencyHistogram()
    let temperature = TemperatureBox()
    let upstream = UpstreamBox()
    let remembrances = RemembranceBox()
    /// What other servers make of it; `nil`: there are none.
    let cluster = Published<ClusterStanding?>(nil)
    /// Where what is heard is recorded; `nil`: nowhere.
    let recording: FlightBox?
    let desk: ReceiverDesk
    /// Whether anybody keeps what the next run is to know.
    var remembers = false
    /// Where others may listen.
    var taps = Taps()
}

/// The body of the timing thread.
struct TimingThread<Board: TimingBoard> {
    var loop: TimingLoop<Board>
    let channels: TimingChannels

    /// Runs on the calling thread until the channels say stop.
    static func run(_ board: Board, _ settings: TimingSettings, _ channels: TimingChannels) {
        let loop = TimingLoop(
            board: board, settings: settings, tap: channels.recording.map(FlightTap.init), taps: channels.taps)
        var thread = TimingThread(loop: loop, channels: channels)
        thread.run()
    }

    private mutating func run() {
        var turn = RemembranceTurn()
        while !channels.stopping.isRaised {
            let event = loop.step()
            if let command = channels.wishes.nextCommand() {
                loop.handle(TimingEvent(at: event.at, .command(command)))
            }
            if let celsius = channels.temperature.take() {
                loop.handle(TimingEvent(at: event.at, .temperature(celsius)))
            }
            if let reading = channels.upstream.take() {
                loop.handle(TimingEvent(at: event.at, .upstream(reading)))
            }
            publish(after: event)
            if turn.isDue(at: event.at) { remember(isLast: false) }
        }
        remember(isLast: true)
    }

    /// Only what is relied on is worth remembering.
    private func remember(isLast: Bool) {
        guard channels.remembers, loop.engine.state.isTrustworthy else { return }
        let shown = loop.board.clock.reading(at: loop.board.now).shown
        guard let remembrance = loop.engine.remembrance(showing: shown) else { return }
        channels.remembrances.put(.init(remembrance: remembrance, run: HostRun.current), isLast: isLast)
    }

    private mutating func publish(after event: TimingEvent) {
        let state = loop.engine.state
        if case .pulse = event.kind { channels.latency.note(loop.board.now - event.at) }
        let served = ServedTime(state: state, clock: loop.board.clock, lastLeap: loop.engine.lastLeap)
        channels.time.publish(served.beside(channels.cluster.read()))
        if case .bytes = event.kind {} else { channels.facts.publish(loop.engine.facts) }
        channels.outbox.put(utc: state.utc) { loop.nextNote() }
    }
}
