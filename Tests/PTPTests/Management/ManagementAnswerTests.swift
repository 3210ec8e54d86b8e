// SPDX-License-Identifier: Apache-2.0

import Board
import PTP
import Testing
import TimeBase

@Suite struct ManagementAnswerTests {
    @Test(
        arguments: [
            (.nullManagement, ""),
            (
                .clockDescription,
                """
                8000  0A 4945454520383032 2E33  0006 001B21A1B2C3  0001 0004 C0000201  000000 00
                09 476E6F6D6F6E3B3B37  05 3B3B312E30  09 526F6F663B4265726E  001B19000100  00
                """
            ),
            (.userDescription, "09 526F6F663B4265726E"),
            (.defaultDataSet, "01 00 0001 80 06 21 4E5D 80 001B21FFFEA1B2C3 00 00"),
            (.currentDataSet, "0000 0000000000000000 0000000000000000"),
            (.parentDataSet, "001B21FFFEA1B2C3 0000 00 00 FFFF 7FFFFFFF 80 06 21 4E5D 80 001B21FFFEA1B2C3"),
            (.timePropertiesDataSet, "0025 3C 20"),
            (.portDataSet, "001B21FFFEA1B2C3 0001 06 00 0000000000000000 01 03 00 01 00 12"),
            (.priority1, "80 00"), (.priority2, "80 00"), (.domain, "00 00"), (.slaveOnly, "00 00"),
            (.masterOnly, "01 00"),
            (.logAnnounceInterval, "01 00"), (.announceReceiptTimeout, "03 00"), (.logSyncInterval, "00 00"),
            (.versionNumber, "12 00"), (.time, "0000655B0A25 00000005"), (.clockAccuracy, "21 00"),
            (.utcProperties, "0025 04 00"), (.traceabilityProperties, "30 00"), (.timescaleProperties, "08 20"),
            (.unicastNegotiationEnable, "01 00"), (.delayMechanism, "01 00"),
            (.logMinPeerDelayRequestInterval, "00 00"),
            (
                .timeStatus,
                """
                0000000000000000 0000000000000000 00000000 00000000 0000 000000000000000000000000
                00000000 001B21FFFEA1B2C3
                """
            ),
            (.grandmasterSettings, "06 21 4E5D 0025 3C 20"),
            (.portProperties, "001B21FFFEA1B2C3 0001 06 01 04 65746830 00"),
            (.portHardwareClock, "001B21FFFEA1B2C3 0001 00000002 00 00"),
        ] as [(ManagementID, String)]) func `each question has its answer`(id: ManagementID, meaning: String) throws
    {
        let reply = answer(request(.get, id)).reply
        #expect(data(reply) == octets(meaning))
    }

    @Test func `messages are counted as linuxptp counts them`() throws {
        let told = try #require(data(answer(request(.get, .portStatistics)).reply))
        #expect(told.count == 266)
        #expect(told[10 + 8..<10 + 16] == [0x02, 0x01, 0, 0, 0, 0, 0, 0])
        #expect(told[10 + 128..<10 + 136] == [0x05, 0x04, 0x03, 0, 0, 0, 0, 0])
        #expect(told.count(where: { $0 != 0 }) == 7 + 1 + 5)
    }

    @Test func `an answer goes back to the asker by the way of its question`() throws {
        let reply = answer(request(.get, .domain, flags: .unicast)).reply
        let message = try #require(read(ManagementMessage.self, reply))
        #expect(message.action == .response && message.targetPortIdentity == client)
        #expect(message.header.source == us && message.header.sequence == 0x77)
        #expect(message.startingBoundaryHops == 2 && message.boundaryHops == 2)
        #expect(message.header.flags == .unicast && message.header.logInterval == 0x7F)
        #expect(answer(request(.get, .domain)).reply[6...7] == [0, 0])
    }

    @Test func `other addresses are told in their own form`() {
        var v6 = view()
        v6.place.address = .ip(IPAddress(number: 0xFE80_0000_0000_0000_0000_0000_0000_0001))
        #expect(
            data(answer(request(.get, .clockDescription), of: v6).reply)?[21..<41]
                == octets(
                    "0002 0010 FE80000000000000 0000000000000001")[...])
        var ethernet = view(1, of: 2, .g8275_1)
        ethernet.place.address = .ethernet(MACAddress(0x001B_21A1_B2C3))
        let told = data(answer(request(.get, .clockDescription, domain: 24), of: ethernet).reply)
        #expect(told?[21..<31] == octets("0003 0006 001B21A1B2C3")[...])
        #expect(told?[0..<2] == [0x40, 0x00] && told?.suffix(7).prefix(6) == octets("0019A7010203")[...])
    }

    @Test func `who speaks version 2-0 is told of 2-0`() {
        var bytes = request(.get, .versionNumber)
        bytes[1] = 0x02
        let reply = answer(bytes).reply
        #expect(data(reply) == [0x02, 0] && reply[1] == 0x12)
    }

    @Test func `data in a question are passed over`() {
        #expect(data(answer(request(.get, .priority1, data: "FFFF")).reply) == [128, 0])
    }
}

/// Whole answers, which Wireshark reads as well.
@Suite struct ManagementGoldenTests {
    @Test(
        arguments: [
            (.defaultDataSet, "management-default-data-set"), (.parentDataSet, "management-parent-data-set"),
            (.portDataSet, "management-port-data-set"), (.clockDescription, "management-clock-description"),
        ] as [(ManagementID, String)]) func `an answer, octet by octet`(id: ManagementID, name: String) throws
    {
        #expect(answer(request(.get, id)).reply == (try golden(name)))
    }
}
