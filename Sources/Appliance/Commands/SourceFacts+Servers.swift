// SPDX-License-Identifier: Apache-2.0

public import Board
import NTP
import TimeBase
import TimeKeeping

extension SourceFacts {
    /// What is known of a server beside what is known of any source.
    public struct ServerFacts: Hashable, Sendable {
        /// `nil`: its name was not looked up yet.
        public var endpoint: IPEndpoint?
        /// Its own; 0: not known yet.
        public var stratum: UInt8
        public var delay: Duration?
        public var rootDelay: Duration
        public var rootDispersion: Duration
        public var asked: UInt64
        public var isInterleaved: Bool
        public var isAuthenticated: Bool
        /// What it has its time from.
        public var referenceID: UInt32
        public var precision: Int8
        /// The number of the key that its replies must be signed with.
        public var key: Int?
        /// Of NTS; `nil`: it is not asked for.
        public var nts: NTSClientFacts?
    }
}

extension ApplianceSnapshot {
    func serverSource(_ facts: UpstreamFacts) -> SourceFacts {
        var source = SourceFacts(
            kind: .server, name: facts.name,
            referenceID: ReferenceID.text(of: facts.referenceID, stratum: facts.stratum))
        source.standing = standing(of: facts)
        (source.reach, source.poll) = (facts.reach, facts.poll)
        (source.lastHeard, source.offset, source.jitter) = (facts.lastHeard, facts.offset, facts.jitter)
        source.uncertainty = facts.bound
        source.heard = facts.samples
        source.refused = facts.refused.reduce(0) { $0 &+ $1.count }
        source.server = SourceFacts.ServerFacts(
            endpoint: facts.endpoint, stratum: facts.stratum, delay: facts.delay, rootDelay: facts.rootDelay,
            rootDispersion: facts.rootDispersion, asked: facts.requests, isInterleaved: facts.isInterleaved,
            isAuthenticated: facts.isAuthenticated,
            referenceID: facts.referenceID, precision: facts.precision, key: facts.key, nts: facts.nts)
        return source
    }

    private func standing(of facts: UpstreamFacts) -> SourceFacts.Standing {
        guard facts.unfitness == nil else { return .unusable }
        return switch facts.verdict {
        case .selected, .agrees: state.phase == .fallback && facts.isBest ? .followed : .supporting
        case .outlier, .onProbation, .overruled: .outlying
        case .outvoted, .vetoed, .contested: .contradicting
        case .absent, .silent: .unusable
        }
    }
}
