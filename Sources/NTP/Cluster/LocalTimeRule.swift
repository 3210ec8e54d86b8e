// SPDX-License-Identifier: Apache-2.0

import TimeBase

/// How time is told where nothing is left to have it from: to keep a network's clocks together, not to keep them right
/// (`local stratum N orphan` of chrony, `tos orphan N` of ntpd). Nothing is told so unless somebody has asked for it.
public struct LocalTimeRule: Hashable, Sendable, BitwiseCopyable {
    /// What has to be known of the clock before it is anybody's.
    public enum Beginning: UInt8, Sendable, BitwiseCopyable, CaseIterable {
        /// It has been synchronised since the start.
        case synchronised
        /// Whatever the machine's clock showed at the start will do.
        case clock
    }

    /// What is claimed, 1...15; whoever follows claims one more.
    public var stratum: UInt8
    /// Whether those who claim this stratum agree on one of them, whom the others then follow.
    public var isOrphan: Bool
    /// So long after the last source is gone it begins.
    public var wait: Duration
    public var beginning: Beginning
    /// How fast the time that is told may be drawn to another one, fractional; not above 500 millionths, which every
    /// client can follow. It is never stepped.
    public var slewRate: Double

    public init(
        stratum: UInt8 = 10, isOrphan: Bool = false, wait: Duration = .seconds(300),
        beginning: Beginning = .synchronised, slewRate: Double = 100e-6
    ) {
        self.stratum = min(max(stratum, 1), 15)
        (self.isOrphan, self.wait, self.beginning) = (isOrphan, max(.zero, wait), beginning)
        self.slewRate = min(max(slewRate, 1e-9), 500e-6)
    }
}

/// Another server of the cluster, as we find it.
public struct ClusterPeer: Sendable, BitwiseCopyable {
    /// The reference id that its address makes.
    public var metric: UInt32
    /// The one that ours makes, by which it reaches us.
    public var ownMetric: UInt32
    /// What it tells; `nil`: nothing that can be followed.
    public var standing: SourceStanding?

    public init(metric: UInt32, ownMetric: UInt32, standing: SourceStanding?) {
        (self.metric, self.ownMetric, self.standing) = (metric, ownMetric, standing)
    }
}

/// What a server without a source of its own is to do.
public enum ClusterChoice: Hashable, Sendable, BitwiseCopyable {
    /// Its own clock is the time.
    case lead
    /// The peer of that place.
    case follow(Int)
}

extension LocalTimeRule {
    /// Which peer is the time, if any is.
    ///
    /// One with a source comes first: the lowest stratum below ours. Else, of those of our stratum and ourselves, the
    /// one whose address makes the smallest reference id, as chronyd and ntpd choose: so all choose alike. Those above
    /// our stratum follow somebody; so does who names another peer, or us, as its reference. They are not followed, or
    /// servers might come to follow each other in a circle.
    ///
    /// - Parameters:
    ///   - current: whom we follow; of equals, it remains.
    ///   - mayLead: whether our clock is worth to be followed; else whoever leads the others is followed.
    /// - Returns: `nil` where we may not lead, and there is nobody to follow.
    public func choose(
        among peers: [ClusterPeer], following current: Int? = nil, mayLead: Bool = true
    ) -> ClusterChoice? {
        var (sourced, leader): (Int?, Int?)
        for (index, peer) in peers.enumerated() where peer.metric != peer.ownMetric {
            guard let word = peer.standing?.word, word.stratum <= stratum, !follows(word, among: peers) else {
                continue
            }
            if word.stratum < stratum {
                sourced = nearer(index, sourced, peers, current)
            } else if isOrphan, !mayLead || peer.metric < peer.ownMetric {
                leader = leader.map { peers[$0].metric < peer.metric ? $0 : index } ?? index
            }
        }
        return (sourced ?? leader).map(ClusterChoice.follow) ?? (mayLead ? .lead : nil)
    }

    /// Whoever names one of these, or us, has it from there; that we ourselves are among them does no harm.
    private func follows(_ word: ServerWord, among peers: [ClusterPeer]) -> Bool {
        word.stratum > 1
            && peers.contains { $0.metric == word.referenceID || $0.ownMetric == word.referenceID }
    }

    private func nearer(_ index: Int, _ best: Int?, _ peers: [ClusterPeer], _ current: Int?) -> Int {
        guard let best, let a = peers[index].standing, let b = peers[best].standing else { return index }
        if a.word.stratum != b.word.stratum { return a.word.stratum < b.word.stratum ? index : best }
        if best == current { return best }
        return index == current || a.bound.base < b.bound.base ? index : best
    }
}
