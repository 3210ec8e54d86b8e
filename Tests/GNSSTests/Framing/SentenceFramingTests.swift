// SPDX-License-Identifier: Apache-2.0

import GNSS
import Testing

@Suite struct SentenceFramingTests {
    let zda = "GPZDA,193223.00,23,12,2007,00,00"

    @Test(
        "A sentence ends with CR LF, LF alone, or CR alone",
        arguments: ["\r\n", "\n", "\r"])
    func lineEnds(end: String) {
        let (caught, counters) = scan("$\(zda)*69\(end)$\(zda)*69\r\n")
        #expect(caught.map(\.text) == [zda, zda])
        #expect(caught.allSatisfy { $0.frame.kind == .nmea(.matches) })
        #expect(caught[0].frame.length == zda.utf8.count + 4 + end.utf8.count)
        #expect(counters.garbageBytes == 0)
    }

    @Test func `The digits of a checksum may be small letters`() {
        #expect(scan("$GPGSV,3,1,12,28,14,150,41,09,15,254,41,10,43,192,47,13,06,081,36*7a\n").caught.count == 1)
    }

    @Test func `A sentence without a checksum is handed on with a flag`() {
        let (caught, counters) = scan("$GPZDA,193223.00,23,12,2007,00,00\r\n")
        #expect(caught.map(\.frame.kind) == [.nmea(.absent)])
        #expect(counters.nmea == 1 && counters.nmeaWithoutChecksum == 1)
    }

    @Test(
        "A sentence with a wrong or malformed checksum is refused and counted",
        arguments: ["*68", "*6", "*", "*069", "*6G", "*69*69", "*69 "])
    func wrongChecksum(checksum: String) {
        let (caught, counters) = scan("$\(zda)\(checksum)\r\n$\(zda)*69\r\n")
        #expect(caught.count == 1)
        #expect(counters.nmeaChecksumFailures == 1)
        #expect(counters.garbageBytes == UInt64(zda.utf8.count + checksum.utf8.count + 3))
    }

    @Test(
        "What breaks a sentence off is not part of it, and what follows is found",
        arguments: [
            "$", "$GPRMC,1932", "$GPRMC\u{0}", "$GPRMC\u{7F}x", "$$", "!", "xyz", "\r\n\r\n", "$\r\n", "\u{B5}b",
        ])
    func brokenOff(before: String) {
        let (caught, counters) = scan("\(before)$\(zda)*69\r\n")
        #expect(caught.map(\.text) == [zda])
        #expect(caught[0].frame.offset == UInt64(before.utf8.count))
        #expect(counters.garbageBytes == UInt64(before.utf8.count))
    }

    @Test func `Encapsulated sentences begin with an exclamation mark`() {
        let (caught, _) = scan("!AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0*5C\r\n")
        #expect(caught.map(\.text) == ["AIVDM,1,1,,B,177KQJ5000G?tO`K>RA1wUbN0TKH,0"])
    }

    @Test func `A long proprietary sentence is taken up to the limit and not beyond`() {
        let limits = FrameScanner.Limits(nmeaSentence: 200)
        let fits = "$PX," + String(repeating: "x", count: 194) + "\r\n"
        #expect(scan(fits, limits: limits).caught.count == 1)
        let (caught, counters) = scan("$PX," + String(repeating: "x", count: 300) + "\r\n", limits: limits)
        #expect(caught.isEmpty)
        #expect(counters.oversize == 1)
        #expect(counters.garbageBytes == counters.bytes)
    }
}
