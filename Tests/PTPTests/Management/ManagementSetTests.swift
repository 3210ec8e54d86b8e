// SPDX-License-Identifier: Apache-2.0

import PTP
import Testing
import TimeBase

@Suite struct ManagementSetTests {
    @Test(
        arguments: [
            (.priority1, "07 00", .priority1(7)), (.priority2, "FF 00", .priority2(255)),
            (.logAnnounceInterval, "00 00", .logAnnounceInterval(0)), (.logSyncInterval, "FF 00", .logSyncInterval(-1)),
            (.announceReceiptTimeout, "05 00", .announceReceiptTimeout(5)),
            (.userDescription, "03 44616D 00 00".replacing(" 00 00", with: ""), .userDescription("Dam")),
        ] as [(ManagementID, String, ManagementChange.Value)])
    func `what may be set is handed on, and told as it will be`(
        id: ManagementID, wanted: String, value: ManagementChange.Value
    ) {
        let (reply, outcome) = answer(request(.set, id, data: wanted), rights: .all)
        #expect(outcome.changes == [ManagementChange(port: us, value: value)] && outcome.refusal == nil)
        #expect(data(reply) == octets(wanted))
    }

    @Test(
        arguments: [
            (.priority1, ""), (.priority1, "01000000"), (.userDescription, ""), (.userDescription, "04 44616D"),
            (.userDescription, "01 44 0000"),
        ] as [(ManagementID, String)]) func `the wrong length is refused`(id: ManagementID, wanted: String)
    {
        let (reply, outcome) = answer(request(.set, id, data: wanted), rights: .all)
        #expect(error(reply) == .wrongLength && outcome.changes.isEmpty)
    }

    @Test(arguments: [(.logAnnounceInterval, "7F00"), (.announceReceiptTimeout, "0100")] as [(ManagementID, String)])
    func `what the profile does not allow is refused`(id: ManagementID, wanted: String) {
        let (reply, outcome) = answer(request(.set, id, data: wanted), rights: .all)
        #expect(error(reply) == .wrongValue && outcome.changes.isEmpty)
    }

    @Test(
        arguments: [
            (.priority1, .setPriorities), (.logSyncInterval, .setIntervals), (.userDescription, .setDescription),
        ] as [(ManagementID, ManagementRights)])
    func `each right is its own`(id: ManagementID, right: ManagementRights) {
        let wish = request(.set, id, data: "0000")
        #expect(answer(wish, rights: [.read, right]).outcome.changes.count == 1)
        let refused = answer(wish, rights: ManagementRights.all.subtracting(right))
        #expect(error(refused.reply) == .notSetable && refused.outcome.refusal == .denied)
    }
}
