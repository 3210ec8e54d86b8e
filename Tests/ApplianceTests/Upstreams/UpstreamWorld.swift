// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import SimulatedBoard
import TimeBase
import TimeKeeping

@testable import Appliance

/// The appliance's own loop on a simulated board, and beside it servers that it asks over a simulated network, all in
/// simulated time. The truth is known.
struct UpstreamWorld {
    /// xorshift64*
    struct Chance: RandomNumberGenerator, Sendable {
        var state: UInt64
        mutating func next() -> UInt64 {
            state ^= state >> 12
            state ^= state << 25
            state ^= state >> 27
            return state &* 0x2545_F491_4F6C_DD1D
        }
    }

    private(set) var loop: TimingLoop<SimulatedBoard>
    private(set) var desk: UpstreamDesk<Chance>
    /// Server − truth; `nil`: it does not answer.
    var lies: [Duration?]
    private var chance: Chance
    private(set) var second = 0

    /// Since ``mark()``: the largest |clock − truth| and how often it was beyond what was claimed, while anything was; the
    /// largest change of clock − truth from one second to the next, steps, and which phases there were.
    private(set) var worst = Duration.zero
    private(set) var outside = 0
    private(set) var largestMove = Duration.zero
    private(set) var steps: [Duration] = []
    private(set) var phases: [TimeState.Phase] = []
    private var before: Duration?

    init(
        _ yaml: String = "", servers: Int = 3, script: [Scene.Cue] = [], offset: Duration = .milliseconds(300)
    ) throws {
        let sources = (1...servers).map { "- {server: 10.0.0.\($0), minpoll: 4, maxpoll: 4}\n" }.joined()
        let settings = try Settings(reading: Array("sources:\n\(sources)\(yaml)".utf8), file: "test")
        let start = TAIInstant(sinceEpoch: .seconds(20_758 * 86_400 + 37))
        let table = LeapSecondTable.builtIn
        var scene = Scene.demonstration(seed: 5, start: start, utc: table.relation(at: start))
        (scene.script, scene.initialOffset) = (script, offset)
        let timing = TimingSettings(
            keeping: settings.timekeeping, leapSeconds: table,
            pivot: TimingSettings.pivot(builtOn: CivilDate(daysSince1970: 20_758)))
        loop = TimingLoop(board: SimulatedBoard(scene), settings: timing)
        chance = Chance(state: 77)
        lies = Array(repeating: .zero, count: servers)
        let served = ServedTime(state: loop.engine.state, clock: loop.board.clock)
        desk = UpstreamDesk(
            settings.sources, policy: settings.failover.policy, served: served, at: loop.board.now,
            random: Chance(state: 3))
        desk.settle(at: loop.board.now) { IPAddress($0).map { [$0] } ?? [] }
    }

    var state: TimeState { loop.engine.state }
    var conditions: Conditions { loop.engine.facts.conditions }
    /// Clock − truth.
    var error: Duration { loop.board.trueOffset(at: loop.board.now) }
    var claim: ServerClaim {
        ServerClaim(
            of: state, at: loop.board.now, shown: loop.board.clock.reading(at: loop.board.now).shown, precision: -24)
    }
    func verdict(_ index: Int) -> SourceVerdict { desk.judgement.verdicts[index] }

    func perform(_ command: SceneCommand) { loop.board.perform(command) }

    mutating func mark() {
        (worst, outside, largestMove, steps, phases, before) = (.zero, 0, .zero, [], [], nil)
    }

    mutating func run(_ seconds: Int) {
        for _ in 0..<seconds {
            second += 1
            let end = MonotonicInstant(sinceEpoch: .seconds(second))
            repeat { while let note = loop.nextNote() { take(note) } } while loop.step().at < end
            exchange()
            judge()
            watch()
        }
    }

    private mutating func take(_ note: Note) { if case .stepped(let step) = note { steps.append(step) } }

    private var served: ServedTime { ServedTime(state: loop.engine.state, clock: loop.board.clock) }

    private mutating func exchange() {
        let now = loop.board.now
        desk.follow(served, at: now)
        for index in desk.upstreams.indices where desk.upstreams[index].isDue(at: now) {
            guard let request = desk.request(index, at: now) else { continue }
            desk.sent(index, at: now)
            guard let lie = lies[index] else { continue }
            let outward = Duration.nanoseconds(Int64.random(in: 100_000...300_000, using: &chance))
            let back = Duration.nanoseconds(Int64.random(in: 100_000...300_000, using: &chance))
            let reply = reply(to: request, at: now + outward, lie)
            desk.hear(reply, count: 48, from: index, at: now + outward + back)
        }
    }

    private func reply(to request: [UInt8], at instant: MonotonicInstant, _ lie: Duration) -> [UInt8] {
        var header = NTPHeader(version: 4, mode: .server)
        (header.stratum, header.precision, header.referenceID) = (1, -24, 0x4750_5300)
        header.rootDispersion = NTPShort(roundingUp: .microseconds(50))
        header.origin = NTPHeader(request.span)?.transmit ?? .unset
        let shown = NTPTimestamp(state.utc.utc(loop.board.trueTime(at: instant) + lie))
        (header.receive, header.transmit) = (shown, shown)
        var octets = InlineArray<48, UInt8>(repeating: 0)
        var span = octets.mutableSpan
        header.write(into: &span)
        return (0..<48).map { octets[$0] }
    }

    private mutating func judge() {
        let now = loop.board.now
        let facts = loop.engine.facts
        let witness = SourceReading(witness: facts, pulse: .init(), at: now)
        loop.handle(TimingEvent(at: now, .upstream(desk.judge(served, witness: witness, at: now))))
    }

    private mutating func watch() {
        if phases.last != state.phase { phases.append(state.phase) }
        if let before { largestMove = max(largestMove, (error - before).magnitude) }
        before = error
        guard state.isTrustworthy else { return }
        worst = max(worst, error.magnitude)
        if error.magnitude > state.errorBound.after(loop.board.now - state.asOf) { outside += 1 }
    }
}
