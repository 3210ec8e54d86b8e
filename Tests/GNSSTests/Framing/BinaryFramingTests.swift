// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing

@Suite struct BinaryFramingTests {
    let eoe = octets("b562 0161 0400 68aca612 32c9")
    let sentence = Array("$GPZDA,193223.00,23,12,2007,00,00*69\r\n".utf8)

    @Test func `A frame is handed on as its payload`() {
        let (caught, counters) = scan(eoe)
        #expect(caught.map(\.content) == [octets("68aca612")])
        #expect(caught.map(\.frame.kind) == [.ubx(.navEOE)])
        #expect(counters.ubx == 1 && counters.framedBytes == 12)
    }

    @Test func `A frame with an empty payload is a frame`() {
        var poll: [UInt8] = []
        UBXMessageID.monVer.appendPoll(to: &poll)
        #expect(poll == octets("b562 0a04 0000 0e34"))
        #expect(scan(poll).caught.map(\.frame.kind) == [.ubx(.monVer)])
    }

    @Test(arguments: [2, 4, 7, 10, 11])
    func `A changed byte makes a frame garbage, and the next one is found`(place: Int) {
        var changed = eoe
        changed[place] ^= 1
        let (caught, counters) = scan(changed + eoe)
        #expect(caught.map(\.frame.offset) == [12])
        #expect(counters.ubxChecksumFailures == 1 && counters.garbageBytes == 12)
    }

    @Test func `Half a start sign does not hide a whole one`() {
        #expect(scan([0xB5] + eoe).caught.count == 1)
        #expect(scan([0xB5, 0xB5, 0x62, 0xB5] + eoe).caught.count == 1)
    }

    @Test func `What a false header swallowed is looked at again`() {
        let header = octets("b562 0107 4000")
        let (caught, counters) = scan(header + eoe + sentence + [0, 1, 2] + eoe + eoe)
        #expect(caught.map(\.frame.kind) == [.ubx(.navEOE), .nmea(.matches), .ubx(.navEOE), .ubx(.navEOE)])
        #expect(caught.map(\.frame.offset) == [6, 18, 59, 71])
        #expect(counters.garbageBytes == 9 && counters.ubxChecksumFailures == 1)
    }

    @Test func `A false header at the end of the stream gives up what it swallowed`() {
        let (caught, _) = scan(octets("b562 0107 0008") + sentence + eoe)
        #expect(caught.count == 2)
    }

    @Test func `A header that announces more than the limit swallows nothing`() {
        var scanner = FrameScanner(limits: .init(ubxPayload: 100))
        var catcher = Catcher()
        scanner.push((octets("b562 0107 6500") + eoe).span, at: instant(0), to: &catcher)
        #expect(catcher.caught.count == 1)
        #expect(scanner.counters.oversize == 1 && scanner.pendingCount == 0)
    }

    /// The example of RTCM 10403, 4.2: a station's position, message 1005.
    let rtcm = octets("d300133ed7d30202980edeef34b4bd62ac0941986f33360b98")

    @Test func `An RTCM frame is skipped`() {
        let (caught, counters) = scan(rtcm + eoe)
        #expect(caught.map(\.frame.offset) == [25])
        #expect(counters.rtcm == 1 && counters.framedBytes == 37 && counters.garbageBytes == 0)
    }

    @Test func `What a false RTCM header swallowed is looked at again`() {
        let (caught, counters) = scan(octets("d3000a") + eoe + sentence)
        #expect(caught.count == 2)
        #expect(counters.rtcmChecksumFailures == 1 && counters.garbageBytes == 3)
    }

    @Test func `RTCM can be left unrecognised`() {
        let (caught, counters) = scan(octets("d303ff") + eoe, limits: .init(recognisesRTCM: false))
        #expect(caught.count == 1 && counters.rtcmChecksumFailures == 0)
    }
}
