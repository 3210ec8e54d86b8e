// SPDX-License-Identifier: Apache-2.0

import LinuxBoard
import PTP
import Testing
import TimeBase

@testable import Appliance

@Suite struct `Who stamps PTP's messages` {
    private static let card = TimestampingAbility(clock: 3, canSoftware: true, canHardware: true, canOneStep: true)
    private static let plain = TimestampingAbility(clock: nil, canSoftware: true, canHardware: false, canOneStep: false)

    private func port(_ change: (inout Settings.PTPService.Port) -> Void = { _ in }) -> Settings.PTPService.Port {
        var port = Settings.PTPService.Port(interface: "eth0")
        change(&port)
        return port
    }

    private func clockwork(
        _ keeping: PTPClockwork.Keeping, permitted: Bool = true, strayed: Duration? = .nanoseconds(40)
    ) -> PTPClockwork {
        PTPClockwork(keeping: { _ in keeping }, isPermitted: permitted, strayed: { _ in strayed })
    }

    @Test func `is the card where its clock follows or is the one that is kept`() throws {
        let following = try clockwork(.follower(1)).stamps(for: port(), able: Self.card)
        #expect(following.stamper == .cardOneStep && following.strayed() == .nanoseconds(40))
        #expect(following.text == "Hardware timestamps, one-step: the card's clock follows the one that is kept.")
        let kept = try clockwork(.kept, strayed: nil).stamps(for: port { $0.oneStep = false }, able: Self.card)
        #expect(kept.stamper == .card && kept.strayed() == .zero)
    }

    @Test func `writes no time into a Sync where the profile forbids that`() throws {
        let gptp = Settings.PTPService.Port(interface: "eth0", profile: .dot1AS)
        #expect(try clockwork(.kept).stamps(for: gptp, able: Self.card).stamper == .card)
    }

    @Test func `is the card in the time of a virtual clock upon its own, where that one is in step`() throws {
        var split = Self.card
        split.virtualClocks = [4, 5]
        let second = PTPClockwork(
            keeping: { $0 == 5 ? .follower(1) : .none(reason: "") }, strayed: { $0 == 1 ? .nanoseconds(40) : nil })
        let stamps = try second.stamps(for: port(), able: split)
        #expect(stamps.virtualClock == 5 && stamps.strayed() == .nanoseconds(40))
        #expect(stamps.stamper == .card, "what the card writes by itself is its own clock's time")
        #expect(try clockwork(.kept).stamps(for: port(), able: Self.card).virtualClock == nil)
    }

    @Test func `is the kernel where the card cannot, or may not, and says why`() throws {
        let none = clockwork(.none(reason: "clock.kind is virtual"))
        var split = Self.card
        split.virtualClocks = [4]
        let cases: [(PTPClockwork, TimestampingAbility, String)] = [
            (clockwork(.kept), Self.plain, "cannot stamp PTP over udp4"), (none, Self.card, "clock.kind is virtual"),
            (clockwork(.kept, permitted: false), Self.card, "CAP_NET_ADMIN, which is missing"),
            (none, split, "virtual clocks are made upon /dev/ptp3"),
        ]
        for (clockwork, ability, reason) in cases {
            let stamps = try clockwork.stamps(for: port(), able: ability)
            #expect(stamps.stamper == .kernel && stamps.strayed() == .zero)
            #expect(stamps.text.hasPrefix("Software timestamps, good to tens of microseconds: "))
            #expect(stamps.text.contains(reason), "\(stamps.text)")
            #expect(throws: PTPTrouble.self) {
                try clockwork.stamps(for: port { $0.timestamps = .hardware }, able: ability)
            }
        }
        let software = try clockwork(.kept).stamps(for: port { $0.timestamps = .software }, able: Self.card)
        #expect(software.stamper == .kernel)
    }

    @Test(arguments: [nil, Duration.microseconds(100), .seconds(37)])
    func `is nobody while the card's clock is not in step yet`(_ strayed: Duration?) {
        let clockwork = clockwork(.follower(0), strayed: strayed)
        #expect(
            throws: PTPTrouble(.noTimestamps, "the card's clock, /dev/ptp3, is not in step yet")
        ) { try clockwork.stamps(for: port(), able: Self.card) }
    }

    @Test func `is never a card on the simulated board`() throws {
        #expect(try PTPClockwork.simulated.stamps(for: port(), able: Self.card).stamper == .kernel)
    }
}
