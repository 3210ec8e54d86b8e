// SPDX-License-Identifier: Apache-2.0

extension Port {
    /// What there is to tell of this port, as of the last wake.
    public var facts: PortFacts {
        var facts = PortFacts(
            identity: identity, state: state, stateSince: stateSince, stamping: stamping, claim: claim)
        facts.foreignMasters = otherMasters
        (facts.meanLinkDelay, facts.peer, facts.peersAtOnce) = (peer.meanLinkDelay, peer.neighbour, peer.shared)
        facts.isCapable = settings.profile == .dot1AS ? peer.isCapable : nil
        facts.counters = counters
        (facts.unicastClients, facts.unicastRate) = (unicast.grantedClients, unicast.promisedRate)
        return facts
    }

    /// Those not gone, the best first.
    private var otherMasters: InlineArray<8, ForeignMasterFacts?> {
        var sorted = InlineArray<8, ForeignMaster?>(repeating: nil)
        var count = 0
        for index in 0..<ForeignMasterTable.capacity {
            guard let record = foreignMasters[index], !record.isGone else { continue }
            var place = count
            while place > 0, let before = sorted[place - 1],
                record.data.compared(with: before.data, by: row.bestMaster).isBetter
            {
                sorted[place] = before
                place -= 1
            }
            sorted[place] = record
            count += 1
        }
        var facts = InlineArray<8, ForeignMasterFacts?>(repeating: nil)
        for index in 0..<count { facts[index] = sorted[index].map(self.facts(of:)) }
        return facts
    }

    private func facts(of master: ForeignMaster) -> ForeignMasterFacts {
        let data = master.data
        return ForeignMasterFacts(
            sender: data.sender, address: master.address, grandmaster: data.grandmaster, quality: data.quality,
            priority1: data.priority1, priority2: data.priority2, stepsRemoved: data.stepsRemoved,
            timeSource: master.timeSource, last: master.last,
            isQualified: master.isQualified, isBetter: !isBeaten(master))
    }
}
