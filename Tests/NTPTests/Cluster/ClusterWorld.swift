// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// Servers that ask each other in simulated time, each with a clock of its own, a turn a second: real requests and
/// replies, and a client of each that notes what it is told.
struct ClusterWorld {
    struct Node {
        var member: ClusterMember
        /// Its address: 10.0.0.x.
        var address: UInt128
        /// Own clock − truth, s, and what it gains a second.
        var clock: Double
        var rate: Double
        var era: UInt32 = 0
        /// Whether it has a source, whether it ever had, and whether it runs.
        var hasSky = true
        var hasLocked = true
        var isUp = true
        /// The island of the network that it is on.
        var island = 0
        var associations: [ClientAssociation] = []
        var standing = ClusterStanding(at: start)
        /// What its clients were told last: time − truth, s, and what was claimed.
        var told: Double?
        var claim: ServerClaim?
        /// The largest change of what its clients were told, from one second to the next, s.
        var largestStep = 0.0
    }

    var nodes: [Node]
    private(set) var second = 0
    private var random = Seeded(state: 11)
    /// The largest difference of what two servers told that both said they were synchronised, since ``mark()``, s.
    private(set) var widest = 0.0
    /// Seconds in which nobody told the time.
    private(set) var silent = 0

    /// - Parameter rates: what each one's clock gains, fractional.
    init(_ rule: LocalTimeRule, rates: [Double], clocks: [Double]? = nil) {
        nodes = rates.indices.map {
            Node(
                member: ClusterMember(rule), address: 0xFFFF_0A00_0001 + UInt128($0), clock: clocks?[$0] ?? 0,
                rate: rates[$0])
        }
        let settings = ClientSettings(minPoll: 3, maxPoll: 4, tolerance: 1e-6)
        for index in nodes.indices {
            nodes[index].associations = Array(repeating: ClientAssociation(settings, first: start), count: rates.count)
        }
    }

    var now: MonotonicInstant { start + .seconds(second) }
    var roles: [ClusterStanding.Role] { nodes.map(\.standing.role) }
    var strata: [UInt8] { nodes.map { $0.claim?.stratum ?? 16 } }

    mutating func mark() {
        (widest, silent) = (0, 0)
        for index in nodes.indices { nodes[index].largestStep = 0 }
    }

    mutating func run(_ seconds: Int) {
        for _ in 0..<seconds {
            second += 1
            for index in nodes.indices { nodes[index].advance() }
            for index in nodes.indices where nodes[index].isUp { ask(by: index) }
            for index in nodes.indices where nodes[index].isUp { decide(index) }
            note()
        }
    }

    /// Somebody steps a clock.
    mutating func setClock(of index: Int, by step: Double) {
        nodes[index].clock += step
        nodes[index].era += 1
        for other in nodes.indices { nodes[index].associations[other].clockMoved(by: .realSeconds(step)) }
    }

    // MARK: One turn

    private mutating func ask(by asker: Int) {
        for asked in nodes.indices where asked != asker && nodes[asker].associations[asked].isDue(at: now) {
            var bytes = [UInt8](repeating: 0, count: 48)
            var span = bytes.mutableSpan
            nodes[asker].associations[asked].request(into: &span, at: now, using: &random)
            nodes[asker].associations[asked].sent(stamp(asker, now))
            guard nodes[asked].isUp, nodes[asked].island == nodes[asker].island else { continue }
            let way = Duration.microseconds(Int64.random(in: 80...120, using: &random))
            let reached = now + way
            guard let reply = nodes[asked].answer(bytes, at: reached) else { continue }
            let own = [UInt32(truncatingIfNeeded: nodes[asker].address)]
            _ = nodes[asker].associations[asked].hear(
                reply.span, count: reply.count, arrived: stamp(asker, reached + .microseconds(100)), own: own)
        }
    }

