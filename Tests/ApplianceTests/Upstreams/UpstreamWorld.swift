// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import SimulatedBoard
import TimeBase
import TimeKeeping

@testable import Appliance

/// The appliance's own loop on a simulated board, beside it servers that it asks over a simulated network, and clients that
/// ask it, all in simulated time. The truth is known.
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
    /// Who asks the appliance, and whether they can.
    var clients: [SimulatedClient]
    var isServing = true
    private var member: ClusterMember?
    private(set) var standing: ClusterStanding?
    private var chance: Chance
    private(set) var second = 0

    /// Since ``mark()``.
    private(set) var record = Record()
    private var before: (error: Duration, told: Duration?)?

    /// What was seen from one second to the next.
    struct Record {
        /// The largest |clock − truth| and how often it was beyond what was believed, while anything was.
        var worst = Duration.zero
        var outside = 0
        /// The same of what clients were told: beyond its root delay and root dispersion.
        var worstTold = Duration.zero
        var toldOutside = 0
        /// The largest change of clock − truth, and of what was told.
        var largestMove = Duration.zero
        var largestToldMove = Duration.zero
        var steps: [Duration] = []
        var phases: [TimeState.Phase] = []
        var roles: [ClusterStanding.Role] = []
        var rungs: [TimeRung?] = []
        /// All that there were.
        var conditions: Conditions = []
    }

    init(
        _ yaml: String = "", servers: Int = 3, clients: Int = 0, script: [Scene.Cue] = [],
        offset: Duration = .milliseconds(300), seed: UInt64 = 5
    ) throws {
        let sources = (0..<servers).map { "- {server: 10.0.0.\($0 + 1), minpoll: 4, maxpoll: 4}\n" }.joined()
        let list = servers > 0 ? "sources:\n\(sources)" : ""
        let settings = try Settings(reading: Array("\(list)\(yaml)".utf8), file: "test")
        let start = TAIInstant(sinceEpoch: .seconds(20_758 * 86_400 + 37))
        let table = LeapSecondTable.builtIn
        var scene = Scene.demonstration(seed: seed, start: start, utc: table.relation(at: start))
        (scene.script, scene.initialOffset) = (script, offset)
        let timing = TimingSettings(
            keeping: settings.timekeeping, leapSeconds: table,
            pivot: TimingSettings.pivot(builtOn: CivilDate(daysSince1970: 20_758)))
        loop = TimingLoop(board: SimulatedBoard(scene), settings: timing)
        chance = Chance(state: 72 + seed)
        lies = Array(repeating: .zero, count: servers)
        let served = ServedTime(state: loop.engine.state, clock: loop.board.clock)
        desk = UpstreamDesk(
            settings.sources, policy: settings.failover.policy, served: served, at: loop.board.now,
            random: Chance(state: 3))
        desk.settle(at: loop.board.now) { IPAddress($0).map { [$0] } ?? [] }
        member = settings.ntp.localTime.map { ClusterMember($0) }
        let rates = [20e-6, -35e-6, 5e-6, 60e-6]
        self.clients = (0..<clients).map {
            SimulatedClient($0, rate: rates[$0 % 4], error: .milliseconds(30 * ($0 + 1)))
        }
    }

    var state: TimeState { loop.engine.state }
    var conditions: Conditions { loop.engine.facts.conditions }
    var place: FailoverPlace { loop.engine.facts.failover }
    /// Clock − truth.
    var error: Duration { loop.board.trueOffset(at: loop.board.now) }
    var claim: ServerClaim { told.claim(at: loop.board.now, precision: -24) }
    func verdict(_ index: Int) -> SourceVerdict { desk.judgement.verdicts[index] }
    /// The time that clients are told − truth; `nil`: they are told that there is none.
    var toldError: Duration? {
        let now = loop.board.now
        guard claim.stratum < 16 else { return nil }
        return told.toldClock(at: now).reading(at: now).offset(from: loop.board.trueTime(at: now))
    }

    func perform(_ command: SceneCommand) { loop.board.perform(command) }

    mutating func mark() {
        (record, before) = (Record(), nil)
        for index in clients.indices { clients[index].mark() }
    }

    mutating func run(_ seconds: Int) {
        for _ in 0..<seconds {
            let (lies, board, utc) = (lies, loop.board, state.utc)
            turn { index, request, instant in
                lies[index].map { Self.reply(to: request, utc.utc(board.trueTime(at: instant) + $0)) }
            }
        }
    }

    /// A second, with servers of one's own.
    mutating func turn(_ answer: SimulatedClient.Server) {
        second += 1
        let end = MonotonicInstant(sinceEpoch: .seconds(second))
        repeat { while let note = loop.nextNote() { take(note) } } while loop.step().at < end
        exchange(answer)
        judge()
        decide()
        watch()
    }

    private mutating func take(_ note: Note) { if case .stepped(let step) = note { record.steps.append(step) } }

    private var served: ServedTime { ServedTime(state: loop.engine.state, clock: loop.board.clock) }
    private var told: ServedTime { served.beside(standing) }
    /// What it tells now.
    var voice: Voice { Voice(told: told, isServing: isServing) }

    /// Answers whoever asks.
    struct Voice {
        let told: ServedTime
        let isServing: Bool

        func answer(_ request: [UInt8], at instant: MonotonicInstant) -> [UInt8]? {
            guard isServing else { return nil }
            let shown = NTPTimestamp(told.state.utc.utc(told.toldClock(at: instant).reading(at: instant).shown))
            var buffer = request
            var span = buffer.mutableSpan
            let arrival = Responder.Arrival(count: request.count, sourcePort: 40_000, receive: shown)
            let claim = told.claim(at: instant, precision: -24)
            let count = try? Responder.respond(in: &span, to: arrival, transmit: shown, claim: claim)
            return count.map { Array(buffer[..<$0]) }
        }
    }
}

