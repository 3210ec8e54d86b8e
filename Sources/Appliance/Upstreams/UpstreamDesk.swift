// SPDX-License-Identifier: Apache-2.0

import Board
import NTP
import TimeBase
import TimeKeeping

/// Asks other servers for the time and judges what they say, beside the receiver. It opens nothing and reads no clock:
/// whoever has the network, a real or a simulated one, brings requests and replies along.
struct UpstreamDesk<Random: RandomNumberGenerator & Sendable> {
    /// The receiver is source 0 of the ensemble.
    static var receiver: Int { 0 }

    var upstreams: [Upstream]
    /// Those that are heard by PTP; their numbers follow.
    var grandmasters: [PTPUpstream] = []
    private(set) var judgement = SourceJudgement.none
    /// Signs requests and judges replies of the servers that have a key; `nil`: there are none, and they are not asked.
    var authenticator: (any MessageAuthenticator)?
    /// Of NTS; `nil`: there is none, and who has to prove its replies by NTS is not asked.
    var cipher: (any AuthenticatedCipher)?
    var ensemble = SourceEnsemble()
    private(set) var scale: SteadyScale
    private var moved = Duration.zero
    private var random: Random

    init(
        _ sources: [Settings.Source], policy: DisputePolicy, served: ServedTime, at now: MonotonicInstant,
        random: Random
    ) {
        upstreams = Array(Upstream.all(sources, at: now).prefix(SourceEnsemble.most - 1))
        scale = SteadyScale(served, at: now)
        self.random = random
        ensemble.policy = policy
        for (index, upstream) in upstreams.enumerated() {
            ensemble.roles[index + 1] = SourceRole(.server, isPreferred: upstream.source.prefer)
        }
    }

    // MARK: Asking

    /// When somebody is to be asked next.
    var next: MonotonicInstant? {
        upstreams.compactMap { $0.endpoint == nil ? nil : $0.association.next }.min()
    }

    /// Writes the request of one that is due. Once it is sent, ``sent(_:at:)`` wants to know. `nil`: its key is not there.
    mutating func request(_ index: Int, at now: MonotonicInstant) -> [UInt8]? {
        var octets = [UInt8](repeating: 0, count: NTPHeader.count + Self.mostMAC)
        var span = octets.mutableSpan
        upstreams[index].association.request(into: &span, at: now, using: &random)
        if upstreams[index].nts != nil { return sealed(Array(octets.prefix(NTPHeader.count)), of: index) }
        guard let number = upstreams[index].source.key else { return Array(octets.prefix(NTPHeader.count)) }
        guard let authenticator, let key = authenticator.key(UInt32(clamping: number)),
            let count = MessageAuthentication.append(
                to: &span, count: NTPHeader.count, key: key, digestCount: min(20, key.algorithm.digestCount),
                with: authenticator)
        else { return nil }
        return Array(octets.prefix(count))
    }

    /// A key's number and 20 octets of a digest.
    private static var mostMAC: Int { 24 }

    /// Another key than the server's is as bad as none.
    private mutating func authentication(_ octets: [UInt8], count: Int, of index: Int) -> ReplyAuthentication {
        if upstreams[index].nts != nil { return judged(octets, count: count, of: index) }
        guard let number = upstreams[index].source.key else { return .none }
        guard let header = NTPHeader(octets.span), let authenticator,
            let parts = PacketTail.parts(octets.span, count: count, version: header.version)
        else { return .none }
        switch MessageAuthentication.verify(octets.span, parts, version: header.version, with: authenticator) {
        case .none: return .none
        case .good(let key, _): return Int(key.id) == number ? .valid : .invalid
        case .bad: return .invalid
        }
    }

    mutating func sent(_ index: Int, at instant: MonotonicInstant) { upstreams[index].association.sent(stamp(instant)) }

