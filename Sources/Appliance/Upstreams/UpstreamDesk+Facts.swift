// SPDX-License-Identifier: Apache-2.0

import NTP
import TimeBase
import TimeKeeping

extension UpstreamDesk {
    /// What is shown of each server.
    func facts(at now: MonotonicInstant) -> [UpstreamFacts] {
        upstreams.indices.map { index in
            let upstream = upstreams[index]
            let verdict = judgement.verdicts[index + 1]
            var facts = UpstreamFacts(name: upstream.name, endpoint: upstream.endpoint, verdict: verdict)
            facts.isBest = index == best
            facts.isAuthenticated = upstream.source.client.needsAuthentication && upstream.association.samples > 0
            facts.key = upstream.source.key
            facts.nts = upstream.nts.map { NTSClientFacts($0, at: upstream.keysAt, now: now) }
            facts.isPreferred = upstream.source.prefer
            facts.tell(upstream.association, at: now)
            facts.lastHeard = upstream.lastHeard
            if let standing = upstream.association.standing(at: now) { facts.tell(standing, moved: motion) }
            return facts
        } + grandmasterFacts(at: now)
    }
}

extension UpstreamFacts {
    fileprivate mutating func tell(_ association: ClientAssociation, at now: MonotonicInstant) {
        unfitness = association.unfitness(at: now)
        (reach, poll) = (association.reach, association.poll)
        (requests, samples) = (association.requests, association.samples)
        isInterleaved = association.settings.isInterleaved
        if let word = association.word {
            (stratum, referenceID, leap) = (word.stratum, word.referenceID, word.leap)
            (rootDelay, rootDispersion) = (word.rootDelay, word.rootDispersion)
            precision = word.precision
        }
        refused = ReplyRefusal.allCases.compactMap { reason in
            let count = association.refusals[reason]
            return count == 0 ? nil : NamedCount("\(reason)", UInt64(count))
        }
    }

    fileprivate mutating func tell(_ standing: SourceStanding, moved: Duration) {
        offset = standing.offset + moved
        (bound, deviation) = (standing.bound.base, standing.deviation)
        (delay, jitter) = (standing.delay, standing.jitter)
    }
}
