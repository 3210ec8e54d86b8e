// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import PTP
import SimulatedBoard
import TimeBase
import TimeKeeping

@testable import Appliance

/// The appliance's own loop on a simulated board, and a master on its network that knows the truth, all in simulated time.
struct PTPSourceWorld {
    private(set) var loop: TimingLoop<SimulatedBoard>
    private(set) var desk: UpstreamDesk<UpstreamWorld.Chance>
    private(set) var worker: Worker
    private(set) var master: Port
    let wire = FakeTransport.Wire()
    private let time: Published<ServedTime>
    /// The master's clock − the truth; whether it says anything.
    var lie: Duration = .zero
    var isAlive = true
    /// Whether a card stamps, whose clock shows ours.
    var hasCard = false
    /// One way.
    private let delay: Duration = .microseconds(20)
    private var judged: MonotonicInstant
    /// What was measured − what is so, at the last judgement.
    private(set) var mistake: Duration?
    private(set) var phases: [TimeState.Phase] = []

    /// A box for what cannot be copied.
    final class Worker {
        private var worker: PTPSourceWorker<FakeTransport>

        init(_ receiver: TimeReceiver, _ wire: FakeTransport.Wire, _ time: Published<ServedTime>, _ box: PTPSourceBox) {
            worker = PTPSourceWorker(FakeTransport(wire), receiver, time, box) { _ in }
        }

        func turn() throws { try worker.turn() }
    }

    init(_ source: String = "{ptp: eth0}", _ yaml: String = "", script: [Scene.Cue] = []) throws {
        let settings = try Settings(reading: Array("sources:\n- \(source)\n\(yaml)".utf8), file: "test")
        let start = TAIInstant(sinceEpoch: .seconds(20_758 * 86_400 + 37))
        let table = LeapSecondTable.builtIn
        var scene = Scene.demonstration(seed: 5, start: start, utc: table.relation(at: start))
        (scene.script, scene.initialOffset) = (script, .milliseconds(300))
        let timing = TimingSettings(
            keeping: settings.timekeeping, leapSeconds: table,
            pivot: TimingSettings.pivot(builtOn: CivilDate(daysSince1970: 20_758)))
        loop = TimingLoop(board: SimulatedBoard(scene), settings: timing)
        let now = loop.board.now
        let served = ServedTime(state: loop.engine.state, clock: loop.board.clock)
        (time, wire.now, judged) = (Published(served), now, now)
        desk = UpstreamDesk(
            settings.sources, policy: settings.failover.policy, served: served, at: now,
            random: UpstreamWorld.Chance(state: 3))
        let box = PTPSourceBox()
        desk.add(settings.sources) { _ in box }
        var port = PortSettings(.defaultE2E)
        port.isGrandmasterOnly = true
        let name = ClockIdentity(raw: 0xA)
        master = Port(port, identity: PortIdentity(clock: name, number: 1), stamping: .hardware, at: now)
        let receiver = TimeReceiver(
            settings.sources[0].ptp?.port.protocolSettings ?? port,
            identity: PortIdentity(clock: ClockIdentity(raw: 0xB), number: 1_001), stamping: .software, at: now)
        worker = Worker(receiver, wire, time, box)
    }

    var state: TimeState { loop.engine.state }
    /// Clock − truth.
    var error: Duration { loop.board.trueOffset(at: loop.board.now) }
    var facts: UpstreamFacts { desk.facts(at: wire.now)[0] }

    mutating func run(_ seconds: Int) throws {
        let end = wire.now + .seconds(seconds)
        while wire.now < end {
            try worker.turn()
            while loop.board.now < wire.now { _ = loop.step() }
            while loop.nextNote() != nil {}
            let clock = loop.board.clock
            if hasCard { wire.stamp = { Self.card(clock, $0) } }
            time.publish(ServedTime(state: state, clock: loop.board.clock))
            answer()
            wakeMaster()
            if wire.now - judged >= .seconds(1) { judge() }
            if phases.last != state.phase { phases.append(state.phase) }
        }
    }

    private func stamp(_ instant: MonotonicInstant) -> WireStamp {
        hasCard ? Self.card(loop.board.clock, instant) : .kernel(instant)
    }

    private static func card(_ clock: ClockMapping, _ instant: MonotonicInstant) -> WireStamp {
        .hardware(nanoseconds: clock.reading(at: instant).shown.sinceEpoch.wholeNanoseconds)
    }

    private func truth(_ instant: MonotonicInstant) -> TAIInstant { loop.board.trueTime(at: instant) + lie }

    private mutating func wakeMaster() {
        let claim = GrandmasterClaim(
            quality: ClockQuality(clockClass: 6, accuracy: ClockAccuracy(rawValue: 0x21), variance: 0x4E5D),
            utcOffset: 37, flags: [.utcOffsetValid, .ptpTimescale, .timeTraceable], timeSource: .gnss)
        while master.nextWake <= wire.now {
            let instant = master.nextWake
            var box = Letters()
            master.wake(at: instant, shown: truth(instant), claim: claim, into: &box)
            pass(box, at: instant)
        }
    }

    /// What the master sends arrives a little later.
    private mutating func pass(_ box: Letters, at instant: MonotonicInstant) {
        for letter in box.letters {
            if let ticket = letter.envelope.ticket {
                var more = Letters()
                master.transmitted(ticket, stamp: truth(instant), at: instant, into: &more)
                pass(more, at: instant)
            }
            guard isAlive else { continue }
            wire.hear(
                letter.octets, stamp: stamp(instant + delay), from: .ip(IPAddress(v4: 0x0A00_0001)),
                isEvent: letter.envelope.isEvent)
        }
    }

    private mutating func answer() {
        for letter in wire.sent {
            var box = Letters()
            let arrival = Arrival(
                at: wire.now, stamp: truth(wire.now + delay), source: .ip(IPAddress(v4: 0x0A00_0002)))
            master.receive(letter.octets.span, arrival, into: &box)
            pass(box, at: wire.now)
        }
        wire.sent = []
    }

    private mutating func judge() {
        judged = wire.now
        let served = ServedTime(state: state, clock: loop.board.clock)
        let witness = SourceReading(witness: loop.engine.facts, pulse: .init(), at: wire.now)
        let reading = desk.judge(served, witness: witness, at: wire.now)
        // As long as the clock is the one that was measured.
        mistake = facts.offset.map { $0 - error }
        loop.handle(TimingEvent(at: wire.now, .upstream(reading)))
    }

    private struct Letters: MessageSink {
        var letters: [FakeTransport.Wire.Letter] = []

        mutating func send(_ envelope: MessageEnvelope, _ fill: (inout MutableSpan<UInt8>) -> Int) {
            var octets = [UInt8](repeating: 0, count: MessageEnvelope.room)
            var span = octets.mutableSpan
            let count = fill(&span)
            if count > 0 { letters.append(.init(envelope: envelope, octets: Array(octets[..<count]))) }
        }
    }
}
