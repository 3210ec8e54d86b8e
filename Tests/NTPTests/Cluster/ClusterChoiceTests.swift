// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

@Suite struct ClusterChoiceTests {
    private let rule = LocalTimeRule(stratum: 10, isOrphan: true)

    /// As it is heard after one exchange.
    private func peer(_ metric: UInt32, stratum: UInt8, from own: UInt32 = 50, reference: UInt32 = 0) -> ClusterPeer {
        var exchanges = Exchanges()
        (exchanges.server.stratum, exchanges.server.referenceID) = (stratum, reference)
        exchanges.poll()
        return ClusterPeer(metric: metric, ownMetric: own, standing: exchanges.association.standing(at: exchanges.now))
    }

    @Test func `The smallest reference id among those of our stratum leads`() {
        #expect(rule.choose(among: [peer(60, stratum: 10), peer(70, stratum: 10)]) == .lead)
        #expect(
            rule.choose(among: [peer(60, stratum: 10), peer(40, stratum: 10), peer(30, stratum: 10)]) == .follow(2))
    }

    @Test func `A source comes before any leader`() {
        #expect(rule.choose(among: [peer(1, stratum: 10), peer(90, stratum: 3), peer(91, stratum: 2)]) == .follow(2))
    }

    @Test func `Whom we follow remains among equals`() {
        let peers = [peer(60, stratum: 2), peer(70, stratum: 2)]
        #expect(rule.choose(among: peers, following: 1) == .follow(1))
        #expect(rule.choose(among: peers, following: 0) == .follow(0))
    }

    @Test func `Nobody follows who follows a peer, or us, or is above our stratum`() {
        let source = peer(60, stratum: 1)
        #expect(rule.choose(among: [peer(40, stratum: 2, reference: 60), source]) == .follow(1))
        #expect(rule.choose(among: [peer(40, stratum: 2, reference: 50)]) == .lead)
        #expect(rule.choose(among: [peer(40, stratum: 11)]) == .lead)
    }

    @Test func `Nobody follows itself, should it be among the peers`() {
        #expect(rule.choose(among: [peer(50, stratum: 1), peer(60, stratum: 10)]) == .lead)
        #expect(rule.choose(among: [peer(50, stratum: 10)], mayLead: false) == nil)
    }

    @Test func `Whoever may not lead follows the leader of the others, if there is one`() {
        #expect(rule.choose(among: [peer(60, stratum: 10), peer(70, stratum: 10)], mayLead: false) == .follow(0))
        #expect(rule.choose(among: [peer(60, stratum: 16)], mayLead: false) == nil)
    }

    @Test func `Without orphan mode nobody of our stratum is followed`() {
        #expect(LocalTimeRule(stratum: 10).choose(among: [peer(40, stratum: 10)]) == .lead)
        #expect(LocalTimeRule(stratum: 10).choose(among: [peer(40, stratum: 9)]) == .follow(0))
    }

    /// As `printf '\x20\x01...' | md5sum` has them.
    @Test(arguments: [
        (0x2001_0DB8_0000_0000_0000_0000_0000_0001 as UInt128, 0x39AB_9B37 as UInt32),
        (0xFE80_0000_0000_0000_0001_0203_0405_0607, 0x0246_1326), (1, 0xCF40_4DC8),
    ]) func `An IPv6 address makes the reference id of its digest`(address: UInt128, code: UInt32) {
        #expect(ReferenceID.code(ofAddress: address) == code)
    }

    @Test func `An IPv4 address is its own reference id`() {
        #expect(ReferenceID.code(ofAddress: 0xFFFF_0A00_0001) == 0x0A00_0001)
    }
}
