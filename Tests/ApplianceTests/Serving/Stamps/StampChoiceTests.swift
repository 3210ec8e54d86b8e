// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import Testing

@testable import Appliance

struct StampChoiceTests {
    private func able(clock: Int? = 0, sends: Bool = true, hears: Bool = true) -> TimestampingAbility {
        var able = TimestampingAbility(clock: clock, canSoftware: true, canHardware: true, canOneStep: false)
        (able.canSendAny, able.canHearAny) = (sends, hears)
        return able
    }

    @Test func `a card that can stamp does, unless it is said otherwise or no clock is kept`() {
        let card = able()
        #expect(StampChoice(.auto, keepsClock: true, able: card) == .card)
        #expect(StampChoice(.hardware, keepsClock: false, able: card) == .card)
        #expect(StampChoice(.kernel, keepsClock: true, able: card) == .kernel(because: "the configuration says so"))
        #expect(StampChoice(.auto, keepsClock: false, able: card) != .card)
    }

    @Test func `a card that stamps half of it does that half; one that stamps nothing does not`() {
        #expect(StampChoice(.auto, keepsClock: true, able: able(hears: false)) == .card)
        #expect(StampChoice(.auto, keepsClock: true, able: able(sends: false)) == .card)
        #expect(
            StampChoice(.hardware, keepsClock: true, able: able(sends: false, hears: false))
                == .kernel(because: "the card stamps nothing but PTP"))
        #expect(
            StampChoice(.hardware, keepsClock: true, able: able(clock: nil))
                == .kernel(because: "the card has no clock"))
    }

    @Test func `what came of it is told in a phrase`() {
        var facts = StampingFacts(interface: "eth0", clock: 1)
        facts.take(NetworkCard.Stamping(hears: true, sends: true), able: able())
        #expect(facts.phrase == "eth0: by the card (/dev/ptp1)")
        facts.refused = 2
        #expect(facts.phrase == "eth0: by the card (/dev/ptp1), 2 stamps not believed")
        facts.take(NetworkCard.Stamping(hears: false, sends: true), able: able())
        #expect(
            facts.phrase == "eth0: departures by the card (/dev/ptp1), arrivals by the kernel, 2 stamps not believed: "
                + "PTP has the card's filter")
        facts.take(NetworkCard.Stamping(hears: false, sends: true), able: able(hears: false))
        #expect(facts.reason == "the card does not stamp all that it hears")
        facts.fallBack(ClockFault.denied)
        #expect(facts.phrase == "eth0: by the kernel: /dev/ptp1 may not be opened")
    }
}