    mutating func hear(
        _ octets: [UInt8], count: Int, from index: Int, at instant: MonotonicInstant, own: [UInt32] = []
    ) {
        let authentication = authentication(octets, count: count, of: index)
        let outcome = upstreams[index].association.hear(
            octets.span, count: count, arrived: stamp(instant), authentication: authentication, own: own)
        if case .sample = outcome { upstreams[index].lastHeard = instant }
    }

    /// The scale is never set, so there is but one era.
    private func stamp(_ instant: MonotonicInstant) -> LocalStamp {
        LocalStamp(at: instant, shown: scale.timestamp(at: instant))
    }

    // MARK: Judging

    /// Takes up what became of the clock; before stamps are taken, and at least every second.
    mutating func follow(_ served: ServedTime, at now: MonotonicInstant) {
        scale.follow(served, at: now)
        ensemble.clockMoved(by: scale.motion - moved)
        moved = scale.motion
    }

    /// A second's judgement.
    /// - Parameter witness: where the receiver has our clock, if it was heard of late.
    mutating func judge(
        _ served: ServedTime, witness: SourceReading?, at now: MonotonicInstant
    ) -> UpstreamReading {
        follow(served, at: now)
        if let witness { ensemble.hear(witness, from: Self.receiver) } else { ensemble.lose(Self.receiver) }
        var isFresh = false
        for index in upstreams.indices { isFresh = heed(index, at: now) || isFresh }
        isFresh = heedGrandmasters(served, at: now) || isFresh
        judgement = ensemble.judge(own: own(served, at: now), at: now)
        return UpstreamReading(
            reading: served.clock.reading(at: now), word: word(isFresh: isFresh, at: now), dispute: dispute,
            distance: judgement.dispute?.distance ?? .zero)
    }

    /// Whether it told something new.
    private mutating func heed(_ index: Int, at now: MonotonicInstant) -> Bool {
        let association = upstreams[index].association
        guard upstreams[index].endpoint != nil, association.unfitness(at: now) == nil,
            let standing = association.standing(at: now)
        else {
            ensemble.lose(index + 1)
            return false
        }
        guard association.samples != upstreams[index].heeded else { return false }
        upstreams[index].heeded = association.samples
        let reading = SourceReading(
            at: now, offset: standing.offset + scale.motion, bound: standing.bound, deviation: standing.deviation,
            lasts: standing.lasts)
        ensemble.hear(reading, from: index + 1)
        return true
    }

    /// What our clock is known to show by what was known before; `nil`: nothing.
    private func own(_ served: ServedTime, at now: MonotonicInstant) -> SourceReading? {
        let state = served.state.told(at: now)
        guard state.isTrustworthy else { return nil }
        let bound = state.errorBound.moved(by: now - state.asOf)
        return SourceReading(at: now, offset: .zero, bound: bound, deviation: bound.base / 3)
    }

    private var dispute: UpstreamReading.Dispute {
        guard let dispute = judgement.dispute else { return .none }
        return ensemble.policy == .gnssWins || dispute.isFollowed ? .receiverStays : .receiverGoes
    }

    private func word(isFresh: Bool, at now: MonotonicInstant) -> UpstreamReading.Word? {
        guard let upstream = judgement.upstream, let best, let deviation = deviation(best), let server = server(best)
        else { return nil }
        return UpstreamReading.Word(
            offset: upstream.offset, bound: upstream.bound, deviation: deviation, isFresh: isFresh, server: server)
    }

    /// Of those that are believed, the one that is preferred and knows best.
    var best: Int? {
        func rank(_ index: Int) -> Int {
            switch judgement.verdicts[index + 1] {
            case .selected: isPreferred(index) ? 0 : 1
            case .agrees: isPreferred(index) ? 2 : 3
            case .outlier, .outvoted: 4
            default: 9
            }
        }
        func deviation(_ index: Int) -> Duration {
            self.deviation(index) ?? .seconds(16)
        }
        return (0..<upstreams.count + grandmasters.count).filter { rank($0) < 9 }
            .min { (rank($0), deviation($0)) < (rank($1), deviation($1)) }
    }

    var motion: Duration { scale.motion }
}
