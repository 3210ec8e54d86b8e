// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing

@Suite struct ReceiverMessageTests {
    @Test func `MON-VER`() throws {
        let version: MonVer = try read(Golden.monVer)
        #expect(version.swVersion.text == "2.20 (81289)" && version.hwVersion.text == "00080000")
        #expect(version.extensions.count == 6 && version.extensions.first?.text == "2.01 (75331)")
        #expect(version.value(of: "PROTVER") == "16.00" && version.value(of: "MOD") == "LEA-M8F-0")
        #expect(version.value(of: "FWVER") == nil)
    }

    @Test func `MON-HW in both lengths`() throws {
        let new: MonHW = try read(Golden.hw60)
        #expect(new.noisePerMS == 96 && new.agcCnt == 3512 && new.aStatus == 2 && new.aPower == 1)
        #expect(new.jammingState == 2 && new.rtcCalib && new.jamInd == 37)
        let old: MonHW = try read(Golden.hw68)
        #expect(old.aStatus == 4 && old.aPower == 0 && old.jammingState == 1 && old.jamInd == 201)
    }

    @Test func `MON-RF`() throws {
        let radio: MonRF = try read(Golden.rf)
        #expect(radio.blocks.count == 2)
        #expect(radio.blocks[0].jammingState == 1 && radio.blocks[0].antStatus == 2 && radio.blocks[0].magQ == 160)
        let second = radio.blocks[1]
        #expect(second.blockId == 1 && second.jammingState == 3 && second.antStatus == 4 && second.postStatus == 7)
        #expect(second.noisePerMS == 80 && second.agcCnt == 2100 && second.jamInd == 255)
        #expect(second.ofsI == 127 && second.magI == 255 && second.ofsQ == -128 && second.magQ == 1)
    }

    @Test func `ACK-ACK and ACK-NAK name the message they answer`() throws {
        let ack = octets(Golden.ack)
        #expect(
            try UBXMessage(.ackACK, payload: ack.span.extracting(6..<8))
                == .ack(Ack(UBXMessageID(6, 0), isAcknowledged: true)))
        #expect(Ack(UBXMessageID(6, 1), isAcknowledged: false).frame == octets(Golden.nak))
    }

    @Test(arguments: [
        (0x1005_0007 as UInt32, 1 as Int?), (0x2005_0023, 1), (0x3021_0001, 2), (0x4005_0002, 4), (0x5005_002A, 8),
        (0x0005_0001, nil), (0x6005_0001, nil), (0x7005_0001, nil), (0xC005_0002, 4),
    ])
    func `The width of a configuration value is in its key`(key: UInt32, width: Int?) {
        #expect(CfgKey(key).valueWidth == width)
    }

    @Test func `CFG-VALSET writes each value in its width`() throws {
        var items = CfgItems()
        items.append(CfgItem(CfgKey(0x1005_0007), 1))
        items.append(CfgItem(CfgKey(0x2005_0023), 2))
        items.append(CfgItem(CfgKey(0x3021_0001), 1000))
        items.append(CfgItem(CfgKey(0x4005_0002), 1_000_000))
        items.append(CfgItem(CfgKey(0x5005_002A), (10.0).bitPattern))
        items.append(CfgItem(CfgKey(0x3005_0001), UInt64(UInt16(bitPattern: -50))))
        let message = CfgValSet(items, layers: [.ram, .flash])
        #expect(message.frame == octets(Golden.valSet))
        #expect(try read(Golden.valSet) == message)
        let transaction: CfgValSet = try read(Golden.valSetTransaction)
        #expect(transaction.transaction == 3 && transaction.items.isEmpty)
    }

    @Test func `CFG-VALGET asks with keys and answers with values`() throws {
        let request = CfgValGet(keys: [CfgKey(0x4005_0002), CfgKey(0x3005_FFFF)], layer: .factory)
        #expect(request.frame == octets(Golden.valGetRequest))
        let answer: CfgValGet = try read(Golden.valGet)
        #expect(!answer.isRequest && answer.position == 64 && answer.items.count == 6)
        #expect(answer.items[3].value == 1_000_000)
    }
}
