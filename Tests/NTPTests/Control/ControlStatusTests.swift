// SPDX-License-Identifier: Apache-2.0

import NTP
import Testing
import TimeBase

struct ControlStatusTests {
    private func status(_ facts: ControlFacts, association: UInt16 = 0) -> UInt16? {
        let fragments = try? responses(controlRequest(0, association: association), facts).get()
        return fragments?.first.flatMap { ControlHeader($0.span)?.status }
    }

    @Test(arguments: [
        (TimeState.Phase.locked, ControlClockSource.pulse, ControlSystemEvent.synchronised, UInt16(0x0115)),
        (.holdover, .unspecified, .noSystemPeer, 0x0018), (.fallback, .ntp, .synchronised, 0x0615),
        (.unsynchronised, .unspecified, .noSystemPeer, 0xC018), (.starting, .unspecified, .restarted, 0xC016),
        (.acquiring, .unspecified, .unspecified, 0xC000),
    ])
    func `the system's status word`(
        phase: TimeState.Phase, source: ControlClockSource, event: ControlSystemEvent, word: UInt16
    ) {
        var facts = controlFacts()
        facts.system.claim = claim(state(phase))
        (facts.system.source, facts.system.event) = (source, event)
        #expect(status(facts) == word)
    }

    @Test(arguments: [
        (ControlSelection.systemPeer, ControlPeerEvent.becameSystemPeer, UInt8(0xFF), UInt16(0x961A)),
        (.candidate, .reachable, 1, 0x9414), (.falseTicker, .reachable, 0x80, 0x9114),
        (.reject, .unreachable, 0, 0x8013),
        (.reject, .mobilised, 0, 0x8011), (.pulsePeer, .unspecified, 3, 0x9700),
    ])
    func `an association's status word`(
        selection: ControlSelection, event: ControlPeerEvent, reach: UInt8, word: UInt16
    ) {
        var facts = controlFacts()
        (facts.associations[1].selection, facts.associations[1].event) = (selection, event)
        facts.associations[1].reach = reach
        #expect(status(facts, association: 2) == word)
    }

    @Test func `who was not heard says so in every place`() {
        var facts = controlFacts()
        facts.associations[1].reach = 0
        facts.associations[1].age = .seconds(77)
        (facts.associations[1].offset, facts.associations[1].jitter) = (nil, nil)
        let told = text(responses(controlRequest(2, association: 2, "reach,unreach,flash,offset,jitter"), facts))
        #expect(told == "reach=0x0, unreach=77, flash=0x1000\r\n")
    }

    @Test func `without a followed source there is no peer`() {
        var facts = controlFacts()
        facts.associations[1].selection = .reject
        let told = text(responses(controlRequest(2, "peer,peeradr,peermode"), facts))
        #expect(told == "peer=0, peeradr=0.0.0.0:123, peermode=0\r\n")
        let clock = try? responses(controlRequest(4), facts).get()
        #expect(clock?.first.flatMap { ControlHeader($0.span)?.status } == 0x0400)
    }

    @Test func `at a higher stratum the reference is an address`() {
        var facts = controlFacts()
        (facts.system.claim.stratum, facts.system.claim.referenceID) = (2, 0x0A00_00FE)
        #expect(text(responses(controlRequest(2, "refid,stratum"), facts)) == "refid=10.0.0.254, stratum=2\r\n")
    }

    @Test func `a hundred and more associations come in several fragments`() throws {
        var facts = controlFacts()
        facts.associations = (1...200).map {
            ControlAssociation(id: UInt16($0), address: "10.0.0.\($0)", name: "", referenceID: "GPS")
        }
        let fragments = try responses(controlRequest(1), facts).get()
        #expect(fragments.count == 2)
        #expect(data(fragments)?.count == 800)
    }
}