extension UpstreamWorld {
    // MARK: What it asks

    private mutating func exchange(_ answer: SimulatedClient.Server) {
        let now = loop.board.now
        desk.follow(served, at: now)
        for index in desk.upstreams.indices where desk.upstreams[index].isDue(at: now) {
            guard let request = desk.request(index, at: now) else { continue }
            desk.sent(index, at: now)
            let (outward, back) = (way(), way())
            guard let reply = answer(index, request, now + outward) else { continue }
            desk.hear(reply, count: 48, from: index, at: now + outward + back)
        }
    }

    private mutating func way() -> Duration { .nanoseconds(Int64.random(in: 100_000...300_000, using: &chance)) }

    private static func reply(to request: [UInt8], _ shown: UTCInstant) -> [UInt8] {
        var header = NTPHeader(version: 4, mode: .server)
        (header.stratum, header.precision, header.referenceID) = (1, -24, 0x4750_5300)
        header.rootDispersion = NTPShort(roundingUp: .microseconds(250))
        header.origin = NTPHeader(request.span)?.transmit ?? .unset
        (header.receive, header.transmit) = (NTPTimestamp(shown), NTPTimestamp(shown))
        var octets = [UInt8](repeating: 0, count: NTPHeader.count)
        var span = octets.mutableSpan
        header.write(into: &span)
        return octets
    }

    private mutating func judge() {
        let now = loop.board.now
        let witness = SourceReading(witness: loop.engine.facts, pulse: .init(), at: now)
        if desk.upstreams.isEmpty { return }
        loop.handle(TimingEvent(at: now, .upstream(desk.judge(served, witness: witness, at: now))))
    }

    // MARK: What it tells

    private mutating func decide() {
        let now = loop.board.now
        let own = ClusterMember.Own(state: state, clock: loop.board.clock, now: now)
        standing = member?.update(own, peers: [])
    }

    private mutating func watch() {
        let (now, error) = (loop.board.now, toldError)
        record.conditions.formUnion(conditions)
        if record.phases.last != state.phase { record.phases.append(state.phase) }
        if record.rungs.last != place.rung { record.rungs.append(place.rung) }
        if let standing, record.roles.last != standing.role { record.roles.append(standing.role) }
        if let before {
            record.largestMove = max(record.largestMove, (self.error - before.error).magnitude)
            if let error, let last = before.told {
                record.largestToldMove = max(record.largestToldMove, (error - last).magnitude)
            }
        }
        before = (self.error, error ?? before?.told)
        watch(error, at: now)
        let (told, board, utc) = (voice, loop.board, state.utc)
        for index in clients.indices {
            clients[index].turn({ board.trueTime(at: $0) }, utc, at: now) { told.answer($1, at: $2) }
        }
    }

    private mutating func watch(_ told: Duration?, at now: MonotonicInstant) {
        if let told {
            let claim = claim
            record.worstTold = max(record.worstTold, told.magnitude)
            let bound = claim.rootDelay.duration / 2 + claim.rootDispersion.duration
            if told.magnitude > bound { record.toldOutside += 1 }
        }
        guard state.isTrustworthy else { return }
        record.worst = max(record.worst, error.magnitude)
        if error.magnitude > state.errorBound.after(now - state.asOf) { record.outside += 1 }
    }
}