    private mutating func decide(_ index: Int) {
        let node = nodes[index]
        let peers = nodes.indices.filter { $0 != index }.map { other in
            ClusterPeer(
                metric: ReferenceID.code(ofAddress: nodes[other].address),
                ownMetric: ReferenceID.code(ofAddress: node.address),
                standing: node.associations[other].unfitness(at: now) == nil
                    ? node.associations[other].standing(at: now) : nil)
        }
        let own = ClusterMember.Own(state: node.state(at: now), clock: node.mapping(at: now), now: now)
        nodes[index].standing = nodes[index].member.update(own, peers: peers)
    }

    private mutating func note() {
        var said: [Double] = []
        for index in nodes.indices {
            let (told, claim) = nodes[index].isUp ? nodes[index].word(at: now) : (nil, nil)
            if let told, let before = nodes[index].told {
                nodes[index].largestStep = max(nodes[index].largestStep, abs(told - before))
            }
            (nodes[index].told, nodes[index].claim) = (told, claim)
            if let told { said.append(told) }
        }
        if said.isEmpty { silent += 1 }
        if let least = said.min(), let most = said.max() { widest = max(widest, most - least) }
    }

    private func stamp(_ index: Int, _ at: MonotonicInstant) -> LocalStamp {
        let reading = nodes[index].mapping(at: now).reading(at: at)
        return LocalStamp(at: at, shown: NTPTimestamp(ClusterWorld.utc.utc(reading.shown)), era: reading.era)
    }

    static let utc = UTCRelation(taiMinusUTC: 37)
    static func truth(_ instant: MonotonicInstant) -> TAIInstant { tai(unix: 1_700_000_000) + instant.sinceEpoch }
}

extension ClusterWorld.Node {
    fileprivate mutating func advance() {
        // A source draws the clock gently to the truth, 20 µs a second at most.
        clock += hasSky && hasLocked ? min(max(-clock, -20e-6), 20e-6) : rate
    }

    fileprivate func mapping(at now: MonotonicInstant) -> ClockMapping {
        let shown = ClusterWorld.truth(now) + .realSeconds(clock)
        return ClockMapping(anchor: now, atAnchor: ClockReading(era: era, shown: shown), rate: 0)
    }

    fileprivate func state(at now: MonotonicInstant) -> TimeState {
        let bound = hasSky ? abs(clock) + 1e-6 : 20e-3
        return TimeState(
            phase: hasSky ? .locked : .unsynchronised, since: start, asOf: now, reason: .justStarted,
            errorBound: ErrorBound(base: .realSeconds(bound)), reference: .gps, utc: ClusterWorld.utc,
            hasLocked: hasLocked)
    }

    private func served(at now: MonotonicInstant) -> (clock: ClockMapping, claim: ServerClaim) {
        let own = mapping(at: now)
        let state = state(at: now)
        let claim = ServerClaim(of: state, at: now, shown: own.atAnchor.shown, precision: -24)
        return (
            standing.clock(own, at: now),
            standing.claim(claim, of: own, state.utc, at: now, shown: own.atAnchor.shown)
        )
    }

    fileprivate func answer(_ request: [UInt8], at now: MonotonicInstant) -> [UInt8]? {
        let (clock, claim) = served(at: now)
        let shown = NTPTimestamp(ClusterWorld.utc.utc(clock.reading(at: now).shown))
        var buffer = request
        var span = buffer.mutableSpan
        let arrival = Responder.Arrival(count: request.count, sourcePort: 40_000, receive: shown)
        let count = try? Responder.respond(in: &span, to: arrival, transmit: shown, claim: claim)
        return count.map { Array(buffer[..<$0]) }
    }

    /// What a client is told: time − truth; `nil` for a time that is not to be used.
    fileprivate func word(at now: MonotonicInstant) -> (Double?, ServerClaim) {
        let (clock, claim) = served(at: now)
        let error = (clock.reading(at: now).shown - ClusterWorld.truth(now)).realSeconds
        return (claim.stratum < 16 && claim.leap != .unknown ? error : nil, claim)
    }
}
