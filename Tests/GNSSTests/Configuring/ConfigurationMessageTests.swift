// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing

/// Layouts as the manuals give them: octets composed by hand after their tables, both ways.
struct ConfigurationMessageTests {
    /// The payload in hexadecimal gives the message, and the message the payload.
    private func both<Message: UBXPayload>(_ digits: String, _ type: Message.Type = Message.self) throws -> Message {
        let bytes = octets(digits)
        let message = try Message(payload: bytes.span)
        var back: [UInt8] = []
        message.appendPayload(to: &back)
        #expect(back == bytes)
        for count in 0..<bytes.count - 1 {
            #expect(throws: UBXRefusal.self) { try Message(payload: bytes.span.extracting(0..<count)) }
        }
        return message
    }

    @Test func `SEC-UNIQID with five bytes, and with six`() throws {
        #expect(try both("01000000123456789a", SecUniqID.self).uniqueId == 0x12_3456_789A)
        #expect(try both("02000000123456789abc", SecUniqID.self).uniqueId == 0x1234_5678_9ABC)
        #expect(throws: UBXRefusal.version(3)) { try SecUniqID(payload: octets("03000000123456789a").span) }
    }

    @Test func `CFG-PRT`() throws {
        let port: CfgPRT = try both("01000000d008000080250000070003000000" + "0000")
        #expect(port.portID == 1 && port.mode == 0x8D0 && port.baudRate == 9600)
        #expect(port.inProtoMask == 7 && port.outputsUBX && port.outputsNMEA)
    }

    @Test func `CFG-MSG, told and answered`() throws {
        let told: CfgMSG = try both("010705")
        #expect(told.message == .navPVT && told.rate == 5)
        let answered: CfgMSGRates = try both("0107000100030200")
        #expect((0..<6).map { answered[port: $0] } == [0, 1, 0, 3, 2, 0] && answered[port: 6] == 0)
        #expect(try CfgMSGRates(payload: octets("01070001000302").span)[port: 4] == 2)
    }

    @Test func `CFG-RATE`() throws {
        let rate: CfgRATE = try both("e80301000100")
        #expect(rate.measRate == 1000 && rate.navRate == 1 && rate.timeRef == 1)
    }

    @Test(arguments: [("00000200", ReceiverStart.hot), ("01000200", .warm), ("ffff0200", .cold)])
    func `CFG-RST: how much is forgotten, and that its line stays as it is`(digits: String, start: ReceiverStart) throws
    {
        #expect(try both(digits, CfgRST.self) == CfgRST(start))
        #expect(CfgRST(.cold).frame == octets("b5620604" + "0400" + "ffff0200" + "0e61"))
    }

    @Test func `CFG-TP5`() throws {
        let pulse: CfgTP5 = try both(
            "0001000032000000" + "40420f0040420f00" + "00000000a0860100" + "0000000077000000")
        #expect(pulse.version == 1 && pulse.antCableDelay == 50 && pulse.freqPeriodLock == 1_000_000)
        #expect(pulse.pulseLenRatio == 0 && pulse.pulseLenRatioLock == 100_000 && pulse.flags == 0x77)
        #expect(throws: UBXRefusal.version(2)) {
            try CfgTP5(payload: octets("0002" + String(repeating: "00", count: 30)).span)
        }
    }

    @Test func `CFG-NAV5`() throws {
        let navigation: CfgNAV5 = try both(
            "ffff02030000000010270000" + "05" + "00fa00fa0064002c01003c00000000c8000000000000" + "00")
        #expect(navigation.mask == 0xFFFF && navigation.dynModel == 2)
    }

    @Test func `CFG-TMODE2`() throws {
        let mode: CfgTMODE2 = try both("010000000100000002000000030000000400000058020000b80b0000")
        #expect(mode.timeMode == 1 && mode.ecefYOrLon == 2 && mode.svinMinDur == 600 && mode.svinAccLimit == 3000)
    }

    @Test func `CFG-TMODE3`() throws {
        let mode: CfgTMODE3 = try both(
            "00000201" + "01000000" + "feffffff" + "03000000" + "9d63ff00" + "04000000" + "58020000" + "30750000"
                + "0000000000000000")
        #expect(mode.mode == 2 && mode.flags == 0x102 && mode.ecefYOrLon == -2 && mode.fixedPosAcc == 4)
        #expect(mode.ecefXOrLatHP == -99 && mode.ecefYOrLonHP == 99 && mode.ecefZOrAltHP == -1)
        #expect(mode.svinMinDur == 600 && mode.svinAccLimit == 30_000)
        #expect(throws: UBXRefusal.version(1)) {
            try CfgTMODE3(payload: octets("01" + String(repeating: "00", count: 39)).span)
        }
    }

    @Test func `CFG-GNSS`() throws {
        let systems: CfgGNSS = try both("00202003" + "0008100001000100" + "0204080000000100" + "06080e0001000100")
        #expect(systems.numTrkChHw == 32 && systems.numTrkChUse == 32 && systems.blocks.count == 3)
        let galileo = systems.blocks[1]
        #expect(galileo.gnssId == 2 && galileo.resTrkCh == 4 && galileo.maxTrkCh == 8)
        #expect(!galileo.enable && galileo.sigCfgMask == 1 && systems.blocks[2].enable)
        #expect(throws: UBXRefusal.version(1)) { try CfgGNSS(payload: octets("01202000").span) }
        #expect(throws: UBXRefusal.length(12)) { try CfgGNSS(payload: octets("002020020008100001000100").span) }
    }

    @Test func `of more systems than there are, CFG-GNSS keeps the first`() throws {
        let many = octets("002020ff" + String(repeating: "0008100001000100", count: 255))
        #expect(try CfgGNSS(payload: many.span).blocks.count == 16)
    }
}
