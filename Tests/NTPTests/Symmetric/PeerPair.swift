// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase

/// Two peers with clocks of their own and a network between them, a turn a tenth of a second; what is on its way arrives at the
/// next turn's end. Each word may be kept, lost or sent again.
struct PeerPair {
    struct Node {
        var association: SymmetricAssociation
        /// Own clock − truth, and what it gains, fractional.
        var clock: Duration
        var rate: Double
        var claim: ServerClaim
        var isUp = true
        var outcomes: [ReplyOutcome] = []
        var samples: [NTPSample] { outcomes.compactMap { if case .sample(let sample) = $0 { sample } else { nil } } }
        var refusals: [ReplyRefusal] {
            outcomes.compactMap { if case .refused(let refusal) = $0 { refusal } else { nil } }
        }

        fileprivate func mapping(at now: MonotonicInstant) -> ClockMapping {
            let shown = PeerPair.truth(now) + clock
            return ClockMapping(anchor: now, atAnchor: ClockReading(era: 0, shown: shown), rate: rate)
        }

        fileprivate func stamp(_ now: MonotonicInstant) -> (MonotonicInstant) -> LocalStamp {
            let mapping = mapping(at: now)
            return { LocalStamp(at: $0, shown: NTPTimestamp(PeerPair.utc.utc(mapping.reading(at: $0).shown))) }
        }
    }

    static let utc = UTCRelation(taiMinusUTC: 37)
    static func truth(_ instant: MonotonicInstant) -> TAIInstant {
        tai(unix: 1_700_000_000) + (instant - start)
    }

    var nodes: [Node]
    private(set) var now = start
    /// Every word that was ever said, by whom.
    private(set) var said: [(by: Int, octets: [UInt8])] = []
    private var random = Seeded(state: 21)

    init(
        _ one: ClientSettings = ClientSettings(minPoll: 3, maxPoll: 3),
        _ other: ClientSettings = ClientSettings(minPoll: 3, maxPoll: 3), clocks: [Duration] = [.zero, .zero],
        rates: [Double] = [0, 0]
    ) {
        nodes = [one, other].enumerated().map { index, settings in
            Node(
                association: SymmetricAssociation(settings, first: start + .milliseconds(300 * (index + 1))),
                clock: clocks[index], rate: rates[index], claim: NTPTests.claim(state()))
        }
    }

    mutating func run(_ seconds: Int) {
        for _ in 0..<(10 * seconds) {
            now = now + .milliseconds(100)
            for index in nodes.indices { nodes[index].clock += .realSeconds(nodes[index].rate * 0.1) }
            for index in nodes.indices where nodes[index].isUp { speak(index) }
        }
    }

    private mutating func speak(_ index: Int) {
        guard nodes[index].association.isDue(at: now) else { return }
        var bytes = [UInt8](repeating: 0xEE, count: 48)
        var span = bytes.mutableSpan
        let told = SymmetricAssociation.Told(
            claim: nodes[index].claim, clock: nodes[index].mapping(at: now), utc: Self.utc)
        nodes[index].association.message(into: &span, at: now, told: told, using: &random)
        nodes[index].association.sent(at: now)
        said.append((index, bytes))
        hear(bytes, by: 1 - index)
        if nodes[1 - index].isUp { speak(1 - index) }
    }

    /// What somebody says in a peer's name, after a way of 0.1 to 0.2 ms.
    @discardableResult
    mutating func hear(
        _ octets: [UInt8], by index: Int, authentication: ReplyAuthentication = .none
    ) -> ReplyOutcome? {
        guard nodes[index].isUp else { return nil }
        now = now + .microseconds(Int64.random(in: 100...200, using: &random))
        let outcome = nodes[index].association.hear(
            octets.span, count: octets.count, arrived: now, authentication: authentication, own: [],
            stamp: nodes[index].stamp(now))
        nodes[index].outcomes.append(outcome)
        return outcome
    }
}
