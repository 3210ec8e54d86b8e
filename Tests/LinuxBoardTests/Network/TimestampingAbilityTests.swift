// SPDX-License-Identifier: Apache-2.0

import Board
import CLinux
import Foundation
import Testing

@testable import LinuxBoard

struct TimestampingAbilityTests {
    /// HWTSTAMP_FILTER_... of <linux/net_tstamp.h>, as bits.
    private enum Filter {
        static let all: UInt32 = 1 << 1
        static let v1Event: UInt32 = 1 << 3
        static let v2L4Event: UInt32 = 1 << 6
        static let v2L2Event: UInt32 = 1 << 9
        static let v2Event: UInt32 = 1 << 12
    }

    private func ability(_ filters: UInt32, _ kind: PTPTransport.Kind, card: Bool = true) -> TimestampingAbility {
        var raw = clinux_ptp_ability()
        (raw.phc, raw.can_software, raw.can_hardware, raw.can_one_step) = (card ? 999 : -1, 1, card ? 1 : 0, 1)
        raw.filters = filters
        return TimestampingAbility(raw, by: kind)
    }

    @Test(
        arguments: [
            (Filter.all, [true, true, true]), (Filter.v2Event, [true, true, true]),
            (Filter.v2L4Event, [true, true, false]),
            (Filter.v2L2Event, [false, false, true]), (Filter.v1Event, [false, false, false]),
            (0, [false, false, false]),
        ] as [(UInt32, [Bool])])
    func `a card can stamp where one of its filters passes all that PTP sends by that transport`(
        filters: UInt32, can: [Bool]
    ) {
        let kinds = PTPTransport.Kind.allCases
        #expect(kinds.map { ability(filters, $0).canHardware } == can)
        #expect(kinds.map { ability(filters, $0).canOneStep } == can)
        #expect(kinds.allSatisfy { !ability(filters, $0, card: false).canOneStep })
        #expect(ability(filters, .udp4).clock == 999 && ability(filters, .udp4, card: false).clock == nil)
    }

    @Test func `virtual clocks are found below the card's own`() throws {
        let folder = NSTemporaryDirectory() + "gnomon-clocks-\(UUID().uuidString)"
        defer { try? FileManager.default.removeItem(atPath: folder) }
        for name in ["ptp0/ptp12", "ptp0/ptp3", "ptp0/power", "ptp0/ptpx", "ptp1"] {
            try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
        }
        #expect(TimestampingAbility.virtualClocks(upon: 0, in: folder) == [3, 12])
        #expect(TimestampingAbility.virtualClocks(upon: 1, in: folder).isEmpty)
        #expect(TimestampingAbility.virtualClocks(upon: 7, in: folder).isEmpty)
    }

    @Test(arguments: [(PTPTransport.Kind.udp4, "224.0.1.129", "224.0.0.107"), (.udp6, "ff0e::181", "ff02::6b")])
    func `the groups are those of the standard`(kind: PTPTransport.Kind, primary: String, peer: String) throws {
        let groups = PTPGroups(of: kind)
        #expect(groups.primary == .ip(try #require(IPAddress(primary))) && groups.primary.isGroup)
        #expect(groups.peer == .ip(try #require(IPAddress(peer))) && groups.peer.isGroup)
    }

    @Test func `the groups of Ethernet and of another scope too`() throws {
        #expect(PTPGroups(of: .ethernet).primary == .ethernet(MACAddress(0x011B_1900_0000)))
        #expect(PTPGroups(of: .ethernet).peer == .ethernet(MACAddress(0x0180_C200_000E)))
        #expect(PTPGroups(of: .udp6, scope: 5).primary == .ip(try #require(IPAddress("ff05::181"))))
    }
}
