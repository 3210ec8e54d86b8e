// SPDX-License-Identifier: Apache-2.0

import NTP
import PTP
import TimeBase
import TimeKeeping

/// Sources that are heard by PTP: they stand behind those of NTP, in the order of the settings.
extension UpstreamDesk {
    /// Gives each its place, as far as there is room.
    /// - Parameter box: where a source's thread tells what it hears.
    mutating func add(_ sources: [Settings.Source], _ box: (Settings.PTPSource) -> PTPSourceBox) {
        let room = max(0, SourceEnsemble.most - 1 - upstreams.count)
        let all = sources.compactMap { source in
            source.ptp.map { PTPUpstream($0, isPreferred: source.prefer, box: box($0)) }
        }
        grandmasters = Array(all.prefix(room))
        for (place, one) in grandmasters.enumerated() {
            ensemble.roles[number(ofGrandmaster: place)] = SourceRole(.grandmaster, isPreferred: one.isPreferred)
        }
    }

    /// In the ensemble.
    func number(ofGrandmaster place: Int) -> Int { upstreams.count + 1 + place }

    /// - Returns: whether any told something new.
    mutating func heedGrandmasters(_ served: ServedTime, at now: MonotonicInstant) -> Bool {
        var isFresh = false
        for place in grandmasters.indices {
            let isNew = grandmasters[place].look(served, at: now)
            guard let word = grandmasters[place].word else {
                ensemble.lose(number(ofGrandmaster: place))
                continue
            }
            guard isNew else { continue }
            isFresh = true
            let reading = SourceReading(
                at: now, offset: word.offset, bound: word.bound, deviation: word.standing.deviation,
                lasts: word.standing.lasts)
            ensemble.hear(reading, from: number(ofGrandmaster: place))
        }
        return isFresh
    }

    // MARK: Of all, those of NTP first

    func server(_ index: Int) -> UpstreamServer? {
        guard index < upstreams.count else { return grandmasters[index - upstreams.count].server }
        return upstreams[index].association.standing(at: scale.seen).map { standing in
            UpstreamServer(
                stratum: standing.word.stratum, referenceID: upstreams[index].referenceID,
                rootDelay: standing.rootDelay)
        }
    }

    /// Of what it says of our clock, one standard deviation.
    func deviation(_ index: Int) -> Duration? {
        index < upstreams.count
            ? upstreams[index].association.standing(at: scale.seen)?.deviation
            : grandmasters[index - upstreams.count].deviation
    }

    func isPreferred(_ index: Int) -> Bool {
        index < upstreams.count ? upstreams[index].source.prefer : grandmasters[index - upstreams.count].isPreferred
    }

    /// What is shown of each.
    func grandmasterFacts(at now: MonotonicInstant) -> [UpstreamFacts] {
        grandmasters.indices.map { place in
            let number = number(ofGrandmaster: place)
            let one = grandmasters[place]
            var facts = UpstreamFacts(
                name: one.source.name, endpoint: one.endpoint, verdict: judgement.verdicts[number])
            (facts.isBest, facts.isPreferred) = (best == number - 1, one.isPreferred)
            facts.tell(one, at: now)
            return facts
        }
    }
}

extension UpstreamFacts {
    fileprivate mutating func tell(_ one: PTPUpstream, at now: MonotonicInstant) {
        var ptp = PTPSourceFacts(interface: one.source.port.interface, domain: one.source.port.domain)
        (ptp.trouble, ptp.stampsText) = (one.box.trouble, one.box.stampsText)
        (ptp.receiver, ptp.hindrance) = (one.told?.receiver, one.hindrance)
        self.ptp = ptp
        unfitness = one.word == nil ? .untimed : nil
        guard let receiver = one.told?.receiver else { return }
        (samples, requests) = (receiver.samples, receiver.questions)
        (lastHeard, poll) = (receiver.lastSync, 0)
        (stratum, referenceID) = (one.stratum, one.referenceID)
        refused = MessageRefusal.allCases.compactMap { reason in
            let count = receiver.counters[reason]
            return count == 0 || reason == .otherDomain ? nil : NamedCount("\(reason)", count)
        }
        guard let word = one.word else { return }
        (offset, bound, deviation) = (word.offset, word.bound.after(.zero), word.standing.deviation)
        (delay, jitter) = (word.standing.delay * 2, word.standing.jitter)
        rootDispersion = word.standing.word.distance
    }
}
